import type { CapacityRequest } from "../capacity.ts";
import { validation } from "../errors.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { checkExpected, type ExpectedRequest, expectedCondition } from "../legacy/expected.ts";
import { operation } from "../operation.ts";
import type { Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import type { MetricsRequest } from "../writes/item-collection.ts";
import { bindWrite, type ConditionRequest, planWrite } from "../writes/planned-write.ts";
import { executeWrite } from "../writes/single-write.ts";

interface DeleteItemInput extends ConditionRequest, ExpectedRequest, CapacityRequest, MetricsRequest {
  Key: Attributes;
  ReturnValues?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem = operation<DeleteItemInput>(shapes.deleteItem, (database, input, call) => {
  checkExpressionParameters(input, ["ConditionExpression"], ["Expected"]);
  const { Key: key, ReturnValues: wanted } = input;
  validateAttributes(key);
  if (wanted !== undefined && wanted !== "ALL_OLD" && wanted !== "NONE") {
    throw validation("ReturnValues can only be ALL_OLD or NONE");
  }
  checkExpected(input);
  const condition = bindWrite(input).condition ?? expectedCondition(input);
  const planned = planWrite(database, { request: input, condition, effect: { effect: "delete" }, key });
  const { outcome, output } = executeWrite(database, planned, input, call);
  return wanted === "ALL_OLD" && outcome.before ? { Attributes: outcome.before, ...output } : output;
});
