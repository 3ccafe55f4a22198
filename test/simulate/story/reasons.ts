/** An order is refused, or fails, only for a reason that the people and partners know of. */
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

/** An answer that refused an order, or a part of it. */
export interface Refusal {
  /** The idempotency key of the order. */
  key: string;
  code: string;
}

const UNITS_LACK: ReadonlySet<string> = new Set(["cart.stock_insufficient", "order.out_of_stock"]);

/** All that customers want is sold, at a constant price. So only units may lack. */
export const refusedWithoutReason = (refusals: readonly Refusal[]): Violation[] =>
  refusals
    .filter(({ code }) => !UNITS_LACK.has(code))
    .map(({ key, code }) => `${key}: ${code}`)
    .map(violation("an order is refused only for a reason"));
