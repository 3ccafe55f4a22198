import type { Product } from "@tradewind/blueprint/areas/catalog";
import { isSettled } from "@tradewind/blueprint/areas/order-states";
import type { Order } from "@tradewind/blueprint/areas/orders";
import { ApiClient } from "@tradewind/dev/demo/customer";

export interface SmokeOptions {
  /** URL of the API, with the stage if it has one. */
  target: string;
  /** An account that may order. Without one, only public routes are tested. */
  account?: { email: string; password: string };
  /**
   * Returns a code of the account's authenticator. Without it, a local shop is asked for the code.
   */
  totp?: () => Promise<string>;
  /** A card that the stage's processor approves. */
  card?: string;
  /** The longest time that an order may take to ship. */
  orderTimeoutMs?: number;
  /** Called after each step that passes. */
  onPassed?: (step: string) => void;
}

const APPROVED_CARD = "4242424242424242";
const ORDER_TIMEOUT_MS = 60_000;
const POLL_MS = 500;

/**
 * Tests a deployed shop with the fewest calls that use every service an order needs. It leaves one
 * order behind.
 * @throws at the first step that fails
 */
export async function smoke(options: SmokeOptions): Promise<void> {
  const { target, account, totp, onPassed = () => {} } = options;
  const shop = new ApiClient(target.replace(/\/$/, ""), totp);

  await shop.get("/health");
  onPassed("health");

  const document = await shop.get<{ openapi: string; paths: object }>("/openapi.json");
  expect(document.openapi.startsWith("3.1"), "the API document is OpenAPI 3.1");
  onPassed(`API document with ${Object.keys(document.paths).length} paths`);

  const { items } = await shop.get<{ items: { id: string }[] }>("/products?limit=20");
  onPassed(items.length > 0 ? `catalog with ${items.length} products or more` : "catalog, which is empty");

  if (!account) return;
  expect(items.length > 0, "the catalog has a product");
  await shop.signIn(account.email, account.password);
  onPassed("sign-in");

  const sku = await skuInStock(
    shop,
    items.map(({ id }) => id),
  );
  await emptyCart(shop);
  await shop.addToCart(sku, 1);
  const order = await shop.order(options.card ?? APPROVED_CARD, "PO1 3AX");
  onPassed(`order ${order.id} of one ${sku}`);

  const ended = await awaitEnd(shop, order.id, options.orderTimeoutMs ?? ORDER_TIMEOUT_MS);
  expect(
    ended.status === "SHIPPED" || ended.status === "DELIVERED",
    `the order is SHIPPED or DELIVERED; it is ${ended.status}`,
  );
  expect(
    ended.payment.status === "CAPTURED",
    `the order's payment is CAPTURED; it is ${ended.payment.status}`,
  );
  onPassed(`order ${ended.status}, payment ${ended.payment.status}`);
}

function expect(met: boolean, condition: string): void {
  if (!met) throw new Error(`Expected that ${condition}.`);
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

async function awaitEnd(shop: ApiClient, id: string, timeoutMs: number): Promise<Order> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const order = await shop.get<Order>(`/orders/${id}`);
    if (isSettled(order.status) || Date.now() > deadline) return order;
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
}
