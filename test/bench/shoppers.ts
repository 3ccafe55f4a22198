import type { Shop } from "@tradewind/dev";
import { openTestAccount, signedIn } from "../support/accounts.ts";
import { call } from "./http.ts";
import type { Shopper } from "./measured.ts";

const PASSWORD = "Bench-password-1";
const CARD = { number: "4242424242424242", expMonth: 12, expYear: 2030, cvc: "123", holder: "Bench" };

async function json<T>(answer: ReturnType<typeof call>): Promise<T> {
  return JSON.parse((await answer).body) as T;
}

/** Paths of product lists with random filters, and of products' pages. */
export async function productPaths(url: string): Promise<{ list: string[]; detail: string[] }> {
  const { items: categories } = await json<{ items: { slug: string }[] }>(call(`${url}/categories`));
  const { items: products } = await json<{ items: { id: string }[] }>(call(`${url}/products?limit=100`));
  const random = (below: number) => Math.floor(Math.random() * below);
  const list = Array.from({ length: 2000 }, () => {
    const query = new URLSearchParams({ limit: "20" });
    if (random(4) > 0) query.set("category", categories[random(categories.length)]?.slug ?? "");
    if (random(2) > 0) query.set("minPrice", String(random(60) * 100));
    if (random(2) > 0) query.set("maxPrice", String((60 + random(200)) * 100));
    if (random(2) > 0) query.set("sort", "-price");
    return `/products?${query.toString()}`;
  });
  return { list, detail: products.map(({ id }) => `/products/${id}`) };
}

let opened = 0;

/**
 * Opens accounts for customers with one card token for each of their orders, and with SKUs in
 * stock.
 */
export async function openShoppers(shop: Shop, count: number, ordersEach: number): Promise<Shopper[]> {
  const skus = await plentifulSkus(shop.url);
  return Promise.all(
    Array.from({ length: count }, async () => {
      const accessToken = await signIn(shop, `bench-${opened++}@example.com`);
      const paymentTokens: string[] = [];
      for (let order = 0; order < ordersEach; order += 1) {
        const answer = call(`${shop.url}/payments/tokens`, {
          method: "POST",
          token: accessToken,
          body: CARD,
        });
        paymentTokens.push((await json<{ token: string }>(answer)).token);
      }
      return { accessToken, paymentTokens, skus };
    }),
  );
}

async function plentifulSkus(url: string): Promise<string[]> {
  const { items } = await json<{ items: { id: string }[] }>(call(`${url}/products?limit=100`));
  const products = await Promise.all(
    items.map(({ id }) =>
      json<{ variants: { sku: string; available: number }[] }>(call(`${url}/products/${id}`)),
    ),
  );
  return products.flatMap(({ variants }) =>
    variants.filter(({ available }) => available > 40).map(({ sku }) => sku),
  );
}

export async function signIn(shop: Shop, email: string): Promise<string> {
  await openTestAccount(shop, { email, password: PASSWORD, group: "customer", mfa: true });
  return signedIn(shop, { email, password: PASSWORD });
}

const TERMINAL = new Set(["SHIPPED", "DELIVERED", "FAILED"]);
const PATIENCE_MS = 120_000;

/** The number of orders that are at rest, and the number of orders by status, as text. */
interface AtRest {
  count: number;
  states: string;
}

/**
 * Waits until all orders of these shoppers have ended. It asks for the orders of one shopper at a
 * time, since its own requests cost the server time.
 */
export async function ordersAtRest(shop: Shop, shoppers: readonly Shopper[]): Promise<AtRest> {
  const until = performance.now() + PATIENCE_MS;
  const counts = new Map<string, number>();
  for (const { accessToken } of shoppers)
    for (const status of await statusesAtRest(shop.url, accessToken, until))
      counts.set(status, (counts.get(status) ?? 0) + 1);
  return {
    count: [...counts].reduce((sum, [status, count]) => sum + (TERMINAL.has(status) ? count : 0), 0),
    states: [...counts].map(([status, count]) => `${count} ${status}`).join(", "),
  };
}

async function statusesAtRest(url: string, token: string, until: number): Promise<string[]> {
  for (;;) {
    const statuses = await orderStatuses(url, token);
    if (statuses.every((status) => TERMINAL.has(status)) || performance.now() > until) return statuses;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function orderStatuses(url: string, token: string): Promise<string[]> {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const query = `limit=100${cursor ? `&cursor=${cursor}` : ""}`;
    const page = await json<{ items: { status: string }[]; nextCursor?: string }>(
      call(`${url}/orders?${query}`, { token }),
    );
    all.push(...page.items.map(({ status }) => status));
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}
