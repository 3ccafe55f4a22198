/** The orders that are not finished yet: those a saga still works on, and those that wait for a person. */
import { encodeTime } from "ulid";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { type Order, OrderEntity } from "./entity.ts";

/** A thousand orders a second write eight thousand index entries in their course, at most a thousand to a partition. */
export const SHARDS = ["0", "1", "2", "3", "4", "5", "6", "7"] as const;

/** The random end of an order's id spreads orders evenly. */
export const shardOf = (orderId: string): string =>
  String(orderId.charCodeAt(orderId.length - 1) % SHARDS.length);

/** Order ids are ULIDs: this is less than that of any order placed at `time` or later. */
const idAt = (time: number) => `ord_${encodeTime(time, 10)}`;

/** Orders placed before `time` that are not finished, oldest first. */
export async function openSince(time: number): Promise<Order[]> {
  const shards = await Promise.all(
    SHARDS.map((open) =>
      OrderEntity.query
        .byOpen({ open })
        .lt({ orderId: idAt(time) })
        .go({ ...electroOptions, pages: "all", hydrate: true }),
    ),
  );
  const orders = shards.flatMap(({ data }) => data);
  return orders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
}
