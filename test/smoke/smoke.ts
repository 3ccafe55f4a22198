import type { Product } from "@tradewind/blueprint/catalog";
import type { Order } from "@tradewind/blueprint/orders";
import { ApiClient } from "@tradewind/dev/demo/customer";

export interface SmokeOptions {
  /** URL of the API, with the stage if it has one. */
  target: string;
  /** An account that may order; without one, only what is public is tried. */
  account?: { email: string; password: string };
  /** The code that the account's authenticator shows; a local shop is asked for it. */
  totp?: () => Promise<string>;
  /** A card that the stage's processor approves. */
  card?: string;
  /** How long an order may take to be shipped. */
  orderTimeoutMs?: number;
  /** Told of each step as it passes. */
  passed?: (step: string) => void;
}

const APPROVED_CARD = "4242424242424242";
const ORDER_TIMEOUT_MS = 60_000;
const POLL_MS = 500;
const ENDED = new Set(["SHIPPED", "DELIVERED", "FAILED", "CANCELLED", "NEEDS_ATTENTION"]);

/**
 * The shortest way through a deployed shop that touches every service an order needs. It leaves one order behind.
 * @throws at the first step that does not do what it must
 */
export async function smoke(options: SmokeOptions): Promise<void> {
  const { target, account, totp, passed = () => {} } = options;
  const shop = new ApiClient(target.replace(/\/$/, ""), totp);

  await shop.get("/health");
  passed("health");

  const document = await shop.get<{ openapi: string; paths: object }>("/openapi.json");
  expect(document.openapi.startsWith("3.1"), "the API describes itself");
  passed(`API document with ${Object.keys(document.paths).length} paths`);

  const { items } = await shop.get<{ items: { id: string }[] }>("/products?limit=20");
  passed(items.length > 0 ? `catalog with ${items.length} products or more` : "catalog, which is empty");

  if (!account) return;
  expect(items.length > 0, "there is something to buy");
  await shop.signIn(account.email, account.password);
  passed("sign-in");

  const sku = await skuInStock(
    shop,
    items.map(({ id }) => id),
  );
  await emptyCart(shop);
  await shop.addToCart(sku, 1);
  const order = await shop.order(options.card ?? APPROVED_CARD, "PO1 3AX");
  passed(`order ${order.id} of one ${sku}`);

  const ended = await ending(shop, order.id, options.orderTimeoutMs ?? ORDER_TIMEOUT_MS);
  expect(
    ended.status === "SHIPPED" || ended.status === "DELIVERED",
    `the order ships, it is ${ended.status}`,
  );
  expect(ended.payment.status === "CAPTURED", `the order is paid, its payment is ${ended.payment.status}`);
  passed(`order ${ended.status}, payment ${ended.payment.status}`);
}

function expect(met: boolean, what: string): void {
  if (!met) throw new Error(`Expected that ${what}.`);
}

async function skuInStock(shop: ApiClient, products: readonly string[]): Promise<string> {
  for (const id of products) {
    const { variants } = await shop.get<Product>(`/products/${id}`);
    const variant = variants.find(({ available }) => available > 0);
    if (variant) return variant.sku;
  }
  throw new Error("None of the first products is in stock.");
}

async function emptyCart(shop: ApiClient): Promise<void> {
  const { items } = await shop.get<{ items: { sku: string }[] }>("/cart");
  for (const { sku } of items) await shop.call("DELETE", `/cart/items/${encodeURIComponent(sku)}`);
}

async function ending(shop: ApiClient, id: string, timeoutMs: number): Promise<Order> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const order = await shop.get<Order>(`/orders/${id}`);
    if (ENDED.has(order.status) || Date.now() > deadline) return order;
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
}
