import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { isCancellable, ORDER_STATUSES, type OrderStatus } from "@tradewind/blueprint/areas/order-states";

export { isTurnedBack, leadsTo, type OrderStatus } from "@tradewind/blueprint/areas/order-states";

/** States a customer may cancel in. */
export const cancellable = /* @__PURE__ */ ORDER_STATUSES.filter(isCancellable);

/** The reason why an order fails that goes no further, by the states it has come to. */
export function reasonOf({ history }: { history: readonly { status?: OrderStatus }[] }): FailureReason {
  const been = (wanted: OrderStatus) => history.some(({ status }) => status === wanted);
  if (been("CANCELLED")) return "CANCELLED";
  if (been("FULFILLED")) return "SHIPPING_FAILED";
  if (been("AWAITING_STOCK")) return "INVENTORY_UNAVAILABLE";
  return been("PROCESSING") ? "PAYMENT_FAILED" : "INVENTORY_UNAVAILABLE";
}
