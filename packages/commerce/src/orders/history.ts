/**
 * The history of an order. The order holds it, so that each entry commits with what it tells; the
 * oldest outcomes of steps move to items of their own when there are many.
 */
import { CustomAttributeType, Entity } from "electrodb";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import type { HistoryEntry, Order } from "./entity.ts";
import type { OrderStatus } from "./states.ts";

/** Bounds the size of the order, which is the cost of each of its writes. */
const MOST_ENTRIES = 50;
/** Entries without a change of status that stay with the order when the others move. */
const KEPT_OUTCOMES = 10;

const HistoryPageEntity = new Entity(
  {
    model: { service: "tradewind", entity: "orderhistory", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      /** The version of the order whose write moved the entries here. */
      page: { type: "number", required: true },
      entries: { type: CustomAttributeType<HistoryEntry[]>("any"), required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: ["page"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** True when the order has been in this status. Changes of status always stay with the order. */
export const hasBeen = ({ history }: Pick<Order, "history">, wanted: OrderStatus): boolean =>
  history.some(({ status }) => status === wanted);

/**
 * The history with further entries: `kept` stays with the order, `moved` goes to an item of its
 * own.
 */
export function withEntries(history: readonly HistoryEntry[], further: readonly HistoryEntry[]) {
  const all = [...history, ...further];
  if (all.length <= MOST_ENTRIES) return { kept: all, moved: [] };
  const outcomes = all.filter(({ status }) => status === undefined);
  const moved = new Set(outcomes.slice(0, -KEPT_OUTCOMES));
  return { kept: all.filter((entry) => !moved.has(entry)), moved: [...moved] };
}

/** Builds the write of the entries that leave the order with its version `page`, if any do. */
export function movedEntriesWrites(
  orderId: string,
  page: number,
  entries: readonly HistoryEntry[],
): TransactionWrite[] {
  return entries.length === 0
    ? []
    : [asWrite(HistoryPageEntity.put({ orderId, page, entries: [...entries] }))];
}

/** The whole history, oldest first. */
export async function wholeHistory({ orderId, history }: Order): Promise<HistoryEntry[]> {
  // An order whose outcomes have moved keeps this many.
  if (history.length <= KEPT_OUTCOMES) return history;
  const { data } = await HistoryPageEntity.query
    .primary({ orderId })
    .go({ ...electroOptions, consistent: true, pages: "all" });
  const entries = [...data.flatMap((page) => page.entries), ...history];
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
