import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { type OrderStatus, transitionsFrom } from "@tradewind/blueprint/areas/order-states";

export type { OrderStatus } from "@tradewind/blueprint/areas/order-states";

/** Statuses in which a customer may cancel: nothing is on its way and no payment is in flight. */
export const cancellable: readonly OrderStatus[] = ["PENDING", "AWAITING_STOCK", "FULFILLED"];

/** Statuses in which the carrier has some parcel, so the saga undoes nothing any more. */
export const outOfHands: readonly OrderStatus[] = ["PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "RETURNED"];

/** True when the carrier has some parcel, so the saga undoes nothing any more. */
export const isOutOfHands = ({ status }: { status: OrderStatus }): boolean => outOfHands.includes(status);

/** Statuses in which a saga, or a person, still has work to do. */
const OPEN: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  "PENDING",
  "PROCESSING",
  "AWAITING_STOCK",
  "FULFILLED",
  "PARTIALLY_SHIPPED",
  "NEEDS_ATTENTION",
]);
export const isOpen = (status: OrderStatus): boolean => OPEN.has(status);

/** The reason for the failure of an order, judged by the statuses that it had. */
export function reasonOf({ history }: { history: readonly { status: OrderStatus }[] }): FailureReason {
  const been = (wanted: OrderStatus) => history.some(({ status }) => status === wanted);
  if (been("FULFILLED")) return "SHIPPING_FAILED";
  if (been("AWAITING_STOCK")) return "INVENTORY_UNAVAILABLE";
  return been("PROCESSING") ? "PAYMENT_FAILED" : "INVENTORY_UNAVAILABLE";
}

export const leadsTo = (from: OrderStatus, to: OrderStatus): boolean => transitionsFrom(from).includes(to);
