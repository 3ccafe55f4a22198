import { callContext } from "../../kernel/call-context.ts";
import type { BatchFault } from "../../kernel/faults.ts";
import { AwsError } from "../../kernel/wire.ts";
import { type CapacityRequest, UsageByTable } from "../capacity.ts";
import { validation } from "../errors.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import { checkKey, locate } from "../state/schema.ts";
import { refusal } from "../state/throttle.ts";
import { type Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import { type ProjectionRequest, readItem, requestedProjection } from "./get-item.ts";

interface KeysAndAttributes extends ProjectionRequest {
  Keys: Attributes[];
  ConsistentRead?: boolean;
}

interface BatchGetItemInput extends CapacityRequest {
  RequestItems: Record<string, KeysAndAttributes>;
}

const MAX_KEYS = 100;
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = operation<BatchGetItemInput>(shapes.batchGetItem, (database, input, call) => {
  const requests = Object.entries(input.RequestItems).map(([name, request]) => {
    checkExpressionParameters(request, ["ProjectionExpression"], ["AttributesToGet"]);
    const projection = requestedProjection(request);
    const seen = new Set<string>();
    for (const key of request.Keys) {
      validateAttributes(key);
      seen.add(JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))));
    }
    if (seen.size < request.Keys.length) throw duplicateKeys();
    return { name, request, projection };
  });
  checkKeys(requests.map(({ request }) => request.Keys));

  const responses: Record<string, Attributes[]> = {};
  const unprocessed: Record<string, KeysAndAttributes> = {};
  const usages = new UsageByTable();
  let bytes = 0;
  let served = 0;
  let throttled: AwsError | undefined;
  const fault = batchFault(database, "BatchGetItem");
  const located = requests.map((entry) => ({ ...entry, table: database.table(entry.name) }));
  for (const { table, request } of located) for (const key of request.Keys) checkKey(table.schema, key);
  for (const { name, table, request, projection } of located) {
    const items: Attributes[] = [];
    const left: Attributes[] = [];
    const consistent = request.ConsistentRead ?? false;
    call.awaitsDurability ||= consistent;
    for (const key of request.Keys) {
      const stored = table.seen(locate(table.schema, key), consistent);
      if (bytes + (stored?.size ?? 0) > MAX_RESPONSE_BYTES) {
        left.push(key);
        continue;
      }
      try {
        if (fault?.leaves(key)) throw refusal(table);
        const { units } = readItem(database, table, key, projection, consistent);
        usages.add({ table, units, indexes: [] });
        served += 1;
      } catch (error) {
        throttled = asThrottlingError(error);
        left.push(key);
        continue;
      }
      if (!stored) continue;
      bytes += stored.size;
      items.push(projection ? projection.of(stored.attributes) : stored.attributes);
    }
    responses[name] = fault ? fault.arrange(items) : items;
    if (left.length > 0) unprocessed[name] = { ...request, Keys: left };
  }
  // If nothing could be read, the whole batch is refused.
  if (throttled && served === 0) throw throttled;
  call.readUnits += usages.total();
  return { Responses: responses, UnprocessedKeys: unprocessed, ...usages.consumedCapacity(input) };
});

export function batchFault({ kernel }: Database, operation: string): BatchFault | undefined {
  return kernel.faults.onBatch({ operation, caller: callContext.getStore()?.caller });
}

/** Returns an error for lack of throughput; throws every other error. */
export function asThrottlingError(error: unknown): AwsError {
  const codes = ["ProvisionedThroughputExceededException", "ThrottlingException"];
  if (error instanceof AwsError && codes.includes(error.code)) return error;
  throw error;
}

export function duplicateKeys(): Error {
  return validation("Provided list of item keys contains duplicates");
}

function checkKeys(keysByTable: Attributes[][]): void {
  let count = 0;
  for (const keys of keysByTable) count += keys.length;
  if (count > MAX_KEYS) throw validation("Too many items requested for the BatchGetItem call");
}
