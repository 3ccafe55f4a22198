import { AwsError } from "../../kernel/wire.ts";
import { type CapacityRequest, readUnits, UsageByTable, writeUsage } from "../capacity.ts";
import { validation } from "../errors.ts";
import * as shapes from "../input/item-shapes.ts";
import { type Call, operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import { type Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";
import { itemCollectionMetrics, type MetricsRequest } from "../writes/item-collection.ts";
import {
  bindWrite,
  type ConditionRequest,
  type Outcome,
  type PlannedWrite,
  placeWrite,
  tryWrite,
  type WriteRequest,
} from "../writes/planned-write.ts";
import { holdName } from "../writes/single-write.ts";
import { checkDistinctItems, checkNotHeld, forEveryItem, Refusal } from "../writes/transaction-reasons.ts";
import { checkedSize } from "./put-item.ts";

interface TransactWriteItem {
  ConditionCheck?: ConditionRequest & { Key: Attributes };
  Put?: ConditionRequest & { Item: Attributes };
  Delete?: ConditionRequest & { Key: Attributes };
  Update?: ConditionRequest & { Key: Attributes; UpdateExpression: string };
}

interface TransactWriteItemsInput extends CapacityRequest, MetricsRequest {
  TransactItems: TransactWriteItem[];
  ClientRequestToken?: string;
}

const MAX_BYTES = 4 * 1024 * 1024;
/** Transactional writes cost twice as much as others: one unit to prepare, one to commit. */
const TRANSACTION_FACTOR = 2;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = operation<TransactWriteItemsInput>(
  shapes.transactWriteItems,
  (database, input, call) => {
    const requests = input.TransactItems.map(writeRequest);
    const { ClientRequestToken: token } = input;
    if (token !== undefined && database.tokens.isRepeat(token, input.TransactItems)) {
      call.awaitsDurability = true;
      return repeatedAnswer(database, requests, input, call);
    }
    if (token !== undefined && database.inProgress.has(token)) {
      throw new AwsError(
        "TransactionInProgressException",
        "The transaction with the given request token is already in progress.",
      );
    }
    const placed = requests.map((request) => ({ request, table: database.table(request.request.TableName) }));
    const writes = forEveryItem(placed, ({ request, table }) => placeWrite(table, request));
    const names = writes.map(holdName);
    checkDistinctItems(names);
    forEveryItem(names, (name) => checkNotHeld(database.held, name));
    if (database.transactionMs === 0) return commit(database, writes, input, call);
    return holdItems(database, names, token, () => commit(database, writes, input, call));
  },
);

function writeRequest(item: TransactWriteItem): WriteRequest {
  const { ConditionCheck: check, Put: put, Delete: deletion, Update: update } = item;
  if ([check, put, deletion, update].filter((member) => member !== undefined).length !== 1) {
    throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  if (put) {
    validateAttributes(put.Item);
    const { condition } = bindWrite(put);
    const size = checkedSize(put.Item);
    return { request: put, condition, effect: { effect: "put", item: put.Item, size }, key: put.Item };
  }
  const keyed = (check ?? deletion ?? update) as ConditionRequest & { Key: Attributes };
  validateAttributes(keyed.Key);
  const bound = bindWrite(keyed);
  const effect: WriteRequest["effect"] = update
    ? { effect: "update", update: bound.update }
    : { effect: check ? "check" : "delete" };
  return { request: keyed, condition: bound.condition, effect, key: keyed.Key };
}

/** Holds the items for the configured duration of a transaction. */
async function holdItems(
  database: Database,
  names: string[],
  token: string | undefined,
  commit: () => object,
): Promise<object> {
  const { clock } = database.kernel;
  for (const name of names) database.held.add(name);
  if (token !== undefined) database.inProgress.add(token);
  try {
    await new Promise<void>((resolve) => clock.schedule(clock.now() + database.transactionMs, resolve));
    return commit();
  } finally {
    for (const name of names) database.held.delete(name);
    if (token !== undefined) database.inProgress.delete(token);
  }
}

function commit(
  database: Database,
  writes: PlannedWrite[],
  input: TransactWriteItemsInput,
  call: Call,
): object {
  forEveryItem(writes, ({ table, write }) => {
    const hashKey = write.key[table.schema.hash.name];
    if (hashKey) database.admit(table, hashKey, "write");
  });
  const outcomes = forEveryItem(writes, (planned) => {
    const outcome = tryWrite(planned);
    if (outcome.conditionHolds) return { planned, outcome };
    const wantsItem = planned.write.request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
    const reason = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
    throw new Refusal(wantsItem && outcome.before ? { ...reason, Item: outcome.before } : reason);
  });
  let bytes = 0;
  for (const { outcome } of outcomes) bytes += outcome.size;
  if (bytes > MAX_BYTES) throw validation("Transaction request size cannot exceed 4 MB");

  const usages = new UsageByTable();
  const metrics: Record<string, object[]> = {};
  for (const { planned, outcome } of outcomes) {
    const usage = apply(planned, outcome);
    usages.add(usage);
    const { table, write } = planned;
    const hashKey = write.key[table.schema.hash.name];
    if (hashKey) database.throttle?.charge(table, hashKey, "write", usage.units);
    const metric = itemCollectionMetrics(input, table, write.key);
    if (metric) (metrics[table.name] ??= []).push(metric);
  }
  const { ClientRequestToken: token } = input;
  if (token !== undefined) database.tokens.remember(token, input.TransactItems);
  call.writeUnits += usages.total();
  call.awaitsDurability = true;
  return {
    ...usages.consumedCapacity(input, "write"),
    ...(Object.keys(metrics).length > 0 ? { ItemCollectionMetrics: metrics } : {}),
  };
}

function apply(
  { table, location, write }: PlannedWrite,
  { after, size }: Outcome,
): ReturnType<typeof writeUsage> {
  if (write.effect.effect === "check") {
    const units = Math.max(1, Math.ceil(size / 1024));
    return { table, units: units * TRANSACTION_FACTOR, indexes: [] };
  }
  return writeUsage(table, table.write(location, after, size), TRANSACTION_FACTOR);
}

/** A repeated token changes nothing. It costs the reads that detect the repetition. */
function repeatedAnswer(
  database: Database,
  requests: WriteRequest[],
  input: TransactWriteItemsInput,
  call: Call,
): object {
  const usages = new UsageByTable();
  for (const request of requests) {
    const { table, location } = placeWrite(database.table(request.request.TableName), request);
    const units = readUnits(table.find(location)?.size ?? 0, true) * TRANSACTION_FACTOR;
    usages.add({ table, units, indexes: [] });
  }
  call.readUnits += usages.total();
  return usages.consumedCapacity(input, "read");
}
