/** The shop's books of payments against those of the processor. */
import type { Order, Payment } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

/** A payment in the processor's books. */
export interface BookedPayment {
  authorized: number;
  captured: number;
  voided: boolean;
  /** By reference. */
  refunds: ReadonlyMap<string, number>;
}

const ENDED_UNPAID: ReadonlySet<string | undefined> = new Set(["FAILED", "CANCELLED", undefined]);

/** The money of a payment that the shop has. What was captured before a void is given back. */
export const keptOf = ({ captured, voided, refunds }: BookedPayment): number =>
  voided ? 0 : captured - [...refunds.values()].reduce((sum, one) => sum + one, 0);

/**
 * Checks that the processor has made each refund that the shop calls made, that both kept the same,
 * and that no money of an ended order is set aside.
 */
export function processorBooks(
  payments: readonly Payment[],
  orders: ReadonlyMap<string, Order>,
  books: ReadonlyMap<string, BookedPayment> | undefined,
): Violation[] {
  if (!books) return [];
  const report = violation("the books agree with the processor's");
  const ours = new Map(payments.map((payment) => [payment.orderId, payment]));
  return [...books].flatMap(([orderId, theirs]) => {
    const { captured = 0, refunded = 0, refunds = {}, status } = ours.get(orderId) ?? {};
    const order = `${orderId} (${orders.get(orderId)?.status})`;
    const untrue = Object.entries(refunds)
      .filter(
        ([reference, { state, amount }]) => state === "made" && theirs.refunds.get(reference) !== amount,
      )
      .map(([reference, { amount }]) => `${order}: refund ${reference} of ${amount} was never made`);
    const kept = keptOf(theirs);
    const setAside = theirs.captured === 0 && !theirs.voided && ENDED_UNPAID.has(orders.get(orderId)?.status);
    return [
      ...untrue,
      ...(kept === captured - refunded
        ? []
        : [`${order}: we kept ${captured - refunded}, and the processor says ${kept} (${status})`]),
      ...(setAside ? [`${order}: ${theirs.authorized} are still set aside`] : []),
    ].map(report);
  });
}
