import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS, type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const prices = (body: { items: { method: string; price: { amount: number } }[] }) =>
  Object.fromEntries(body.items.map(({ method, price }) => [method, price.amount]));

const place = async (client: Client, address: object, shippingMethod?: string) =>
  client.call("POST", "/orders", {
    body: {
      paymentToken: await client.cardToken(),
      shippingAddress: { ...ADDRESS, ...address },
      shippingMethod,
    },
    headers: { "idempotency-key": crypto.randomUUID() },
  });

describe("shipping methods", () => {
  it("are listed for an address, the cheapest first", async () => {
    const { status, body } = await shop
      .anybody()
      .get("/shipping-methods?country=US&postalCode=12345&subtotal=6000&weightGrams=300");
    expect(status).toBe(200);
    expect(prices(body)).toEqual({ standard: 0, economy: 349, express: 1499 });
    expect(body.items[0]).toMatchObject({
      method: "standard",
      freeFrom: { amount: 5000 },
      days: { from: 2 },
    });
    expect((await shop.anybody().get("/shipping-methods?country=AQ&postalCode=12345")).body.items).toEqual(
      [],
    );
    expect((await shop.anybody().get("/shipping-methods?country=us&postalCode=12345")).status).toBe(400);
  });

  it("are priced for the caller's cart, by its weight", async () => {
    const buyer = await shop.customer();
    const path = "/cart/shipping-methods?country=US&postalCode=12345";
    // 100 g a piece.
    await buyer.addToCart(await shop.variant({ stock: 90 }), 3);
    expect(prices((await buyer.get(path)).body)).toEqual({ standard: 499, economy: 349, express: 1499 });
    await buyer.addToCart(await shop.variant({ stock: 90, price: 100 }), 18);
    expect(prices((await buyer.get(path)).body)).toEqual({ standard: 499, express: 1499 });
    expect((await shop.anybody().get(path)).status).toBe(401);
  });

  it("cost the same in an order as in the list", async () => {
    const buyer = await shop.customer();
    await buyer.addToCart(await shop.variant(), 3);
    const { status, body } = await place(buyer, { country: "BR", postalCode: "01000" }, "express");
    expect(status).toBe(201);
    expect(body).toMatchObject({ shippingMethod: "express", totals: { shipping: { amount: 3999 } } });
  });

  it("are refused at an address without them, and the cart stays", async () => {
    await customer.addToCart(await shop.variant());
    const alaska = await place(customer, { postalCode: "99501" }, "express");
    expect([alaska.status, alaska.body.code]).toEqual([422, "order.shipping_unavailable"]);
    expect(alaska.body.errors[0]).toEqual({
      pointer: "/body/shippingMethod",
      detail: "Available for this address: standard",
    });
    const antarctica = await place(customer, { country: "AQ" });
    expect(antarctica.body).toMatchObject({ status: 422, errors: [{ pointer: "/body/shippingAddress" }] });
    expect((await customer.get("/cart")).body.items).toHaveLength(1);
  });
});
