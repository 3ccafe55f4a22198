/** Open orders: those that a saga still works on, and those that wait for a person. */
import { electroOptions } from "../platform/dynamodb/options.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { lowestIdAt } from "./order-ids.ts";

/**
 * At a thousand orders a second there are eight thousand index writes a second; one partition takes
 * a thousand.
 */
export const SHARDS = ["0", "1", "2", "3", "4", "5", "6", "7"] as const;

/** The random end of an order's id spreads orders evenly. */
export const shardOf = (orderId: string): string =>
  String(orderId.charCodeAt(orderId.length - 1) % SHARDS.length);

/** Open orders placed before `time` (epoch milliseconds), oldest first. */
export async function openSince(time: number): Promise<Order[]> {
  const shards = await Promise.all(
    SHARDS.map((open) =>
      OrderEntity.query
        .byOpen({ open })
        .lt({ orderId: lowestIdAt(time) })
        .go({ ...electroOptions, pages: "all", hydrate: true }),
    ),
  );
  const orders = shards.flatMap(({ data }) => data);
  return orders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
}
