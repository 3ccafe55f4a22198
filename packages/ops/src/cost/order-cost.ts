import type { Product } from "@tradewind/blueprint/areas/catalog";
import type { Order } from "@tradewind/blueprint/areas/orders";
import { DEMO_PASSWORD, demoAccounts, type Shop } from "@tradewind/dev";
import { ApiClient } from "@tradewind/dev/demo/customer";
import { callsOfTrace, type MeteredCall, report, unitsOf } from "@tradewind/local-cloud";

const LINES = 3;
const CARD = "4242424242424242";
const POSTAL_CODE = "PO1 3AX";
const PATIENCE_MS = 120_000;
const POLL_MS = 200;
const MILLION = 1_000_000;

/**
 * Meters what one order of three lines uses and costs, from the request to the carrier's pickup.
 * The figures are counted, not estimated.
 */
export async function costOfOneOrder(shop: Shop): Promise<string[]> {
  const calls = await callsOfOneOrder(shop);
  // The customer waits for PlaceOrder's own calls. All others are background work.
  const placing = calls.filter(({ caller, service }) => caller === "PlaceOrder" && service !== "lambda");
  const { services, dollars, pricesOf } = report(calls);
  const units = (of: readonly MeteredCall[], unit: Parameters<typeof unitsOf>[1]) =>
    roundToHundredths(unitsOf(of, unit));
  return [
    `synchronous path: ${placing.length} AWS round trips (${operations(placing)})`,
    `synchronous path: ${units(placing, "readUnits")} read units, ${units(placing, "writeUnits")} write units`,
    `whole order: ${units(calls, "readUnits")} read units, ${units(calls, "writeUnits")} write units`,
    `whole order: ${units(calls, "stateTransitions")} state transitions, ${units(calls, "invocations")} function invocations, ${units(calls, "events")} events`,
    `a million orders: $${(dollars * MILLION).toFixed(0)} at the prices of ${pricesOf}`,
    ...services
      .filter(({ dollars }) => dollars > 0)
      .map(({ service, dollars }) => `${`$${(dollars * MILLION).toFixed(2)}`.padStart(10)}  ${service}`),
  ];
}

/**
 * Collects all calls that the order's request caused, until its saga and the last message are done.
 */
async function callsOfOneOrder(shop: Shop): Promise<MeteredCall[]> {
  const customer = new ApiClient(shop.url);
  await customer.signIn(demoAccounts[0].email, DEMO_PASSWORD);
  for (const sku of (await plentifulSkus(customer)).slice(0, LINES)) await customer.addToCart(sku, 1);
  const calls: MeteredCall[] = [];
  const stop = shop.meter.tap((metered) => calls.push(metered));
  const order = await customer.order(CARD, POSTAL_CODE);
  await shipped(customer, order.id);
  await shop.cloud.kernel.activity.idle();
  stop();
  const [trace] = calls.find(({ caller }) => caller === "PlaceOrder")?.traces.keys() ?? [];
  if (trace === undefined) throw new Error("PlaceOrder made no call.");
  return callsOfTrace(calls, trace);
}

/** SKUs of the sample catalog that have stock to spare. */
async function plentifulSkus(customer: ApiClient): Promise<string[]> {
  const { items } = await customer.get<{ items: { id: string }[] }>("/products?limit=20");
  const products = await Promise.all(items.map(({ id }) => customer.get<Product>(`/products/${id}`)));
  return products.flatMap(({ variants }) =>
    variants.filter(({ available }) => available > 1).map(({ sku }) => sku),
  );
}

/**
 * Waits until the carrier has picked the order up.
 * @throws when the order ends otherwise, or takes too long
 */
async function shipped(customer: ApiClient, id: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status } = await customer.get<Order>(`/orders/${id}`);
    if (status === "SHIPPED" || status === "DELIVERED") return;
    if (status === "FAILED" || Date.now() > until) throw new Error(`The metered order is ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Lists operations with their counts, such as `2 GetItem, TransactWriteItems`. */
function operations(calls: readonly MeteredCall[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(", ");
}

function roundToHundredths(amount: number): number {
  return Math.round(amount * 100) / 100;
}
