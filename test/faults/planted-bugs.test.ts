import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LambdaHandler } from "@tradewind/local-cloud";
import { tapBus } from "../support/bus-tap.ts";
import { type Invariant, violations } from "../support/invariants.ts";
import { CARDS, TestShop } from "../support/shop.ts";

let shop: TestShop;
let seen: () => Promise<Set<string>>;

beforeAll(async () => {
  shop = await TestShop.open();
  seen = await tapBus(shop.shop);
});
afterAll(() => shop.stop());

interface PlantedBug {
  name: string;
  bug: string;
  handler: LambdaHandler;
  /** An order that triggers the bug. */
  order: { card?: string; postalCode?: string };
  invariant: Invariant;
}

/** Replaces a function of the shop. */
function replace(name: string, handler: LambdaHandler): void {
  shop.shop.cloud.lambda.define({ name, timeoutMs: 10_000, load: () => handler });
}

describe("the checker of invariants detects a function that", () => {
  const bugs: PlantedBug[] = [
    {
      name: "ReleaseStock",
      bug: "forgets to release",
      handler: () => ({}),
      order: { card: CARDS.declined },
      invariant: "a reservation does not outlive its order",
    },
    {
      name: "RefundPayment",
      bug: "forgets to refund",
      handler: () => ({}),
      order: { postalCode: "00000" },
      invariant: "money balances",
    },
    {
      name: "FailOrder",
      bug: "forgets to end the order",
      handler: () => ({}),
      order: { card: CARDS.declined },
      invariant: "every order ends",
    },
    {
      name: "SendMail",
      bug: "sends nothing",
      handler: () => ({ batchItemFailures: [] }),
      order: {},
      invariant: "a customer gets one mail for each event",
    },
    {
      name: "RecordScan",
      bug: "never finishes a scan",
      handler: () => ({ batchItemFailures: [] }),
      order: {},
      invariant: "nothing is left running",
    },
    {
      name: "UnwrapOutbox",
      bug: "swallows events",
      handler: () => [],
      order: {},
      invariant: "the outbox is drained",
    },
  ];
  // No bug is repaired afterwards, so only new violations count.
  it.each(bugs)("$bug ($name)", async ({ name, handler, order, invariant }) => {
    const count = async () =>
      (await violations(shop.shop, { seen: await seen() })).filter((one) => one.invariant === invariant)
        .length;
    const before = await count();
    replace(name, handler);
    const customer = await shop.customer();
    await customer.buy(await shop.variant(), order);
    await shop.settle();
    expect(await count()).toBeGreaterThan(before);
  });
});
