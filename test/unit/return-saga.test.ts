/** The saga of a return: its way by the return's status, and the time that its retries take. */
import { describe, expect, it } from "vitest";
import {
  RETURN_DECISION_DAYS,
  RETURN_GOODS_DAYS,
  SERVICE_TOKEN_SECONDS,
} from "@tradewind/blueprint/ground/limits";
import { returnSagaDefinition } from "@tradewind/workflows/return-saga";
import { takeUpMs, wayOf } from "../../packages/commerce/src/returns/rules.ts";

interface State {
  TimeoutSeconds: number;
  Retry: { MaxAttempts: number; IntervalSeconds: number; BackoffRate: number }[];
  Choices: { StringEquals: string; Next: string }[];
  Default: string;
}

const { States } = returnSagaDefinition((task) => task) as { States: Record<string, State> };
const state = (name: string): State => States[name] ?? expect.fail(`There is no state ${name}.`);

const DAY = 24 * 60 * 60_000;
const requestedAt = "2026-11-01T00:00:00.000Z";
const approvedAt = "2026-11-10T00:00:00.000Z";
const at = (days: number) => Date.parse(requestedAt) + days * DAY;

describe("the way of a return's saga", () => {
  it.each([
    ["REQUESTED", at(0), "decision", (RETURN_DECISION_DAYS * DAY) / 1000],
    ["REQUESTED", at(RETURN_DECISION_DAYS) - 1, "decision", 1],
    ["REQUESTED", at(RETURN_DECISION_DAYS), "lapse", 1],
    ["APPROVED", at(9), "goods", (RETURN_GOODS_DAYS * DAY) / 1000],
    ["APPROVED", at(9 + RETURN_GOODS_DAYS), "lapse", 1],
    ["RECEIVED", at(500), "settlement", 1],
    ["REFUSED", at(1), "nothing", 1],
    ["LAPSED", at(1), "nothing", 1],
    ["COMPLETED", at(1), "nothing", 1],
    ["NEEDS_ATTENTION", at(1), "nothing", 1],
  ] as const)("of %s at %d is %s, for %d seconds", (status, now, next, seconds) => {
    const times = status === "REQUESTED" ? { requestedAt } : { requestedAt, approvedAt };
    expect(wayOf({ status, ...times }, now)).toEqual({ next, seconds });
  });

  it("leads to one state each", () => {
    const { Choices, Default } = state("Way");
    const ways = Choices.map(({ StringEquals, Next }) => [StringEquals, Next]);
    expect([...ways, ["nothing", Default]]).toEqual([
      ["decision", "AwaitDecision"],
      ["goods", "BookReturn"],
      ["settlement", "Restock"],
      ["lapse", "Lapse"],
      ["nothing", "AtRest"],
    ]);
  });

  it("has to be taken up in a quarter of an hour; the time doubles with each restart, up to a day", () => {
    const minutes = [0, 1, 2, 3, 8, 20].map((restarts) => takeUpMs(restarts) / 60_000);
    expect(minutes).toEqual([15, 15, 30, 60, 24 * 60, 24 * 60]);
  });
});

it("the token of a return's refund outlives the retries of the refund", () => {
  const { TimeoutSeconds, Retry } = state("Refund");
  let seconds = TimeoutSeconds;
  for (const { MaxAttempts, IntervalSeconds, BackoffRate } of Retry)
    for (let attempt = 0; attempt < MaxAttempts; attempt += 1)
      seconds += IntervalSeconds * BackoffRate ** attempt + TimeoutSeconds;
  expect(seconds).toBeLessThan(SERVICE_TOKEN_SECONDS);
});
