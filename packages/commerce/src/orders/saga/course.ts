/** The next step of an order's saga, from the order as it is. */
import { MOST_ORDER_ATTEMPTS, ORDER_RETRY_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Order } from "../entity.ts";
import { isTurnedBack } from "../states.ts";

/**
 * - `reserve`, `pay` and `deliver` enter the way forward at that step.
 * - `withdraw` turns the order back: it was tried too often, or it waited too long.
 * - `undo` goes back.
 * - `flag` calls a person.
 * - `none`: the order waits, rests or needs a person.
 */
export type Course = "reserve" | "pay" | "deliver" | "withdraw" | "undo" | "flag" | "none";

type Progress = Pick<
  Order,
  "status" | "withdrawnAt" | "bookedAt" | "due" | "dueAt" | "lease" | "progressLease"
>;

/** True when the order is being undone, or was. */
export const isBack = ({ status, withdrawnAt }: Pick<Order, "status" | "withdrawnAt">): boolean =>
  isTurnedBack(status) || withdrawnAt !== undefined;

/** Executions that ended without progress since the order last made some. */
export const failedAttempts = ({ lease, progressLease }: Pick<Order, "lease" | "progressLease">): number =>
  lease - progressLease;

/** True when the order was tried so often that it is turned back, or a person is called. */
export const isExhausted = (order: Pick<Order, "lease" | "progressLease">): boolean =>
  failedAttempts(order) >= MOST_ORDER_ATTEMPTS;

/** The course of an order that nobody holds, at `now` (epoch milliseconds). */
export function courseOf(order: Progress, now: number): Course {
  if (order.due === undefined || order.status === "NEEDS_ATTENTION") return "none";
  const exhausted = isExhausted(order);
  if (isBack(order)) return exhausted ? "flag" : "undo";
  const waited = Date.parse(order.dueAt ?? "") <= now;
  if (order.status === "PARTIALLY_SHIPPED") {
    // A parcel was picked up before the booking of all of them was recorded.
    if (order.bookedAt === undefined && !exhausted) return "deliver";
    return waited || exhausted ? "flag" : "none";
  }
  if (exhausted) return "withdraw";
  switch (order.status) {
    case "PENDING":
      return "reserve";
    case "PROCESSING":
      return "pay";
    case "AWAITING_STOCK":
      return waited ? "withdraw" : "none";
    case "FULFILLED":
      if (order.bookedAt === undefined) return "deliver";
      return waited ? "withdraw" : "none";
    default:
      return "none";
  }
}

/** Seconds until the next attempt: doubled each time, and up to half as long again by the id. */
export function pauseAfter(attempts: number, orderId: string): number {
  const { first, longest } = ORDER_RETRY_SECONDS;
  const pause = Math.min(first * 2 ** Math.max(0, attempts - 1), longest);
  // Orders that failed together are not tried together. Ids end with random letters and digits.
  const jitter = Number.parseInt(orderId.slice(-4), 36) / 36 ** 4;
  return Math.round(pause * (1 + jitter / 2));
}
