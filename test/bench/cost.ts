import type { Shop } from "@tradewind/dev";
import type { MeteredCall } from "@tradewind/local-cloud";
import { call } from "./http.ts";
import { openShoppers, ordersAtRest } from "./shoppers.ts";

/** What one order of three lines uses, from the request to the carrier's pickup: counted, not estimated. */
export async function costOfOneOrder(shop: Shop): Promise<string[]> {
  const [shopper] = await openShoppers(shop, 1, 1);
  if (!shopper) throw new Error("There is no shopper.");
  const { accessToken: token, skus, paymentTokens } = shopper;
  for (const sku of skus.slice(0, 3)) {
    await call(`${shop.url}/cart/items`, { method: "POST", token, body: { sku, quantity: 1 } });
  }
  const calls: MeteredCall[] = [];
  const stop = shop.meter.tap((metered) => calls.push(metered));
  const shippingAddress = { name: "B", line1: "1", city: "C", postalCode: "12345", country: "US" };
  const body = { paymentToken: paymentTokens[0], shippingAddress };
  await call(`${shop.url}/orders`, { method: "POST", token, body, idempotencyKey: "metered" });
  await ordersAtRest(shop, [shopper]);
  stop();

  const sum = (unit: keyof MeteredCall["units"], of: MeteredCall[]) =>
    of.reduce((total, { units }) => total + (units[unit] ?? 0), 0);
  const awsCalls = calls.filter(({ service }) => service !== "lambda" && service !== "apigateway");
  const placing = awsCalls.filter(({ caller }) => caller === "PlaceOrder");
  const saga = awsCalls.filter(({ caller }) => caller !== "ListOrders");
  return [
    `synchronous path: ${placing.length} AWS round trips (${placing.map(({ operation }) => operation).join(", ")})`,
    `synchronous path: ${sum("readUnits", placing)} read units, ${sum("writeUnits", placing)} write units`,
    `whole order: ${sum("readUnits", saga)} read units, ${sum("writeUnits", saga)} write units`,
    `whole order: ${sum("stateTransitions", calls)} state transitions, ${sum(
      "invocations",
      calls.filter(({ caller }) => caller !== "ListOrders"),
    )} function invocations`,
  ];
}
