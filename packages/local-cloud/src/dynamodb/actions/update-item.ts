import type { CapacityRequest } from "../capacity.ts";
import { Projection } from "../expressions/projection.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import {
  type AttributeUpdatesRequest,
  checkAttributeUpdates,
  updateOf,
} from "../legacy/attribute-updates.ts";
import { checkExpected, type ExpectedRequest, expectedCondition } from "../legacy/expected.ts";
import { operation } from "../operation.ts";
import type { Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import type { MetricsRequest } from "../writes/item-collection.ts";
import { bindWrite, type ConditionRequest, type Outcome, planWrite } from "../writes/planned-write.ts";
import { executeWrite } from "../writes/single-write.ts";

interface UpdateItemInput
  extends ConditionRequest,
    ExpectedRequest,
    AttributeUpdatesRequest,
    CapacityRequest,
    MetricsRequest {
  Key: Attributes;
  UpdateExpression?: string;
  ReturnValues?: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem = operation<UpdateItemInput>(shapes.updateItem, (database, input, call) => {
  checkExpressionParameters(
    input,
    ["UpdateExpression", "ConditionExpression"],
    ["AttributeUpdates", "Expected"],
  );
  validateAttributes(input.Key);
  checkAttributeUpdates(input);
  checkExpected(input);
  const bound = bindWrite(input);
  const condition = bound.condition ?? expectedCondition(input);
  const update = bound.update ?? updateOf(input);
  const planned = planWrite(database, {
    request: input,
    condition,
    effect: { effect: "update", update },
    key: input.Key,
  });
  const { outcome, output } = executeWrite(database, planned, input, call);
  const returned = returnedAttributes(input.ReturnValues, outcome, () => new Projection(update?.paths ?? []));
  return returned ? { Attributes: returned, ...output } : output;
});

function returnedAttributes(
  wanted: UpdateItemInput["ReturnValues"],
  { before, after }: Outcome,
  updated: () => Projection,
): Attributes | undefined {
  switch (wanted) {
    case "ALL_OLD":
      return before;
    case "ALL_NEW":
      return after;
    case "UPDATED_OLD":
      return before && unlessEmpty(updated().of(before));
    case "UPDATED_NEW":
      return after && unlessEmpty(updated().of(after));
    default:
      return undefined;
  }
}

function unlessEmpty(attributes: Attributes): Attributes | undefined {
  for (const _ in attributes) return attributes;
  return undefined;
}
