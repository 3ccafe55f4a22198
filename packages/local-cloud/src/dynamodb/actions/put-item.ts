import type { CapacityRequest } from "../capacity.ts";
import { validation } from "../errors.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { checkExpected, type ExpectedRequest, expectedCondition } from "../legacy/expected.ts";
import { operation } from "../operation.ts";
import type { Attributes } from "../values/attributes.ts";
import { attributesSize } from "../values/size.ts";
import { validateAttributes } from "../values/validate.ts";
import type { MetricsRequest } from "../writes/item-collection.ts";
import { bindWrite, type ConditionRequest, MAX_ITEM_BYTES, planWrite } from "../writes/planned-write.ts";
import { executeWrite } from "../writes/single-write.ts";

interface PutItemInput extends ConditionRequest, ExpectedRequest, CapacityRequest, MetricsRequest {
  Item: Attributes;
  ReturnValues?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem = operation<PutItemInput>(shapes.putItem, (database, input, call) => {
  checkExpressionParameters(input, ["ConditionExpression"], ["Expected"]);
  const { Item: item, ReturnValues: wanted } = input;
  validateAttributes(item);
  if (wanted !== undefined && wanted !== "ALL_OLD" && wanted !== "NONE") {
    throw validation("ReturnValues can only be ALL_OLD or NONE");
  }
  const size = checkedSize(item);
  checkExpected(input);
  const condition = bindWrite(input).condition ?? expectedCondition(input);
  const planned = planWrite(database, {
    request: input,
    condition,
    effect: { effect: "put", item, size },
    key: item,
  });
  const { outcome, output } = executeWrite(database, planned, input, call);
  return wanted === "ALL_OLD" && outcome.before ? { Attributes: outcome.before, ...output } : output;
});

/** Size of a whole item in bytes. Refuses an item that is too large. */
export function checkedSize(item: Attributes): number {
  const size = attributesSize(item);
  if (size > MAX_ITEM_BYTES) throw validation("Item size has exceeded the maximum allowed size");
  return size;
}
