import type { Shop } from "@tradewind/dev";
import { callsOfTrace, type MeteredCall, report, unitsOf } from "@tradewind/local-cloud";
import { call } from "./http.ts";
import { openShoppers, ordersAtRest } from "./shoppers.ts";

const LINES = 3;
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
  const [shopper] = await openShoppers(shop, 1, 1);
  if (!shopper) throw new Error("There is no shopper.");
  const { accessToken: token, skus, paymentTokens } = shopper;
  for (const sku of skus.slice(0, LINES)) {
    await call(`${shop.url}/cart/items`, { method: "POST", token, body: { sku, quantity: 1 } });
  }
  const calls: MeteredCall[] = [];
  const stop = shop.meter.tap((metered) => calls.push(metered));
  const shippingAddress = { name: "B", line1: "1", city: "C", postalCode: "12345", country: "US" };
  const { trace } = await call(`${shop.url}/orders`, {
    method: "POST",
    token,
    body: { paymentToken: paymentTokens[0], shippingAddress },
    idempotencyKey: "metered",
  });
  await ordersAtRest(shop, [shopper]);
  await shop.cloud.kernel.activity.idle();
  stop();
  return callsOfTrace(calls, trace);
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
