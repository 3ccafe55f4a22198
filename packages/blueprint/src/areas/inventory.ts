import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineFunction, defineRoute } from "../language/define.ts";
import type { QueueDefinition } from "../language/resources.ts";
import {
  cursor,
  isoTime,
  named,
  page,
  prefixedId,
  reference,
  sku,
  text,
  wholeNumber,
} from "../language/schema.ts";
import { stockLocations } from "./stock-locations.ts";

const units = () => z.int().check(z.nonnegative());
const MAX_UNITS = 1_000_000;

const location = /* @__PURE__ */ named("StockLocation", () => z.enum(stockLocations.map(({ id }) => id)));

const denyPolicy = /* @__PURE__ */ named("DenyPolicy", () => z.strictObject({ policy: z.literal("deny") }));
const backorderPolicy = /* @__PURE__ */ named("BackorderPolicy", () =>
  z.strictObject({ policy: z.literal("backorder"), limit: limit(), shipsFrom: z.optional(isoTime()) }),
);
const preorderPolicy = /* @__PURE__ */ named("PreorderPolicy", () =>
  z.strictObject({ policy: z.literal("preorder"), limit: limit(), shipsFrom: isoTime() }),
);

/**
 * Allows orders beyond the stock, for at most `limit` units at a time. They do not ship before
 * `shipsFrom`.
 */
const stockPolicy = /* @__PURE__ */ named("StockPolicy", () =>
  z.discriminatedUnion("policy", [denyPolicy(), backorderPolicy(), preorderPolicy()]),
);
const limit = () => z.int().check(z.minimum(1), z.maximum(MAX_UNITS));
export type StockPolicy = z.infer<ReturnType<typeof stockPolicy>>;

const counts = () => ({
  available: units(),
  reserved: units().check(z.describe("Units held for orders in progress.")),
  sold: units(),
});
const locationStock = /* @__PURE__ */ named("LocationStock", () =>
  z.object({
    location: location(),
    ...counts(),
    lots: units().check(z.describe("Number of lots that hold these units.")),
  }),
);
const stockLevel = /* @__PURE__ */ named("StockLevel", () =>
  z.object({
    sku: sku(),
    ...counts(),
    locations: z.array(locationStock()),
    policy: stockPolicy(),
    promised: units().check(z.describe("Units on backorder or preorder that are promised to orders.")),
    promisable: units().check(z.describe("Further units that can be ordered on backorder or preorder.")),
  }),
);

export type StockLevel = z.output<ReturnType<typeof stockLevel>>;

/** The reason for a change of stock; `count` records a stocktake or a set level. */
const adjustmentReason = /* @__PURE__ */ named("AdjustmentReason", () =>
  z.enum(["received", "returned", "count", "correction", "damaged", "lost", "promotion", "other"]),
);
export type AdjustmentReason = z.infer<ReturnType<typeof adjustmentReason>>;

const adjustment = /* @__PURE__ */ named("StockAdjustment", () =>
  z.object({
    id: prefixedId("adj"),
    reference: z.optional(z.string()),
    location: location(),
    quantity: z.int(),
    reason: adjustmentReason(),
    note: z.optional(z.string()),
    by: z.string(),
    at: isoTime(),
  }),
);

const stockRoute = { throttle: adminThrottle, path: "/admin/stock/{sku}" } as const;
const adjustmentsRoute = { throttle: adminThrottle, path: "/admin/stock/{sku}/adjustments" } as const;
const policyRoute = { throttle: adminThrottle, path: "/admin/stock/{sku}/policy" } as const;
const readStock = /* @__PURE__ */ staff("stock.read");
const changeStock = /* @__PURE__ */ staff("stock.change");

const skuParam = () => z.strictObject({ sku: sku() });
const answer = { 200: { description: "The stock of the SKU.", body: stockLevel } } as const;

export const getStock = /* @__PURE__ */ defineRoute(stockRoute, {
  name: "GetStock",
  auth: readStock,
  method: "GET",
  summary: "Get the stock of a SKU",
  description: "Counts the available, reserved and sold units, in total and by location.",
  handler: "functions/inventory/get-stock.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  params: skuParam,
  responses: answer,
  errors: ["stock.unknown_sku"],
});

export const setStock = /* @__PURE__ */ defineRoute(stockRoute, {
  name: "SetStock",
  auth: changeStock,
  method: "PUT",
  summary: "Set the available units of a SKU",
  description:
    "Applies to the main location unless another is given. Reserved and sold units stay as they are. The same reference sets only once, so that units sold in between do not come back.",
  handler: "functions/inventory/set-stock.handler",
  uses: [{ resource: commerceTable, access: "read-write" }],
  params: skuParam,
  body: () =>
    z.strictObject({
      reference: z.optional(reference()),
      available: z.int().check(z.minimum(0), z.maximum(MAX_UNITS)),
      location: z.optional(location()),
    }),
  responses: answer,
  errors: ["stock.unknown_sku", "stock.reference_reused", "stock.changed"],
});

export const setStockPolicy = /* @__PURE__ */ defineRoute(policyRoute, {
  name: "SetStockPolicy",
  auth: changeStock,
  method: "PUT",
  summary: "Set the backorder policy of a SKU",
  description:
    "Sets whether the SKU can be ordered beyond its stock, up to how many units, and from when they ship.",
  handler: "functions/inventory/set-policy.handler",
  uses: [{ resource: commerceTable, access: "read-write" }],
  params: skuParam,
  body: stockPolicy,
  responses: answer,
  errors: ["stock.unknown_sku", "stock.limit_promised", "stock.changed"],
});

export const adjustStock = /* @__PURE__ */ defineRoute(adjustmentsRoute, {
  name: "AdjustStock",
  auth: changeStock,
  method: "POST",
  summary: "Adjust the stock of a SKU",
  description:
    "Adds units to a location, or removes them if the quantity is negative. The same reference adjusts only once.",
  handler: "functions/inventory/adjust-stock.handler",
  uses: [{ resource: commerceTable, access: "read-write" }],
  params: skuParam,
  body: () =>
    z.strictObject({
      reference: reference(),
      quantity: z.int().check(
        z.minimum(-MAX_UNITS),
        z.maximum(MAX_UNITS),
        z.refine((value) => value !== 0, "Expected a number other than 0"),
      ),
      reason: adjustmentReason(),
      note: z.optional(text(500)),
      location: z.optional(location()),
    }),
  responses: { 201: { description: "The recorded adjustment.", body: adjustment } },
  errors: ["stock.unknown_sku", "stock.reference_reused", "stock.insufficient", "stock.changed"],
});

export const listStockAdjustments = /* @__PURE__ */ defineRoute(adjustmentsRoute, {
  name: "ListStockAdjustments",
  auth: readStock,
  method: "GET",
  summary: "List the stock adjustments of a SKU",
  handler: "functions/inventory/list-adjustments.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  params: skuParam,
  query: () => z.strictObject({ limit: z._default(wholeNumber(1, 100), 20), cursor: z.optional(cursor()) }),
  responses: { 200: { description: "A page of adjustments, newest first.", body: () => page(adjustment()) } },
  errors: [],
});

/** Gives units that arrived to the orders that wait for them. */
export const stockArrivals = {
  kind: "queue",
  name: "StockArrivals",
  consumer: defineFunction("ServeWaitingOrders", {
    handler: "functions/inventory/serve-waiting-orders.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

export const stockRoutes = [getStock, setStock, setStockPolicy, adjustStock, listStockAdjustments];
