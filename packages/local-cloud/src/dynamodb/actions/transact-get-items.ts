import { type CapacityRequest, UsageByTable } from "../capacity.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { operation } from "../operation.ts";
import { checkKey, locate, locationKey } from "../state/schema.ts";
import type { Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import { checkDistinctItems, checkNotHeld, forEveryItem } from "../writes/transaction-reasons.ts";
import { type ProjectionRequest, readItem, requestedProjection } from "./get-item.ts";

interface TransactGetItemsInput extends CapacityRequest {
  TransactItems: { Get: ProjectionRequest & { TableName: string; Key: Attributes } }[];
}

/** Transactional reads cost twice as much as strongly consistent reads. */
const TRANSACTION_FACTOR = 2;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = operation<TransactGetItemsInput>(
  shapes.transactGetItems,
  (database, input, call) => {
    const gets = input.TransactItems.map(({ Get: get }) => {
      checkExpressionParameters(get, ["ProjectionExpression"], []);
      validateAttributes(get.Key);
      return { get, projection: requestedProjection(get), table: database.table(get.TableName) };
    });
    const names = forEveryItem(gets, ({ get, table }) => {
      checkKey(table.schema, get.Key);
      return `${table.definition.id}/${locationKey(locate(table.schema, get.Key))}`;
    });
    checkDistinctItems(names);
    forEveryItem(names, (name) => checkNotHeld(database.held, name));
    const usages = new UsageByTable();
    const responses = forEveryItem(gets, ({ get, projection, table }): { Item?: Attributes } => {
      const { stored, units } = readItem(database, table, get.Key, projection, true);
      usages.add({ table, units: units * TRANSACTION_FACTOR, indexes: [] });
      if (!stored) return {};
      return { Item: projection ? projection.of(stored.attributes) : stored.attributes };
    });
    call.readUnits += usages.total();
    call.awaitsDurability = true;
    return { Responses: responses, ...usages.consumedCapacity(input, "read") };
  },
);
