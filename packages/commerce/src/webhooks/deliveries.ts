import { electroOptions } from "../platform/dynamodb/options.ts";
import { type Delivery, DeliveryEntity } from "./entity.ts";
import { allWebhooks } from "./registry.ts";

/** An event has one delivery per webhook, named after the event. */
export const deliveryIdOf = (eventId: string): string => eventId.replace(/^evt_/, "dlv_");

/** Deliveries of these events to all webhooks. */
export async function deliveriesOf(
  eventIds: readonly string[],
): Promise<{ webhookId: string; eventId: string; at: string; state: Delivery["state"] }[]> {
  const webhooks = await allWebhooks();
  const keys = webhooks.flatMap(({ webhookId }) =>
    eventIds.map((eventId) => ({ webhookId, deliveryId: deliveryIdOf(eventId) })),
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
