import { Entity, Service } from "electrodb";
import { isPassing, Throttled } from "../aws-errors.ts";
import { pauseAfter } from "./backoff.ts";
import { electroOptions } from "./options.ts";
import { inCommerceTable } from "./tables.ts";

/**
 * A write that happens when {@link transact} commits it, never before. Functions that only build
 * such writes end in `Write` or `Writes`; a lint rule finds a built write that nobody commits.
 */
export interface TransactionWrite {
  readonly kind: "write";
  readonly item: unknown;
}

/** Turns an ElectroDB operation that changes or checks an item into a write of a transaction. */
export const asWrite = (operation: object): TransactionWrite => ({ kind: "write", item: itemOf(operation) });

/**
 * Every ElectroDB operation has `commit`. Its types show the method only inside
 * `service.transaction.write`, which needs all entities in one place.
 */
const itemOf = (operation: object): unknown => (operation as { commit(): unknown }).commit();

/** The indexes of the writes whose condition did not hold. */
export type Refused = { committed: false; refused: number[] };

/**
 * ElectroDB runs a transaction through a service, and a service needs an entity. This one stores
 * nothing.
 */
const driver = new Service({
  none: new Entity(
    {
      model: { service: "tradewind", entity: "none", version: "1" },
      attributes: { id: { type: "string" } },
      indexes: { primary: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } } },
    },
    inCommerceTable(),
  ),
});
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const MAX_TRANSACTION_WRITES = 100;
/** Tries of a transaction that others cancel: with the pauses between them, one second at most. */
const ATTEMPTS = 5;

/**
 * Commits all writes or none, in one round trip. A failed condition is a result, not an error; a
 * transaction that was cancelled by a conflict or by throttling is tried again.
 * @throws TransactionConflictException or ThrottlingException when it lasts; DynamoDB's own error
 */
export async function transact(writes: readonly TransactionWrite[]): Promise<{ committed: true } | Refused> {
  const write = driver.transaction.write as unknown as (build: () => unknown[]) => {
    go(options: object): Promise<{ canceled: boolean; data: { code: string }[] }>;
  };
  for (let attempt = 1; ; attempt += 1) {
    const { canceled, data } = await write(() => writes.map(({ item }) => item)).go(electroOptions);
    if (!canceled) return { committed: true };
    const refused = data.flatMap(({ code }, index) => (code === "ConditionalCheckFailed" ? [index] : []));
    if (refused.length > 0) return { committed: false, refused };
    await pauseOrGiveUp(
      data.map(({ code }) => code),
      attempt,
    );
  }
}

/** Waits for the next try of a cancelled transaction, if another try can help. */
async function pauseOrGiveUp(codes: readonly string[], attempt: number): Promise<void> {
  const error = cancellation(codes);
  if (attempt >= ATTEMPTS || !isPassing(error)) throw error;
  await pauseAfter(attempt);
}

/**
 * The error of a cancelled transaction, with the name that the same cause has for a single write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
 */
function cancellation(codes: readonly string[]): Error {
  const message = `The transaction was cancelled: ${codes.join(", ")}`;
  if (codes.includes("ThrottlingError") || codes.includes("ProvisionedThroughputExceeded"))
    return new Throttled(message);
  const conflict = codes.includes("TransactionConflict");
  const name = conflict ? "TransactionConflictException" : "TransactionCanceledException";
  return Object.assign(new Error(message), { name });
}

/** An item as DynamoDB returns it; its entity parses it. */
export type StoredItem = Record<string, unknown>;
