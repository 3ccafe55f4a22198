import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  checkOrderMachine,
  isCancellable,
  isEnd,
  isForward,
  isOpen,
  isReturnable,
  isTurnedBack,
  leadsTo,
  ORDER_STATUSES,
  type OrderMachine,
  type OrderStatus,
  orderMachine,
  transitionsFrom,
} from "@tradewind/blueprint/areas/order-states";
import { orderStatesPage } from "@tradewind/ops/docs/order-states-page";
import { cancellable } from "../../../packages/commerce/src/orders/states.ts";

const without = (...names: string[]): OrderMachine => ({
  ...orderMachine,
  transitions: orderMachine.transitions.filter(({ from, to }) => !names.includes(`${from} -> ${to}`)),
});

describe("an order's states", () => {
  it("have no problems", () => {
    expect(checkOrderMachine(orderMachine)).toEqual([]);
    expect(orderMachine.states.map(({ status }) => status)).toEqual(ORDER_STATUSES);
  });

  it("have exactly the transitions of the requirements", () => {
    const drawn = orderMachine.transitions.filter(({ origin }) => origin === "requirements");
    // Copied by hand from the diagram of the requirements.
    expect(drawn.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      "PENDING -> PROCESSING",
      "PROCESSING -> FULFILLED",
      "PROCESSING -> FAILED",
      "FULFILLED -> SHIPPED",
      "FULFILLED -> CANCELLED",
      "SHIPPED -> DELIVERED",
      "SHIPPED -> RETURNED",
    ]);
  });

  it("never return to PENDING", () => {
    for (const status of ORDER_STATUSES) expect(transitionsFrom(status)).not.toContain("PENDING");
  });

  it("can be cancelled exactly where the machine allows it", () => {
    const allowing = ORDER_STATUSES.filter((status) => transitionsFrom(status).includes("CANCELLED"));
    expect(allowing).toEqual([...cancellable]);
  });

  it.each([
    ["open", isOpen, "PENDING PROCESSING AWAITING_STOCK FULFILLED PARTIALLY_SHIPPED NEEDS_ATTENTION"],
    ["cancellable", isCancellable, "PENDING AWAITING_STOCK FULFILLED"],
    ["returnable", isReturnable, "SHIPPED DELIVERED"],
    ["turned back", isTurnedBack, "CANCELLED FAILED"],
    [
      "shippable",
      (one: OrderStatus) => leadsTo(one, "SHIPPED"),
      "FULFILLED PARTIALLY_SHIPPED NEEDS_ATTENTION",
    ],
    ["forward", isForward, "PENDING PROCESSING AWAITING_STOCK FULFILLED PARTIALLY_SHIPPED SHIPPED"],
  ])("that are %s are exactly these", (_name, predicate, statuses) => {
    expect(ORDER_STATUSES.filter(predicate)).toEqual(statuses.split(" "));
  });

  it("close an open order when it is shipped or has failed, and at no other change", () => {
    for (const { from, to } of orderMachine.transitions)
      expect([from, to, isEnd(from, to)]).toEqual([from, to, to === "SHIPPED" || to === "FAILED"]);
  });

  it("match docs/order-states.md", () => {
    const page = readFileSync("docs/order-states.md", "utf8");
    expect(page, "Run `npm run docs`.").toBe(orderStatesPage());
  });
});

describe("the checker of states finds", () => {
  it("a state that cannot be reached", () => {
    expect(checkOrderMachine(without("SHIPPED -> DELIVERED"))).toEqual(["No order ever becomes DELIVERED."]);
  });

  it("a state without a transition in which no order may stay", () => {
    expect(
      checkOrderMachine(without("PARTIALLY_SHIPPED -> SHIPPED", "PARTIALLY_SHIPPED -> NEEDS_ATTENTION")),
    ).toEqual(["Nothing leads out of PARTIALLY_SHIPPED, where no order may stay."]);
  });

  it("states that lead only to each other", () => {
    const circle: OrderMachine = {
      start: "PENDING",
      states: orderMachine.states.filter(({ status }) => ["PENDING", "PROCESSING"].includes(status)),
      transitions: [
        { from: "PENDING", to: "PROCESSING", origin: "shop", why: "There." },
        { from: "PROCESSING", to: "PENDING", origin: "shop", why: "And back." },
      ],
    };
    expect(checkOrderMachine(circle)).toEqual([
      "From PENDING no state can be reached where an order may stay.",
      "From PROCESSING no state can be reached where an order may stay.",
    ]);
  });

  it("a transition to an unknown state, and a repeated transition", () => {
    const [first] = orderMachine.transitions;
    const lost = { ...first!, to: "LOST" as OrderStatus };
    const problems = checkOrderMachine({
      ...orderMachine,
      transitions: [...orderMachine.transitions, first!, lost],
    });
    expect(problems).toEqual([
      "PENDING -> PROCESSING is there twice.",
      "PENDING -> LOST: there is no state LOST.",
    ]);
  });
});
