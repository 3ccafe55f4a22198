/** BatchGetItem leaves keys out when a partition is busy or the answer would be too large. */
import { BatchGetCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => shop.stop());

type Send = (command: unknown) => Promise<object>;

/** The next batch is answered without its first key, which is left to be asked for again. */
function busyOnce(): void {
  const client = DynamoDBDocumentClient.prototype as unknown as { send: Send };
  const { send } = client;
  let busy = true;
  vi.spyOn(client, "send").mockImplementation(async function (this: unknown, command) {
    if (!busy || !(command instanceof BatchGetCommand)) return send.call(this, command);
    busy = false;
    const [[table, { Keys: [left, ...Keys] = [], ...rest }] = ["", { Keys: [] }]] = Object.entries(
      command.input.RequestItems ?? {},
    );
    const answer = await send.call(
      this,
      new BatchGetCommand({ RequestItems: { [table]: { ...rest, Keys } } }),
    );
    return { ...answer, UnprocessedKeys: { [table]: { ...rest, Keys: [left] } } };
  });
}

/** Nobody asked again: the SKU was refused as "no longer sold" when its price was left out. */
it("a price that a batch leaves out is found all the same", async () => {
  const skus = [await shop.variant(), await shop.variant()];
  const Catalog = await import("@tradewind/commerce/catalog");
  busyOnce();
  const found = await Catalog.sellables(skus);
  expect(found.map(({ sku }) => sku)).toEqual(skus);
});

/** A SKU whose stock was left out counted as sold out. */
it("a stock lot that a batch leaves out is offered all the same", async () => {
  const skus = [await shop.variant({ stock: 10 }), await shop.variant({ stock: 10 })];
  const Inventory = await import("@tradewind/commerce/inventory");
  busyOnce();
  const offer = await Inventory.offers(await shop.context(), skus);
  expect(skus.map((sku) => offer(sku).available)).toEqual([10, 10]);
});

describe("an order that a batch leaves out", () => {
  let Orders: typeof import("@tradewind/commerce/orders");
  let ids: string[];
  let customerId: string;
  beforeAll(async () => {
    Orders = await import("@tradewind/commerce/orders");
    const customer = await shop.customer();
    ids = [await customer.buy(await shop.variant()), await customer.buy(await shop.variant())];
    ids.sort().reverse();
    await shop.settle(60_000);
    ({ customerId } = (await Orders.read(ids[0] ?? "")) ?? { customerId: "" });
  });

  /** It was missing from its page of the list, and the next page began after it. */
  it("is listed all the same, in its place", async () => {
    busyOnce();
    const { orders } = await Orders.list({ customerId, limit: 10 });
    expect(orders.map(({ orderId }) => orderId)).toEqual(ids);
  });

  it("is in the customer's own list, whose index holds only keys", async () => {
    busyOnce();
    const ctx = { ...(await shop.context()), actor: { kind: "customer" as const, id: customerId } };
    const { items } = await Orders.listOwn(ctx, { limit: 10 });
    expect(items.map(({ id }) => id)).toEqual(ids);
  });
});
