import type { DeliveryState } from "./entity.ts";

interface Delivery {
  deliveryId: string;
  eventId: string;
  eventType: string;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  lastAttemptAt?: string | undefined;
  lastOutcome?: string | undefined;
}

/** The delivery as its merchant sees it. */
export function deliveryView(delivery: Delivery) {
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
