/** An order of visibly too few units is refused when it is placed; the rest is up to the saga. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "../../support/invariants.ts";
import { startSaga, withoutSagas } from "../../support/orders.ts";
import { type Client, TestShop } from "../../support/shop.ts";
import { Stockroom } from "../../support/stock.ts";

let shop: TestShop;
let stockroom: Stockroom;
let customer: Client;
beforeAll(async () => {
  shop = await TestShop.open();
  stockroom = await Stockroom.of(shop);
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const setStock = (sku: string, available: number) =>
  stockroom.inventory.set(stockroom.ctx, sku, { available });

/** Buys all units of a SKU for others. */
async function sellOut(sku: string, quantity: number): Promise<void> {
  const orderId = `ord_${sku}`;
  const allocations = (await stockroom.reserve(sku, orderId, quantity)) ?? [];
  await stockroom.inventory.commit(stockroom.ctx, orderId, allocations);
}

describe("fifty buyers of ten units", () => {
  it("learn in the call if they are later than the tenth", async () => {
    const sku = await shop.variant({ stock: 10 });
    const buyers: Client[] = [];
    for (let n = 0; n < 50; n += 1) buyers.push(await shop.customer());
    await Promise.all(buyers.map((buyer) => buyer.addToCart(sku)));
    const answers: unknown[] = [];
    for (const buyer of buyers) {
      const { status, body } = await buyer.order();
      answers.push(status === 201 ? status : body.code);
      await shop.settle(0);
    }
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(answers.slice(10)).toEqual(Array.from({ length: 40 }, () => "order.out_of_stock"));
    await shop.settle();
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 10 });
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("an order of what somebody else has bought meanwhile", () => {
  it("is refused with the SKUs and what is left of them; the cart and the token stay", async () => {
    const [gone, few, enough] = [
      await shop.variant({ stock: 5 }),
      await shop.variant({ stock: 5 }),
      await shop.variant({ stock: 5 }),
    ];
    await customer.addToCart(gone, 1);
    await customer.addToCart(few, 4);
    await customer.addToCart(enough, 5);
    await sellOut(gone, 5);
    await sellOut(few, 2);
    const request = { paymentToken: await customer.cardToken(), key: "once" };
    const { status, body } = await customer.order(request);
    expect([status, body.code]).toEqual([409, "order.out_of_stock"]);
    expect(body.shortages).toEqual([
      { sku: gone, available: 0 },
      { sku: few, available: 3 },
    ]);
    const { items } = (await customer.get("/cart")).body;
    expect(items).toHaveLength(3);
    // The same request succeeds once the units are there.
    await setStock(gone, 1);
    await setStock(few, 4);
    expect((await customer.order(request)).status).toBe(201);
    await shop.settle();
  });

  it("is refused only when all lots at all locations have too few units together", async () => {
    const sku = await shop.variant({ stock: 8, lots: 4 });
    await stockroom.inventory.set(stockroom.ctx, sku, { available: 2, location: "loc_north" });
    await customer.addToCart(sku, 10);
    expect((await customer.order()).status).toBe(201);
    await shop.settle();
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 10 });
    const late = await shop.customer();
    await stockroom.inventory.set(stockroom.ctx, sku, { available: 1 });
    await late.addToCart(sku, 1);
    await setStock(sku, 0);
    // The first of these learns the lots, at the latest.
    const codes = [(await late.order()).body.code, (await late.order()).body.code];
    expect(codes[1]).toBe("order.out_of_stock");
  });

  it("is placed when the policy of the SKU allows it", async () => {
    const sku = await shop.variant({ stock: 1 });
    await stockroom.inventory.setPolicy(stockroom.ctx, sku, { policy: "backorder", limit: 2 });
    await customer.addToCart(sku, 2);
    const { status, body } = await customer.order();
    expect(status).toBe(201);
    await shop.settle();
    expect((await customer.get(`/orders/${body.id}`)).body.status).toBe("AWAITING_STOCK");
    await customer.call("POST", `/orders/${body.id}/cancel`);
    await shop.settle();
  });

  it("costs an order that is placed no further call", async () => {
    const sku = await shop.variant();
    await customer.addToCart(sku);
    const calls: string[] = [];
    const stop = shop.shop.meter.tap(({ caller, service, operation }) => {
      if (caller === "PlaceOrder" && service === "dynamodb") calls.push(operation);
    });
    expect((await customer.order()).status).toBe(201);
    stop();
    expect(calls).toEqual(["BatchGetItem", "BatchGetItem", "TransactWriteItems"]);
    await shop.settle();
  });
});

it("a burst before the first saga is placed whole, and the sagas sell each unit once", async () => {
  const sku = await shop.variant({ stock: 3 });
  const buyers = await Promise.all(Array.from({ length: 5 }, () => shop.customer()));
  await Promise.all(buyers.map((buyer) => buyer.addToCart(sku)));
  const placed = await withoutSagas(shop, () => Promise.all(buyers.map((buyer) => buyer.order())));
  expect(placed.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  await Promise.all(placed.map(({ body }) => startSaga(shop, body.id)));
  await shop.settle();
  expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 3 });
});
