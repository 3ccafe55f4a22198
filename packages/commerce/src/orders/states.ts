import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { type OrderStatus, transitionsFrom } from "@tradewind/blueprint/areas/order-states";

export type { OrderStatus } from "@tradewind/blueprint/areas/order-states";

/** States a customer may cancel in: nothing is on its way and no payment is in flight. */
export const cancellable: readonly OrderStatus[] = ["PENDING", "AWAITING_STOCK", "FULFILLED"];

/** States from which the parcel, or part of it, is out of our hands: the saga undoes nothing any more. */
export const outOfHands: readonly OrderStatus[] = ["PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "RETURNED"];

/** The carrier has the parcel, or part of it: the saga undoes nothing any more. */
export const isOutOfHands = ({ status }: { status: OrderStatus }): boolean => outOfHands.includes(status);

/** States in which a saga, or a person, still has something to do. */
const OPEN: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  "PENDING",
  "PROCESSING",
  "AWAITING_STOCK",
  "FULFILLED",
  "PARTIALLY_SHIPPED",
  "NEEDS_ATTENTION",
]);
export const isOpen = (status: OrderStatus): boolean => OPEN.has(status);

/** Why an order fails that goes no further: what it had come to tells. */
export function reasonOf({ history }: { history: readonly { status: OrderStatus }[] }): FailureReason {
  const been = (wanted: OrderStatus) => history.some(({ status }) => status === wanted);
  if (been("FULFILLED")) return "SHIPPING_FAILED";
  if (been("AWAITING_STOCK")) return "INVENTORY_UNAVAILABLE";
  return been("PROCESSING") ? "PAYMENT_FAILED" : "INVENTORY_UNAVAILABLE";
}

export const leadsTo = (from: OrderStatus, to: OrderStatus): boolean => transitionsFrom(from).includes(to);
