import { AwsError } from "../../kernel/wire.ts";
import { type CapacityRequest, consumedCapacity, totalUnits, writeUsage } from "../capacity.ts";
import { conditionFailed } from "../errors.ts";
import type { Call } from "../operation.ts";
import type { Database } from "../state/database.ts";
import { locationKey } from "../state/schema.ts";
import { writeUnits } from "../state/secondary-index.ts";
import type { Attributes } from "../values/attributes.ts";
import { itemCollectionMetrics, type MetricsRequest } from "./item-collection.ts";
import { type Outcome, type PlannedWrite, tryWrite } from "./planned-write.ts";

/** The name under which a running transaction holds an item. */
export function holdName({ table, location }: PlannedWrite): string {
  return `${table.definition.id}/${locationKey(location)}`;
}

/** Executes a put, update or delete outside transactions. */
export function executeWrite(
  database: Database,
  planned: PlannedWrite,
  request: CapacityRequest & MetricsRequest,
  call: Call,
): {
  outcome: Outcome;
  output: { Attributes?: Attributes; ConsumedCapacity?: object; ItemCollectionMetrics?: object };
} {
  const { table, location, write } = planned;
  const hashKey = write.key[table.schema.hash.name];
  if (hashKey) database.admit(table, hashKey, "write");
  if (database.held.size > 0 && database.held.has(holdName(planned))) {
    throw new AwsError("TransactionConflictException", "Transaction is ongoing for the item");
  }
  const outcome = tryWrite(planned);
  if (!outcome.conditionHolds) {
    // A write refused by its condition costs the units of the stored item.
    call.writeUnits += writeUnits(outcome.size);
    if (hashKey) database.throttle?.charge(table, hashKey, "write", writeUnits(outcome.size));
    const wantsItem = write.request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
    throw conditionFailed(wantsItem ? outcome.before : undefined);
  }
  const usage = writeUsage(table, table.write(location, outcome.after, outcome.size));
  call.awaitsDurability = true;
  call.writeUnits += totalUnits(usage);
  if (hashKey) database.throttle?.charge(table, hashKey, "write", usage.units);
  const capacity = consumedCapacity(request, usage);
  const metrics = itemCollectionMetrics(request, table, write.key);
  return {
    outcome,
    output: {
      ...(capacity ? { ConsumedCapacity: capacity } : {}),
      ...(metrics ? { ItemCollectionMetrics: metrics } : {}),
    },
  };
}
