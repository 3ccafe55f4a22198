import type * as Api from "@tradewind/blueprint/areas/webhooks";
import type { Delivery } from "./entity.ts";

/** The delivery as its merchant sees it. */
export function deliveryView(delivery: Delivery): Api.Delivery {
  const { deliveryId, eventId, eventType, state, attempts, createdAt, lastAttemptAt, lastOutcome } = delivery;
  return {
    id: deliveryId,
    eventId,
    eventType,
    state,
    attempts,
    createdAt,
    ...(lastAttemptAt ? { lastAttemptAt } : {}),
    ...(lastOutcome ? { lastOutcome } : {}),
  };
}
