import type * as Api from "@tradewind/blueprint/areas/webhooks";
import type { Listed } from "./deliveries.ts";

/** The delivery as its merchant sees it. */
export function deliveryView(delivery: Listed): Api.Delivery {
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
