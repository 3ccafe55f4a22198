/** The saga of a return: its way by the return's status, and the longest time of an execution. */
import { describe, expect, it } from "vitest";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import {
  RETURN_DECISION_DAYS,
  RETURN_EXECUTION_SECONDS,
  RETURN_GOODS_DAYS,
  RETURN_TAKE_UP_MINUTES,
  SERVICE_TOKEN_SECONDS,
} from "@tradewind/blueprint/ground/limits";
import { definitionOf } from "@tradewind/workflows";
import { takeUpEnd, takeUpMs, waitEnd, wayOf } from "../../packages/commerce/src/returns/rules.ts";
import { type Definition, longestExecution, longestIn, type State } from "../support/longest-execution.ts";

const definition = definitionOf(returnSaga, (task) => `arn:${task}`) as Definition;
const state = (name: string): State => definition.States[name] ?? expect.fail(`There is no state ${name}.`);

const DAY = 24 * 60 * 60_000;
const requestedAt = "2026-11-01T00:00:00.000Z";
const approvedAt = "2026-11-10T00:00:00.000Z";
const at = (days: number) => Date.parse(requestedAt) + days * DAY;

describe("the way of a return's saga", () => {
  const end = { decision: at(RETURN_DECISION_DAYS), goods: at(9 + RETURN_GOODS_DAYS) };

  it.each([
    ["REQUESTED", "", at(0), "wait"],
    ["REQUESTED", "", end.decision - 1, "wait"],
    ["REQUESTED", "", end.decision, "lapse"],
    ["APPROVED", "", at(9), "label"],
    ["APPROVED", "", end.goods - 1, "label"],
    ["APPROVED", "", end.goods, "lapse"],
    ["APPROVED", "booked", at(9), "wait"],
    ["APPROVED", "booked", end.goods - 1, "wait"],
    ["APPROVED", "booked", end.goods, "lapse"],
    ["RECEIVED", "booked", at(500), "settlement"],
    ["REFUSED", "", at(1), "nothing"],
    ["LAPSED", "", at(1), "nothing"],
    ["COMPLETED", "booked", at(1), "nothing"],
    ["NEEDS_ATTENTION", "booked", at(1), "nothing"],
  ] as const)("of %s %s at %d is %s", (status, label, now, way) => {
    const times = status === "REQUESTED" ? { requestedAt } : { requestedAt, approvedAt };
    expect(wayOf({ status, ...times, ...(label && { carrier: "builtin" }) }, now)).toBe(way);
  });

  it("waits for the decision since the request, and for the goods since the approval", () => {
    expect(waitEnd({ status: "REQUESTED", requestedAt })).toBe(end.decision);
    expect(waitEnd({ status: "APPROVED", requestedAt, approvedAt })).toBe(end.goods);
  });

  it("leads to one state each", () => {
    const { Choices = [], Default } = state("Way");
    const ways = Choices.map(({ StringEquals, Next }) => [StringEquals, Next]);
    expect([...ways, ["nothing", Default]]).toEqual([
      ["label", "BookReturn"],
      ["settlement", "Restock"],
      ["lapse", "Lapse"],
      ["wait", "Waits"],
      ["nothing", "AtRest"],
    ]);
  });

  it("has to be taken up in a quarter of an hour; the time doubles with each restart, up to a day", () => {
    const minutes = [0, 1, 2, 3, 8, 20].map((restarts) => takeUpMs(restarts) / 60_000);
    expect(minutes).toEqual([15, 15, 30, 60, 24 * 60, 24 * 60]);
  });
});

describe("the time by which a return is taken up", () => {
  const minute = 60_000;
  const waiting = { status: "APPROVED", requestedAt, approvedAt, restarts: 12 } as const;
  const minutesTo = (time: number, now: number) => (time - now) / minute;

  it.each([
    ["long before the end of its wait, a day", 2 * DAY, 24 * 60],
    ["two hours before it, then", 120 * minute, 120],
    ["a minute before it, when this execution has ended", minute, 15],
    ["after it, a day, as the lapse fails", -minute, 24 * 60],
  ])("is, %s", (_when, before, minutes) => {
    const now = waitEnd(waiting) - before;
    expect(minutesTo(takeUpEnd(waiting, now), now)).toBe(minutes);
  });

  it("does not know the wait once its goods have come", () => {
    const now = waitEnd(waiting) - minute;
    expect(minutesTo(takeUpEnd({ ...waiting, status: "RECEIVED" }, now), now)).toBe(24 * 60);
  });
});

describe("an execution of the saga of a return", () => {
  it(`takes at most ${RETURN_EXECUTION_SECONDS} s, whatever times out`, () => {
    expect(longestExecution(definition)).toBeLessThanOrEqual(RETURN_EXECUTION_SECONDS);
    expect(definition.TimeoutSeconds).toBe(RETURN_EXECUTION_SECONDS);
  });

  it("ends before the return is due, also when a function outlives it", () => {
    const longest = Math.max(...Object.values(returnSaga.tasks).map(({ timeoutSeconds }) => timeoutSeconds));
    expect(RETURN_EXECUTION_SECONDS + longest).toBeLessThanOrEqual(RETURN_TAKE_UP_MINUTES * 60);
    expect(takeUpMs()).toBe(RETURN_TAKE_UP_MINUTES * 60_000);
  });

  it("would be too long with one more attempt of each step", () => {
    const patient = structuredClone(definition);
    for (const { Retry = [] } of Object.values(patient.States))
      for (const one of Retry) if (one.MaxAttempts > 0) one.MaxAttempts += 1;
    expect(longestExecution(patient)).toBeGreaterThan(RETURN_EXECUTION_SECONDS);
  });

  it("waits for nobody", () => {
    expect(JSON.stringify(definition)).not.toMatch(/waitForTaskToken|"Wait"/);
  });

  it("has a token for its refund that outlives the retries of the refund", () => {
    expect(longestIn(state("Refund"))).toBeLessThan(SERVICE_TOKEN_SECONDS);
  });
});
