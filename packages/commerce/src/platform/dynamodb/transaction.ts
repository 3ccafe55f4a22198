import { Entity, Service } from "electrodb";
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

/** A read that {@link readTogether} carries out in one round trip with others. */
export interface TransactionRead {
  readonly kind: "read";
  readonly item: unknown;
}

/** Turns an ElectroDB operation that changes or checks an item into a write of a transaction. */
export const asWrite = (operation: object): TransactionWrite => ({ kind: "write", item: itemOf(operation) });

/** Turns an ElectroDB `get` into a read of a transaction. */
export const asRead = (operation: object): TransactionRead => ({ kind: "read", item: itemOf(operation) });

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
const CONFLICT_RETRIES = 4;

/**
 * Commits all writes or none, in one round trip. A failed condition is a result, not an error; a
 * conflict with a concurrent transaction is retried at once.
 * @throws TransactionConflictException when the conflict lasts, or DynamoDB's own error
 */
export async function transact(writes: readonly TransactionWrite[]): Promise<{ committed: true } | Refused> {
  for (let attempt = 0; ; attempt += 1) {
    const write = driver.transaction.write as unknown as (build: () => unknown[]) => {
      go(options: object): Promise<{ canceled: boolean; data: { code: string; rejected: boolean }[] }>;
    };
    const { canceled, data } = await write(() => writes.map(({ item }) => item)).go(electroOptions);
    if (!canceled) return { committed: true };
    const refused = data.flatMap(({ code }, index) => (code === "ConditionalCheckFailed" ? [index] : []));
    if (refused.length > 0) return { committed: false, refused };
    if (attempt >= CONFLICT_RETRIES) throw new TransactionConflict(data.map(({ code }) => code));
  }
}

class TransactionConflict extends Error {
  override readonly name = "TransactionConflictException";
  constructor(codes: string[]) {
    super(`The transaction was cancelled: ${codes.join(", ")}`);
  }
}

/** An item as DynamoDB returns it; its entity parses it. */
export type StoredItem = Record<string, unknown>;

/** Reads items of several entities at one point in time, in one round trip. */
export async function readTogether(reads: readonly TransactionRead[]): Promise<(StoredItem | undefined)[]> {
  const read = driver.transaction.get as unknown as (build: () => unknown[]) => {
    go(options: object): Promise<{ data: { Responses: { Item?: StoredItem }[] } }>;
  };
  const { data } = await read(() => reads.map(({ item }) => item)).go({ ...electroOptions, data: "raw" });
  return data.Responses.map(({ Item }) => Item);
}
