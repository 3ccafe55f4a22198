import { defineRoute } from "./define.ts";
import { adminThrottle } from "./limits.ts";
import { sku } from "./schema.ts";
import * as z from "zod/mini";
import { commerceTable, productCache } from "./storage.ts";

const units = () => z.int().check(z.nonnegative());

const stockLevel = () => z.object({ sku: sku(), available: units(), reserved: units(), sold: units() });

const stockRoute = {
  path: "/admin/stock/{sku}",
  auth: { groups: ["admin"] },
  throttle: adminThrottle,
} as const;
const skuParam = () => z.strictObject({ sku: sku() });
const answer = { 200: { description: "The stock of the SKU.", body: stockLevel } } as const;

export const getStock = /* @__PURE__ */ defineRoute(stockRoute, {
  name: "GetStock",
  method: "GET",
  summary: "How many units are available, reserved by open orders, and sold.",
  handler: "functions/stock/get-stock.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  params: skuParam,
  responses: answer,
  errors: ["stock.unknown_sku"],
});

export const setStock = /* @__PURE__ */ defineRoute(stockRoute, {
  name: "SetStock",
  method: "PUT",
  summary: "Set how many units can be sold; reservations and sales stay as they are.",
  handler: "functions/stock/set-stock.handler",
  uses: [
    { resource: commerceTable, access: "read-write" },
    { resource: productCache, access: "read" },
  ],
  params: skuParam,
  body: () => z.strictObject({ available: z.int().check(z.minimum(0), z.maximum(1_000_000)) }),
  responses: answer,
  errors: ["stock.unknown_sku", "stock.changed"],
});

export const stockRoutes = [getStock, setStock];
