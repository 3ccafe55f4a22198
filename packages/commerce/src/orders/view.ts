import type * as Api from "@tradewind/blueprint/areas/orders";
import * as Inventory from "../inventory/index.ts";
import type { Order } from "./entity.ts";

/** The order as its customer sees it. */
export function view(order: Order): Api.Order {
  const { orderId, status, placedAt, updatedAt, lines, totals, shippingAddress, shippingMethod } = order;
  return {
    id: orderId,
    status,
    placedAt,
    updatedAt,
    lines,
    totals,
    shippingAddress,
    shippingMethod,
    payment: { brand: order.payment.brand, last4: order.payment.last4 },
    ...(status === "AWAITING_STOCK" && { awaiting: Inventory.awaitedUnits(order.allocations ?? []) }),
    // A withdrawn order has its reason before it is FAILED.
    ...(status === "FAILED" && order.failure ? { failure: order.failure } : {}),
    ...(order.trackingNumber ? { trackingNumber: order.trackingNumber } : {}),
    ...(order.exchangeOf ? { exchangeOf: order.exchangeOf.orderId } : {}),
  };
}
