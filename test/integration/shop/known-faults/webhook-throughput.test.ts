/** A merchant's webhook in a shop with many orders. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { TestShop } from "../../../support/shop.ts";

/** A tenth of what a partition of DynamoDB takes, so that a tenth of the orders shows the limit. */
const WRITE_UNITS_PER_SECOND = 100;
const ORDERS = 30;
const EVENTS = ["order.placed", "order.processing", "order.fulfilled", "order.shipped"];

let shop: TestShop;
beforeAll(async () => {
  // The clock of the shop stands still: a call that is repeated is refused again.
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  shop = await TestShop.open({
    partitions: { perTable: 4096, writeUnitsPerSecond: WRITE_UNITS_PER_SECOND, burstSeconds: 1 },
  });
});
afterAll(async () => {
  await shop.stop();
  vi.unstubAllEnvs();
});

/**
 * Today all deliveries to a webhook are in one partition, which takes 1,000 write units a second.
 * The four events of 250 orders a second are too much for it; the shop is built for 1,000 orders a
 * second.
 */
describe("a webhook that hears of four events of each order", () => {
  let refused: unknown[];
  beforeAll(async () => {
    const Webhooks = await import("@tradewind/commerce/webhooks");
    const ctx = await shop.context();
    await Webhooks.create(ctx, { url: "https://merchant.example.com/hook", events: EVENTS });
    const data = {
      customerId: crypto.randomUUID(),
      lines: [1, 2, 3].map((n) => ({
        sku: `SKU-${n}`,
        name: "A thing with a name",
        quantity: 1,
        unitPrice: { amount: 1000, currency: "USD" },
      })),
      total: { amount: 3000, currency: "USD" },
    };
    const time = new Date(ctx.clock.now()).toISOString();
    const events = Array.from({ length: ORDERS }, () => ctx.ids.next("ord")).flatMap((orderId) =>
      EVENTS.map((type) => ({ id: ctx.ids.next("evt"), type, time, data: { ...data, orderId } })),
    );
    const results = await Promise.allSettled(events.map((event) => Webhooks.fanOut(ctx, event)));
    refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    for (const error of refused)
      if (!(error instanceof Error) || error.name !== "ThrottlingException") throw error;
  });

  it.fails("hears of every order of a busy second", () => {
    expect(refused).toHaveLength(0);
  });
});
