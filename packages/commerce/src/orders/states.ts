import type { orderStatus } from "@tradewind/blueprint/orders";
import type * as z from "zod/mini";

export type OrderStatus = z.infer<ReturnType<typeof orderStatus>>;

/**
 * The blueprint's transitions, and those a shop needs besides: PENDING and FULFILLED -> FAILED (out of stock, declined,
 * delivery refused), PENDING -> CANCELLED (before the payment), and -> NEEDS_ATTENTION when an undo fails.
 */
export const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ["PROCESSING", "FAILED", "CANCELLED", "NEEDS_ATTENTION"],
  PROCESSING: ["FULFILLED", "FAILED", "NEEDS_ATTENTION"],
  FULFILLED: ["SHIPPED", "CANCELLED", "FAILED", "NEEDS_ATTENTION"],
  SHIPPED: ["DELIVERED", "RETURNED"],
  DELIVERED: [],
  FAILED: [],
  CANCELLED: ["NEEDS_ATTENTION"],
  RETURNED: [],
  NEEDS_ATTENTION: [],
};

/** States a customer may cancel in: nothing is on its way and no payment is in flight. */
export const cancellable: readonly OrderStatus[] = ["PENDING", "FULFILLED"];
