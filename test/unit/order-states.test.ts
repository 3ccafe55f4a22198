import { describe, expect, it } from "vitest";
import { cancellable, type OrderStatus, transitions } from "../../packages/commerce/src/orders/states.ts";

const states = Object.keys(transitions) as OrderStatus[];

describe("an order's states", () => {
  /** From the blueprint's diagram, by hand. */
  it.each<[OrderStatus, OrderStatus]>([
    ["PENDING", "PROCESSING"],
    ["PROCESSING", "FULFILLED"],
    ["PROCESSING", "FAILED"],
    ["FULFILLED", "SHIPPED"],
    ["FULFILLED", "CANCELLED"],
    ["SHIPPED", "DELIVERED"],
    ["SHIPPED", "RETURNED"],
  ])("allow %s -> %s", (from, to) => {
    expect(transitions[from]).toContain(to);
  });

  it("are all reached from PENDING", () => {
    const reached = new Set<OrderStatus>(["PENDING"]);
    for (const state of reached) for (const next of transitions[state]) reached.add(next);
    expect([...reached].toSorted()).toEqual(states.toSorted());
  });

  it("never come back to PENDING", () => {
    for (const state of states) expect(transitions[state]).not.toContain("PENDING");
  });

  it("can be cancelled exactly where the machine allows it", () => {
    expect(states.filter((state) => transitions[state].includes("CANCELLED"))).toEqual([...cancellable]);
  });
});
