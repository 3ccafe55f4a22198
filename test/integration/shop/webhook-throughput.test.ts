/** A merchant's webhook in a shop with many orders. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { TestShop } from "../../support/shop.ts";

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
 * All deliveries to a webhook were in one partition, which takes 1,000 write units a second. The
 * four events of 250 orders a second were too much for it; the shop is built for 1,000 orders a
 * second.
 */
describe("a webhook that hears of four events of each order", () => {
  let Webhooks: typeof import("@tradewind/commerce/webhooks");
  let ctx: Awaited<ReturnType<TestShop["context"]>>;
  let webhook: { id: string };
  let events: { id: string; type: string; time: string; data: object }[];
  beforeAll(async () => {
    Webhooks = await import("@tradewind/commerce/webhooks");
    ctx = await shop.context();
    webhook = await Webhooks.create(ctx, { url: "https://merchant.example.com/hook", events: EVENTS });
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
    events = Array.from({ length: ORDERS }, () => ctx.ids.next("ord")).flatMap((orderId) =>
      EVENTS.map((type) => ({ id: ctx.ids.next("evt"), type, time, data: { ...data, orderId } })),
    );
  });

  it("hears of every order of a busy second", async () => {
    await Promise.all(events.map((event) => Webhooks.fanOut(ctx, event)));
  });

  it("lists its deliveries newest first, page by page, though they are spread", async () => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await Webhooks.deliveries(webhook.id, { limit: 50, cursor });
      pages.push(page.items.map(({ eventId }) => eventId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    const newestFirst = events
      .map(({ id }) => id)
      .sort()
      .reverse();
    expect(pages.flat()).toEqual(newestFirst);
  });

  it("ends its list with a full page when nothing is left", async () => {
    const { items, nextCursor } = await Webhooks.deliveries(webhook.id, { limit: ORDERS * EVENTS.length });
    expect([items.length, nextCursor]).toEqual([ORDERS * EVENTS.length, undefined]);
  });

  it.each([
    ["of another list", Buffer.from(JSON.stringify({ pk: "a", sk: "b" })).toString("base64url")],
    ["made up", "nonsense"],
  ])("refuses a cursor that is %s", async (_what, cursor) => {
    await expect(Webhooks.deliveries(webhook.id, { limit: 10, cursor })).rejects.toMatchObject({
      code: "request.invalid",
    });
  });

  it("is told of every type of event while the list of webhooks cannot be read", async () => {
    const { documentClient } = await import(
      "../../../packages/commerce/src/platform/dynamodb/document-client.ts"
    );
    expect((await Webhooks.typesAskedFor(ctx))("stock.low")).toBe(false);
    shop.clock?.advance(60_000);
    const query = vi.spyOn(documentClient, "query").mockImplementation(() => {
      throw new Error("The table is busy.");
    });
    expect((await Webhooks.typesAskedFor(ctx))("stock.low")).toBe(true);
    query.mockRestore();
    expect((await Webhooks.typesAskedFor(ctx))("stock.low")).toBe(false);
  });

  it("costs events that no merchant asks for no read", async () => {
    const { documentClient } = await import(
      "../../../packages/commerce/src/platform/dynamodb/document-client.ts"
    );
    const query = vi.spyOn(documentClient, "query");
    const [event] = events;
    if (!event) throw new Error("There is no event.");
    for (let n = 0; n < 10; n += 1) await Webhooks.fanOut(ctx, { ...event, type: "stock.low" });
    expect(query).not.toHaveBeenCalled();
  });
});
