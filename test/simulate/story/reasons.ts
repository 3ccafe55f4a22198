/** An order fails only for a reason that the partners know of. */
import type { Violation } from "../../support/invariants.ts";
import { CARDS } from "../../support/shop.ts";
import { violation } from "../../support/violation.ts";
import { DAY } from "../shop/time.ts";

interface FailedOrder {
  orderId: string;
  failure?: { reason: string };
  shippingAddress: { postalCode: string };
  bookedAt?: string;
  withdrawnAt?: string;
}

/** A carrier that has not come after this time is not waited for. */
const PICKUP_TIME = 5 * DAY;

/**
 * No outage is as long as an order is tried. So a payment fails only by its card, and a delivery
 * only by its address, or when nobody has fetched it for days.
 */
export function failedWithoutReason(
  orders: readonly FailedOrder[],
  payments: readonly { orderId: string; instrument: string }[],
): Violation[] {
  const cards = new Map(payments.map(({ orderId, instrument }) => [orderId, instrument]));
  return orders
    .filter(({ orderId, failure, shippingAddress, bookedAt, withdrawnAt = "" }) => {
      if (failure?.reason === "PAYMENT_FAILED") return cards.get(orderId) === CARDS.approved;
      if (failure?.reason !== "SHIPPING_FAILED" || shippingAddress.postalCode === "00000") return false;
      return bookedAt === undefined || Date.parse(withdrawnAt) - Date.parse(bookedAt) < PICKUP_TIME;
    })
    .map(({ orderId, failure }) => `${orderId}: ${failure?.reason}`)
    .map(violation("an order fails only for a reason"));
}
