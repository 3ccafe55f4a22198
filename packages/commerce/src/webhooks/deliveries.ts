import { electroOptions } from "../platform/dynamodb/options.ts";
import { DeliveryEntity, type Delivery } from "./entity.ts";
import { all } from "./registry.ts";

/** An event has one delivery to a webhook, named after it. */
export const deliveryIdOf = (eventId: string): string => eventId.replace(/^evt_/, "dlv_");

/** What became of these events at the webhooks that asked for them. */
export async function deliveriesOf(
  eventIds: readonly string[],
): Promise<{ webhookId: string; eventId: string; at: string; state: Delivery["state"] }[]> {
  const webhooks = await all();
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
