/** The definition of the order saga: how long an execution may take, and where a failure leads. */
import { describe, expect, it } from "vitest";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import {
  ORDER_LEASE_SECONDS,
  ORDER_RETRY_SECONDS,
  SAGA_EXECUTION_SECONDS,
} from "@tradewind/blueprint/ground/limits";
import { definitionOf } from "@tradewind/workflows";
import { pauseAfter } from "../../packages/commerce/src/orders/saga/course.ts";
import { reasonOf } from "../../packages/commerce/src/orders/states.ts";
import { type Definition, longestExecution, withAttempts } from "../support/longest-execution.ts";

const definition = definitionOf(orderSaga, (task) => `arn:${task}`) as Definition;

describe("an execution of the order saga", () => {
  it(`takes at most ${SAGA_EXECUTION_SECONDS} s, whatever times out`, () => {
    expect(longestExecution(definition)).toBeLessThanOrEqual(SAGA_EXECUTION_SECONDS);
    expect(definition.TimeoutSeconds).toBe(SAGA_EXECUTION_SECONDS);
  });

  it("ends before its lease does, also when a function outlives it", () => {
    const longest = Math.max(...Object.values(orderSaga.tasks).map(({ timeoutSeconds }) => timeoutSeconds));
    expect(SAGA_EXECUTION_SECONDS + longest).toBeLessThanOrEqual(ORDER_LEASE_SECONDS);
  });

  it("would be too long with one more attempt of each step", () => {
    expect(longestExecution(withAttempts(definition, 2))).toBeGreaterThan(SAGA_EXECUTION_SECONDS);
  });

  it("is Express, and waits for nobody", () => {
    expect(orderSaga.type).toBe("express");
    expect(JSON.stringify(definition)).not.toMatch(/waitForTaskToken|"Wait"/);
  });

  it("ends each step that fails with its lease, or because it has lost it", () => {
    for (const [name, { Type, Catch = [] }] of Object.entries(definition.States)) {
      if (Type !== "Task" || /^(TakeUp|Withdraw|Postpone)/.test(name)) continue;
      const [lost, all] = Catch;
      expect([name, lost]).toEqual([
        name,
        expect.objectContaining({ ErrorEquals: ["LeaseLost"], Next: "LeaseLost" }),
      ]);
      expect([name, all?.ErrorEquals]).toEqual([name, ["States.ALL"]]);
    }
  });
});

describe("the reason of an order that fails", () => {
  it.each([
    ["PROCESSING_FAILED", ["PENDING"]],
    ["PAYMENT_FAILED", ["PENDING", "PROCESSING"]],
    ["INVENTORY_UNAVAILABLE", ["PENDING", "PROCESSING", "AWAITING_STOCK"]],
    ["SHIPPING_FAILED", ["PENDING", "PROCESSING", "FULFILLED"]],
    ["SHIPPING_FAILED", ["PENDING", "PROCESSING", "AWAITING_STOCK", "FULFILLED"]],
    ["CANCELLED", ["PENDING", "PROCESSING", "FULFILLED", "CANCELLED"]],
  ] as const)("is %s after %j", (reason, statuses) => {
    expect(reasonOf({ history: statuses.map((status) => ({ status })) })).toBe(reason);
  });

  it.each([
    ["INVENTORY_UNAVAILABLE", "ReserveStock"],
    ["PAYMENT_FAILED", "ProcessPayment"],
    ["PROCESSING_FAILED", "TakeUpOrder"],
  ] as const)("is %s when %s failed last and the order is PENDING", (reason, step) => {
    const failed = { step, outcome: "failed" } as const;
    expect(reasonOf({ history: [{ status: "PENDING" }, { ...failed, step: "Other" }, failed] })).toBe(reason);
  });
});

describe("the pause before an order is tried again", () => {
  it("doubles with each attempt that failed, up to a bound, and is up to half as long again by the id", () => {
    const { first, longest } = ORDER_RETRY_SECONDS;
    const pauses = (id: string) => [1, 2, 3, 30].map((attempts) => pauseAfter(attempts, id));
    expect(pauses("ord_0000")).toEqual([first, 2 * first, 4 * first, longest]);
    expect(pauses("ord_ZZZZ")).toEqual([first, 2 * first, 4 * first, longest].map((pause) => 1.5 * pause));
  });
});
