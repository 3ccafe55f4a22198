/**
 * Runs one crowd of buyers in a shop of its own. Exits with 1 when an invariant is violated.
 * Usage: node test/soak/one-crowd.ts ORDERS
 */
import { runCrowd } from "../support/crowd.ts";
import { violations } from "../support/invariants.ts";
import { TestShop } from "../support/shop.ts";

const orders = Number(process.argv[2]);
const shop = await TestShop.open();
const started = performance.now();
const { ended, refused, hot } = await runCrowd(shop, { orders, hotUnits: Math.ceil(orders / 10) });
const found = await violations(shop.shop);
for (const { invariant, detail } of found) process.stdout.write(`  PROBLEM ${invariant}: ${detail}\n`);
const counts = Object.entries(ended).map(([status, count]) => `${count} ${status}`);
const seconds = Math.round((performance.now() - started) / 1000);
const Inventory = await import("@tradewind/commerce/inventory");
const { available, reserved, sold, locations } = await Inventory.get(await shop.context(), hot);
const mails = shop.shop.cloud.ses.messages().filter(({ subject }) => subject.includes("ord_")).length;
process.stdout.write(
  `${orders} orders by 64 customers at once, in ${seconds} s: ${counts.join(", ")}; ${refused} had to leave the hot SKU out\n`,
);
process.stdout.write(
  `the hot SKU in ${locations[0]?.lots} lots: ${available} available, ${reserved} reserved, ${sold} sold; ${mails} mails\n`,
);
await shop.stop();
process.exit(found.length > 0 ? 1 : 0);
