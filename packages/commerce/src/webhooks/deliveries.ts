/** Deliveries by their keys: spread over the shards of their webhook. */
import { decodeCursor, encodeCursor, foreignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions, type PageWanted } from "../platform/dynamodb/options.ts";
import { type Delivery, DeliveryEntity } from "./entity.ts";
import { allWebhooks } from "./registry.ts";

/**
 * The possible last characters of an id, which is random there. At a thousand orders a second a
 * webhook has some twenty thousand writes a second; one partition takes a thousand.
 */
const SHARDS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".split("");

const ID = /^dlv_[0-9A-HJKMNP-TV-Z]{26}$/;
const ABOVE_ALL_IDS = "dlv_~";

/** An event has one delivery per webhook, named after the event. */
export const deliveryIdOf = (eventId: string): string => eventId.replace(/^evt_/, "dlv_");

export const deliveryKey = (webhookId: string, deliveryId: string) => ({
  webhookId,
  shard: deliveryId.slice(-1),
  deliveryId,
});

/** Reads a delivery. */
export async function findDelivery(webhookId: string, deliveryId: string): Promise<Delivery | undefined> {
  const { data } = await DeliveryEntity.get(deliveryKey(webhookId, deliveryId)).go({
    ...electroOptions,
    consistent: true,
  });
  return data ?? undefined;
}

export async function noteDelivery(
  webhookId: string,
  deliveryId: string,
  change: Partial<Pick<Delivery, "state" | "attempts" | "lastAttemptAt" | "lastOutcome">>,
): Promise<void> {
  await DeliveryEntity.patch(deliveryKey(webhookId, deliveryId))
    .set(change)
    .go({ ...electroOptions, response: "none" });
}

/**
 * One page of a webhook's deliveries, newest first; each shard gives its newest.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function pageOfDeliveries(
  webhookId: string,
  { limit, cursor }: PageWanted,
): Promise<{ deliveries: Listed[]; cursor?: string }> {
  const before = cursor ? startOf(cursor) : ABOVE_ALL_IDS;
  const pages = await Promise.all(
    SHARDS.map((shard) =>
      DeliveryEntity.query
        .primary({ webhookId, shard })
        .lt({ deliveryId: before })
        .go({ ...electroOptions, order: "desc", limit: limit + 1, attributes: [...LISTED] }),
    ),
  );
  const found = pages.flatMap(({ data }) => data).toSorted((a, b) => (a.deliveryId < b.deliveryId ? 1 : -1));
  const deliveries = found.slice(0, limit);
  const last = deliveries.at(-1);
  return {
    deliveries,
    ...(last && found.length > limit && { cursor: encodeCursor({ before: last.deliveryId }) }),
  };
}

/** All that a list shows: not the body, which is most of a delivery. */
const LISTED = [
  "deliveryId",
  "eventId",
  "eventType",
  "state",
  "attempts",
  "createdAt",
  "lastAttemptAt",
  "lastOutcome",
] as const satisfies (keyof Delivery)[];

export type Listed = Pick<Delivery, (typeof LISTED)[number]>;

function startOf(cursor: string): string {
  const { before } = decodeCursor(cursor);
  if (typeof before === "string" && ID.test(before)) return before;
  throw foreignCursor();
}

/** Deliveries of these events to all webhooks. */
export async function deliveriesOf(
  eventIds: readonly string[],
): Promise<{ webhookId: string; eventId: string; at: string; state: Delivery["state"] }[]> {
  const webhooks = await allWebhooks();
  const keys = webhooks.flatMap(({ webhookId }) =>
    eventIds.map((eventId) => deliveryKey(webhookId, deliveryIdOf(eventId))),
  );
  if (keys.length === 0) return [];
  const { data } = await DeliveryEntity.get(keys).go(electroOptions);
  return data.map(({ webhookId, eventId, createdAt, lastAttemptAt, state }) => ({
    webhookId,
    eventId,
    at: lastAttemptAt ?? createdAt,
    state,
  }));
}
