/** The flows of a shop, from customers' requests to the last message, metered once each. */
import { blueprint } from "@tradewind/blueprint";
import { DEMO_PASSWORD } from "@tradewind/dev";
import type { ApiClient } from "@tradewind/dev/demo/customer";
import type { MeteredShop } from "./metered-shop.ts";
import { type Usage, usageOf } from "./usage.ts";

export const LINES = 3;
const CARD = "4242424242424242";
const HOLDER = "Ada Demo";
const shippingAddress = {
  name: HOLDER,
  line1: "1 Harbour Street",
  city: "Portsmouth",
  postalCode: "PO1 3AX",
  country: "GB",
};

/** - `list` and `product`: a page of the catalog, past the stage cache.
 * - `renewal`: a refresh token is exchanged for new tokens.
 * - `cart`: a line is added, and the cart is read.
 * - `card`: a card becomes a token.
 * - `order`: from the request to the carrier's pickup and the last mail.
 * - `return`: from the request to the refund, with support's decision and the receipt.
 */
export type FlowName = "list" | "product" | "signIn" | "renewal" | "cart" | "card" | "order" | "return";

export type Flows = Readonly<Record<FlowName, readonly Usage[]>>;

export async function meterFlows(shop: MeteredShop): Promise<Flows> {
  const [skus, admin] = [await shop.plentifulSkus(), await shop.signedIn("admin")];
  const email = await shop.account("customer");
  const customer = shop.anybody();
  const meter = async (work: () => Promise<unknown>) => usageOf(await shop.meter(work));
  const { items } = await customer.get<{ items: { id: string }[] }>("/products?limit=20");

  const list = await meter(() => customer.get("/products?limit=20&sort=-price"));
  const product = await meter(() => customer.get(`/products/${items[0]?.id}`));
  const signIn = await meter(() => customer.signIn(email, DEMO_PASSWORD));
  const renewal = await meter(() => customer.renew());
  const cart = await meter(async () => {
    await customer.addToCart(skus[0] ?? "", 1);
    await customer.get("/cart");
  });
  for (const sku of skus.slice(1, LINES)) await customer.addToCart(sku, 1);
  const paid: { token?: string; order?: string } = {};
  const card = await meter(async () => {
    paid.token = await customer.cardToken(CARD, HOLDER);
  });
  // By then the gateway has forgotten what the authorizer said of the token.
  shop.pass(2 * blueprint.api.authorizer.ttlSeconds);
  const order = await meter(async () => {
    paid.order = (await place(customer, paid.token ?? "")).id;
  });
  await requireShipped(customer, paid.order ?? "");
  return {
    list,
    product,
    signIn,
    renewal,
    cart,
    card,
    order,
    return: await meter(() => giveBack(shop, customer, admin, paid.order ?? "", skus[0] ?? "")),
  };
}

/** Meters orders of `LINES` lines which are placed at once and want the same units. */
export async function meterCrowd(shop: MeteredShop, orders: number): Promise<Usage[]> {
  const skus = (await shop.plentifulSkus()).slice(-LINES);
  const crowd: { customer: ApiClient; token: string }[] = [];
  for (let one = 0; one < orders; one += 1) {
    const customer = await shop.signedIn("customer");
    for (const sku of skus) await customer.addToCart(sku, 1);
    crowd.push({ customer, token: await customer.cardToken(CARD, HOLDER) });
  }
  const calls = await shop.meter(() =>
    Promise.all(crowd.map(({ customer, token }) => place(customer, token))),
  );
  return usageOf(calls, orders);
}

const place = (customer: ApiClient, paymentToken: string) =>
  customer.call<{ id: string }>(
    "POST",
    "/orders",
    { paymentToken, shippingAddress },
    { "idempotency-key": crypto.randomUUID() },
  );

/** @throws when the metered order did not go all the way */
async function requireShipped(customer: ApiClient, id: string): Promise<void> {
  const { status } = await customer.get<{ status: string }>(`/orders/${id}`);
  if (status !== "SHIPPED") throw new Error(`The metered order is ${status}, not SHIPPED.`);
}

async function giveBack(shop: MeteredShop, customer: ApiClient, admin: ApiClient, id: string, sku: string) {
  const lines = [{ sku, quantity: 1 }];
  const asked = await customer.call<{ id: string }>(
    "POST",
    `/orders/${id}/returns`,
    { lines, reason: "Too small" },
    { "idempotency-key": crypto.randomUUID() },
  );
  await shop.settle();
  const path = `/admin/orders/${id}/returns/${asked.id}`;
  await admin.call("POST", `${path}/decision`, { approve: true });
  await shop.settle();
  await admin.call("POST", `${path}/receipt`, { lines: [{ sku, quantity: 1, condition: "resalable" }] });
}
