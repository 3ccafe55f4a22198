/** Paid orders that wait for units that were promised to them. */
import { Entity } from "electrodb";
import { assertAllWritten, electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { type Allocation, sumOfUnits } from "./rules.ts";
import { isIncoming } from "./stock-lot.ts";

/** Units of a SKU that were promised to an order; stored while the order waits. */
export interface Waiting {
  sku: string;
  orderId: string;
  lot: number;
  quantity: number;
}

const WaitingEntity = new Entity(
  {
    model: { service: "tradewind", entity: "waiting", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      orderId: { type: "string", required: true },
      lot: { type: "number", required: true },
      quantity: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku"], casing: "none" },
        // Order ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["orderId", "lot"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

const incomingOf = (allocations: readonly Allocation[]) => allocations.filter(isIncoming);

/** An order's incoming units, by SKU. */
export function awaitedUnits(allocations: readonly Allocation[]): { sku: string; quantity: number }[] {
  const bySku = Map.groupBy(incomingOf(allocations), ({ sku }) => sku);
  return [...bySku].map(([sku, some]) => ({ sku, quantity: sumOfUnits(some) }));
}

/**
 * Enters an order as waiting for its incoming units, before it does: an order may wait for more
 * units than a transaction has writes. An entry of an order that does not wait is passed over.
 */
export async function enterQueue(orderId: string, allocations: readonly Allocation[]): Promise<void> {
  const entries = incomingOf(allocations).map(({ sku, lot, quantity }) => ({ sku, orderId, lot, quantity }));
  if (entries.length > 0) await assertAllWritten(WaitingEntity.put(entries).go(electroOptions));
}

/** Removes an entry that nobody will ever serve. */
export async function leaveQueue({ sku, orderId, lot }: Waiting): Promise<void> {
  await WaitingEntity.delete({ sku, orderId, lot }).go({ ...electroOptions, response: "none" });
}

/** Builds the write that removes one entry; refused when the entry is gone. */
export const stopWaitingWrite = ({ sku, orderId, lot }: Waiting): TransactionWrite =>
  asWrite(WaitingEntity.remove({ sku, orderId, lot }));

/** Builds the writes that remove all entries of the order, if there are any. */
export function clearWaitWrites(orderId: string, allocations: readonly Allocation[]): TransactionWrite[] {
  return incomingOf(allocations).map(({ sku, lot }) => asWrite(WaitingEntity.delete({ sku, orderId, lot })));
}

/** The entries that wait for the SKU, the oldest order first. */
export async function* waitingFor(sku: string): AsyncGenerator<Waiting> {
  let cursor: string | null = null;
  do {
    const page: { data: Waiting[]; cursor: string | null } = await WaitingEntity.query
      .primary({ sku })
      .go({ ...electroOptions, consistent: true, cursor });
    yield* page.data;
    cursor = page.cursor;
  } while (cursor);
}
