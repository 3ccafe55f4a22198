import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { isCancellable, ORDER_STATUSES, type OrderStatus } from "@tradewind/blueprint/areas/order-states";
import type { HistoryEntry } from "./entity.ts";

export { isTurnedBack, leadsTo, type OrderStatus } from "@tradewind/blueprint/areas/order-states";

/** States a customer may cancel in. */
export const cancellable = /* @__PURE__ */ ORDER_STATUSES.filter(isCancellable);

type Entry = Pick<HistoryEntry, "status" | "step" | "outcome">;

/** Steps that an order fails at before it leaves PENDING. */
const FAILED_AT: Readonly<Record<string, FailureReason>> = {
  ReserveStock: "INVENTORY_UNAVAILABLE",
  ProcessPayment: "PAYMENT_FAILED",
};

/** The reason why an order fails that goes no further, by what it has come to. */
export function reasonOf({ history }: { history: readonly Entry[] }): FailureReason {
  const been = (wanted: OrderStatus) => history.some(({ status }) => status === wanted);
  if (been("CANCELLED")) return "CANCELLED";
  if (been("FULFILLED")) return "SHIPPING_FAILED";
  if (been("AWAITING_STOCK")) return "INVENTORY_UNAVAILABLE";
  if (been("PROCESSING")) return "PAYMENT_FAILED";
  const last = history.findLast(({ outcome }) => outcome === "failed");
  return FAILED_AT[last?.step ?? ""] ?? "PROCESSING_FAILED";
}
