/** Searches all orders for staff, newest first. */
import { decodeCursor, encodeCursor, foreignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { SHARDS } from "../platform/shards.ts";
import { idsOf, ordersForAttention } from "./due-orders.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { ABOVE_ALL_IDS, lowestIdAt } from "./order-ids.ts";
import type { OrderStatus } from "./states.ts";

export interface OrderFilter {
  status?: OrderStatus | undefined;
  customerId?: string | undefined;
  /** ISO times of placing: `from` is included, `to` is not. */
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Upper bound of the reads for one page. The index holds only ids, so orders that do not match the
 * filter are read, too; a page may end before it is full.
 */
const MOST_ROUNDS = 5;
const ID = /ord_[0-9A-HJKMNP-TV-Z]{26}$/;

/** One page of the orders that match. @throws request.invalid when the cursor is not one of ours */
export async function list(filter: OrderFilter): Promise<{ orders: Order[]; cursor?: string }> {
  const { status, from, to, limit } = filter;
  const first = from ? lowestIdAt(Date.parse(from)) : "";
  let before = filter.cursor ? startOf(filter.cursor) : to ? lowestIdAt(Date.parse(to)) : ABOVE_ALL_IDS;
  const orders: Order[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const ids = (await idsBefore(before, filter)).filter((id) => id >= first);
    for (const order of await readAll(ids)) {
      if (!status || order.status === status) orders.push(order);
      if (orders.length === limit) return { orders, cursor: encodeCursor({ before: order.orderId }) };
    }
    if (ids.length < limit) return { orders };
    before = ids.at(-1) ?? before;
  }
  return { orders, cursor: encodeCursor({ before }) };
}

function startOf(cursor: string): string {
  const { before } = decodeCursor(cursor);
  if (typeof before === "string" && ID.test(before)) return before;
  throw foreignCursor();
}

/** Reads as many ids as a page has, from the index with the fewest other orders. */
async function idsBefore(orderId: string, { customerId, status, limit }: OrderFilter): Promise<string[]> {
  if (status === "NEEDS_ATTENTION" && !customerId)
    return (await ordersForAttention()).filter((id) => id < orderId).slice(0, limit);
  const { byCustomer, all } = OrderEntity.query;
  const queries = customerId ? [byCustomer({ customerId })] : SHARDS.map((shard) => all({ shard }));
  const pages = await Promise.all(
    queries.map((query) =>
      query
        .lt({ orderId })
        .go({ ...electroOptions, order: "desc", limit, data: "raw", ignoreOwnership: true, pages: 1 }),
    ),
  );
  return pages
    .flatMap(({ data }) => idsOf(data))
    .toSorted((a, b) => (a < b ? 1 : -1))
    .slice(0, limit);
}

async function readAll(ids: readonly string[]): Promise<Order[]> {
  if (ids.length === 0) return [];
  const keys = ids.map((orderId) => ({ orderId }));
  const { data } = await OrderEntity.get(keys).go(electroOptions);
  return data;
}
