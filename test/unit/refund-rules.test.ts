/** Refunds that the processor has not confirmed: the next attempts, and sums by state. */
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  editReference,
  madeBesidesEdits,
  nextAttempt,
  nextDue,
  type Refunds,
  sumOf,
} from "../../packages/commerce/src/payments/rules.ts";

const NOW = Date.UTC(2026, 10, 30);
const MINUTE = 60_000;

afterEach(() => vi.restoreAllMocks());

describe("the next attempt at a refund", () => {
  it.each([
    [1, 1],
    [2, 2],
    [6, 32],
    [7, 60],
    [16, 60],
  ])("after %i attempts comes within %i minutes, but not before half of them", (attempts, minutes) => {
    const random = vi.spyOn(Math, "random");
    const pauses = [0, 0.5, 1].map((chance) => {
      random.mockReturnValueOnce(chance);
      return nextAttempt(NOW, attempts) - NOW;
    });
    expect(pauses).toEqual([0.5, 0.75, 1].map((share) => share * minutes * MINUTE));
  });
});

describe("the refunds of a payment", () => {
  const refund = (amount: number, state: "asked" | "made", nextAt?: number) =>
    ({ amount, state, ...(nextAt !== undefined && { nextAt }) }) as Refunds[string];
  const refunds: Refunds = {
    gesture: refund(100, "made"),
    ret_1: refund(20, "asked", NOW + 2),
    ret_2: refund(3, "asked", NOW + 1),
    ret_3: refund(7, "asked"),
    [editReference("one")]: refund(50, "made"),
  };

  it("are summed by their state, with or without those of edits", () => {
    expect([sumOf(refunds, "made"), sumOf(refunds, "asked")]).toEqual([150, 30]);
    expect(madeBesidesEdits(refunds)).toBe(100);
  });

  it("are due when the first of them is, and never when a person looks after all", () => {
    expect(nextDue(refunds)).toBe(NOW + 1);
    expect(nextDue({ ret_3: refund(7, "asked"), gesture: refund(1, "made", NOW) })).toBeUndefined();
  });
});
