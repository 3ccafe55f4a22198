/**
 * `npm run demo`: plays a customer over HTTP. It places five orders that end differently, and one
 * that is refused. Exits with 1 when an outcome is wrong.
 */
import { styleText } from "node:util";
import type { Category, Product } from "@tradewind/blueprint/areas/catalog";
import { fail, optionsOf } from "@tradewind/command-line";
import { ApiClient } from "../demo/customer.ts";
import { report } from "../demo/report.ts";
import { play, scenarios } from "../demo/scenarios.ts";
import { playSoldOut } from "../demo/sold-out.ts";
import { DEMO_PASSWORD } from "../seed/demo-accounts.ts";

const HELP = `Plays a customer over HTTP: five orders that end differently, and one that is refused.

Usage: npm run demo -- [options]

  --url URL    URL of the shop (default: the shop of npm run dev if it runs, else a new private shop)
  --help       show this text

The exit code is 1 when the outcome of an order is wrong: its status, stock, payment or mails.
`;
const values = optionsOf("demo", HELP, { url: { type: "string" } });
const RUNNING_SHOP = "http://127.0.0.1:4000";
const say = (line: string) => process.stdout.write(`${line}\n`);

const shop = await findShop();
try {
  process.exitCode = (await demo(shop.url)) ? 0 : 1;
} finally {
  await shop.stop();
}

/** Finds the shop of `--url` or of `npm run dev`, or starts a private shop for this demo. */
async function findShop(): Promise<{ url: string; stop(): Promise<void> }> {
  const leave = async () => {};
  const { url } = values;
  if (url !== undefined) {
    if (!/^https?:/.test(url) || !URL.canParse(url)) fail(`--url ${url} is not a URL.`);
    if (!(await isRunning(url))) fail(`No shop runs on ${url}. Start one with npm run dev.`);
    return { url, stop: leave };
  }
  if (await isRunning(RUNNING_SHOP)) return { url: RUNNING_SHOP, stop: leave };
  say("No shop is running on this machine. Starting a private one.");
  const { startShop } = await import("../shop.ts");
  return startShop({ port: 0 });
}

async function isRunning(url: string): Promise<boolean> {
  const health = await fetch(`${url}/health`).catch(() => undefined);
  return health?.ok ?? false;
}

async function demo(url: string): Promise<boolean> {
  say(styleText("bold", `Tradewind demo on ${url}`));
  const email = `ada-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const customer = new ApiClient(url);
  await customer.signUp(email, DEMO_PASSWORD, "Ada Demo");
  await customer.signIn(email, DEMO_PASSWORD);
  const recoveryCodes = await customer.enrolMfa(email, DEMO_PASSWORD);
  const admin = new ApiClient(url);
  await admin.signIn("admin@example.com", DEMO_PASSWORD);
  say(`Signed up and signed in as ${email}. The confirmation code came by mail: ${url}/_local/outbox`);
  say(`Enrolled an authenticator, got ${recoveryCodes} recovery codes, and signed in again with a code.`);

  const [last = "", ...skus] = await browse(customer, scenarios.length + 1);
  let wrong = 0;
  for (const [index, scenario] of scenarios.entries()) {
    const sku = skus[index] ?? "";
    const outcome = await play(scenario, customer, admin, sku);
    say(report(scenario, outcome));
    wrong += outcome.wrong.length;
  }
  // Last: its units stay in the cart.
  const soldOut = await playSoldOut(customer, admin, last);
  say(soldOut.report);
  wrong += soldOut.wrong.length;
  wrong += await countMissingMails(customer, email);
  say(
    wrong === 0
      ? styleText("green", "\nEvery order ended as expected.")
      : styleText("red", `\nThe demo found ${wrong} wrong results.`),
  );
  return wrong === 0;
}

/** Browses the catalog and picks SKUs that are in stock. */
async function browse(customer: ApiClient, count: number): Promise<string[]> {
  const { items: categories } = await customer.get<{ items: Category[] }>("/categories");
  say(
    `Browsing ${categories.length} categories with ${categories.reduce((sum, { products }) => sum + products, 0)} product listings (a product may be in several categories).`,
  );
  const skus: string[] = [];
  for (const { slug } of categories) {
    const { items } = await customer.get<{ items: { id: string }[] }>(`/products?category=${slug}&limit=20`);
    for (const { id } of items) {
      if (skus.length === count) return skus;
      const product = await customer.get<Product>(`/products/${id}`);
      const variant = product.variants.find(({ available }) => available > 3);
      if (!variant) continue;
      say(`  ${product.name} (${variant.sku}), ${variant.available} in stock`);
      skus.push(variant.sku);
      break;
    }
  }
  throw new Error(`Only ${skus.length} products are in stock.`);
}

/** Counts missing mails: each order has a confirmation and one mail about its end. */
async function countMissingMails(customer: ApiClient, email: string): Promise<number> {
  const wanted = scenarios.length * 2;
  const until = Date.now() + 10_000;
  for (;;) {
    const { items } = await customer.get<{ items: { to: string; subject: string }[] }>("/_local/outbox");
    const received = items.filter(({ to, subject }) => to === email && /order/i.test(subject)).length;
    if (received === wanted || Date.now() > until) {
      say(`\n  ${received} of ${wanted} mails about these orders have arrived.`);
      return Math.abs(wanted - received);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
