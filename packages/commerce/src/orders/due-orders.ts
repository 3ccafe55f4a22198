/**
 * The queues of open orders, by due time: those that the saga looks after, and those that need a
 * person.
 */
import { electroOptions } from "../platform/dynamodb/options.ts";
import { SHARDS, shardOf } from "../platform/shards.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { read } from "./read.ts";

const attention = (shard: string) => `attention-${shard}`;

/** Places the order in the queue of the people who look after orders. */
export const forAttention = (orderId: string, since: string) => ({
  due: attention(shardOf(orderId)),
  dueAt: since,
});

/** The query of the orders that are due at an ISO time in a shard, the longest overdue first. */
export const dueOrders = (shard: string, time: string) =>
  OrderEntity.query.byDue({ due: shard }).between({ dueAt: "" }, { dueAt: time });

/** Ids of all orders that need a person, newest first. */
export async function ordersForAttention(): Promise<string[]> {
  const shards = await Promise.all(
    SHARDS.map((shard) =>
      OrderEntity.query
        .byDue({ due: attention(shard) })
        .go({ ...electroOptions, ignoreOwnership: true, data: "raw", pages: "all" }),
    ),
  );
  return shards.flatMap(({ data }) => idsOf(data)).toSorted((a, b) => (a < b ? 1 : -1));
}

const ID = /ord_[0-9A-HJKMNP-TV-Z]{26}$/;

/** The ids of the orders in a raw answer of an index, whose items' partition keys end with them. */
export function idsOf(answer: unknown): string[] {
  const { Items } = answer as { Items: { pk: string }[] };
  return Items.flatMap(({ pk }) => ID.exec(pk)?.[0] ?? []);
}

/**
 * The orders that were due before `time` (epoch milliseconds) and those that need a person, oldest
 * first.
 */
export async function overdue(time: number): Promise<Order[]> {
  const before = new Date(time).toISOString();
  const due = await Promise.all(
    SHARDS.map((shard) =>
      dueOrders(shard, before).go({ ...electroOptions, ignoreOwnership: true, data: "raw", pages: "all" }),
    ),
  );
  const ids = [...due.flatMap(({ data }) => idsOf(data)), ...(await ordersForAttention())];
  const orders = await Promise.all(ids.toSorted().map(read));
  return orders.filter((order) => order !== undefined);
}
