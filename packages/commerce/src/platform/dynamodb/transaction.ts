import { plain } from "./options.ts";
import { Entity, Service } from "electrodb";
import { inCommerceTable } from "./tables.ts";

/** One read or write of a transaction, made by {@link part}. */
export interface TransactionPart {
  readonly item: unknown;
}

/**
 * Makes an ElectroDB operation part of a transaction. Every operation has `commit`; ElectroDB's types show it only inside
 * `service.transaction.write`, which wants all entities in one place.
 */
export function part(operation: object): TransactionPart {
  return { item: (operation as { commit(): unknown }).commit() };
}

/** The indexes of the parts whose condition did not hold. */
export type Refused = { committed: false; refused: number[] };

/** ElectroDB runs a transaction through a service, and a service wants an entity: this one stores nothing. */
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
 * Commits all parts or none, in one round trip. ElectroDB resolves when a transaction is cancelled; here a failed condition
 * is a result, and anything else an error. A conflict with a concurrent transaction is tried again at once.
 */
export async function transact(parts: readonly TransactionPart[]): Promise<{ committed: true } | Refused> {
  for (let attempt = 0; ; attempt += 1) {
    const write = driver.transaction.write as unknown as (build: () => unknown[]) => {
      go(options: object): Promise<{ canceled: boolean; data: { code: string; rejected: boolean }[] }>;
    };
    const { canceled, data } = await write(() => parts.map(({ item }) => item)).go(plain);
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

/** An item as DynamoDB gives it; its entity parses it. */
export type StoredItem = Record<string, unknown>;

/** Reads items of several entities at one point in time, in one round trip. */
export async function readTogether(parts: readonly TransactionPart[]): Promise<(StoredItem | undefined)[]> {
  const read = driver.transaction.get as unknown as (build: () => unknown[]) => {
    go(options: object): Promise<{ data: { Responses: { Item?: StoredItem }[] } }>;
  };
  const { data } = await read(() => parts.map(({ item }) => item)).go({ ...plain, data: "raw" });
  return data.Responses.map(({ Item }) => Item);
}
