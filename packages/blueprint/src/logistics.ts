import { defineFunction, defineRoute, type QueueDefinition } from "./define.ts";
import { cartThrottle, PRODUCTS_CACHE_SECONDS, productsThrottle } from "./limits.ts";
import { country, money, page, postalCode, prefixedId, wholeNumber } from "./schema.ts";
import * as z from "zod/mini";
import { commerceTable, productCache } from "./storage.ts";

/** A scan as the built-in carrier reports it. */
export const carrierScan = () =>
  z.object({ orderId: prefixedId("ord"), trackingNumber: prefixedId("trk"), scan: z.literal("PICKED_UP") });

/** Parcel scans reported by carriers. */
export const carrierScans = {
  kind: "queue",
  name: "CarrierScans",
  consumer: defineFunction("RecordScan", {
    handler: "functions/logistics/record-scan.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
    answersTaskTokens: true,
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

const shippingOptions = () =>
  page(
    z.object({
      method: z.string(),
      name: z.string(),
      price: money(),
      freeFrom: z.optional(money()).check(z.describe("It costs nothing from this subtotal on.")),
      days: z.object({ from: z.int(), to: z.int() }).check(z.describe("Working days until it arrives.")),
    }),
  );

const answer = {
  200: {
    description: "The methods, the cheapest first; none where we do not deliver.",
    body: shippingOptions,
  },
} as const;

export const listShippingMethods = /* @__PURE__ */ defineRoute(
  { method: "GET", errors: [], responses: answer },
  {
    name: "ListShippingMethods",
    path: "/shipping-methods",
    summary: "How goods of a value and weight can be delivered somewhere, and what it costs.",
    handler: "functions/logistics/list-methods.handler",
    auth: "none",
    throttle: productsThrottle,
    cache: {
      ttlSeconds: PRODUCTS_CACHE_SECONDS,
      query: ["country", "postalCode", "subtotal", "weightGrams"],
    },
    uses: [],
    query: () =>
      z.strictObject({
        country: country(),
        postalCode: postalCode(),
        subtotal: z._default(wholeNumber(0, 999_999_999), 0),
        weightGrams: z._default(wholeNumber(0, 10_000_000), 0),
      }),
  },
);

export const listCartShippingMethods = /* @__PURE__ */ defineRoute(
  { method: "GET", errors: [], responses: answer },
  {
    name: "ListCartShippingMethods",
    path: "/cart/shipping-methods",
    summary: "How what is in the caller's cart can be delivered somewhere, and what it costs.",
    handler: "functions/logistics/list-cart-methods.handler",
    auth: "signed-in",
    throttle: cartThrottle,
    uses: [
      { resource: commerceTable, access: "read" },
      { resource: productCache, access: "read" },
    ],
    query: () => z.strictObject({ country: country(), postalCode: postalCode() }),
  },
);

export const logisticsRoutes = [listShippingMethods, listCartShippingMethods];
