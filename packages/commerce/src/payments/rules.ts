/** The refunds of a payment, and the time at which each is asked for again. */
import { MINUTE_MS } from "../platform/time.ts";

/** The news for an order's customer once the refund is made. */
export interface Told {
  orderId: string;
  customerId: string;
  reason: string;
}

export type StoredRefund =
  | {
      /** Written down. The processor has not confirmed it yet. */
      state: "asked";
      /** Minor units, as all amounts here. */
      amount: number;
      attempts: number;
      /** Epoch milliseconds. Absent when a person has been called: then nothing asks by itself. */
      nextAt?: number;
      tell?: Told & { correlationId: string };
    }
  | { state: "made"; amount: number };

/** Refunds by their references. */
export type Refunds = Readonly<Record<string, StoredRefund>>;

export type RefundState = StoredRefund["state"];

const EDIT = "edit:";
const FIRST_PAUSE_MS = MINUTE_MS;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;

/**
 * After so many attempts, in five to ten hours, a person is called. From then on the processor is
 * asked only on request: the person may have refunded the payment in another way.
 */
export const REFUND_ATTEMPTS = 16;

/** The time of the attempt after this one. The jitter spreads what an outage has piled up. */
export function nextAttempt(now: number, attempts: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  return now + Math.ceil(pause * (0.5 + Math.random() / 2));
}

export const sumOf = (refunds: Refunds, state: RefundState): number =>
  Object.values(refunds)
    .filter((refund) => refund.state === state)
    .reduce((sum, { amount }) => sum + amount, 0);

/** The reference of the refund of an edit. */
export const editReference = (reference: string) => `${EDIT}${reference}`;

/** The reference of the refund of an exchange's credit. */
export const creditReference = (orderId: string) => `exchange:${orderId}`;

/** The sum of the refunds that are made, without those of edits. */
export const madeBesidesEdits = (refunds: Refunds): number =>
  sumOf(Object.fromEntries(Object.entries(refunds).filter(([key]) => !key.startsWith(EDIT))), "made");

/** Epoch milliseconds at which the next refund is due, if one is. */
export function nextDue(refunds: Refunds): number | undefined {
  const times = Object.values(refunds).flatMap((refund) =>
    refund.state === "asked" && refund.nextAt !== undefined ? [refund.nextAt] : [],
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}
