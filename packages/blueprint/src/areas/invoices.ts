/** Invoices of paid orders. */

import * as z from "zod/mini";
import { adminThrottle, ordersThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import { prefixedId } from "../language/schema.ts";
import { ordersAuth } from "./accounts/identity.ts";

const uses = [{ resource: commerceTable, access: "read" }] as const;
const params = () => z.strictObject({ id: prefixedId("ord") });
const responses = {
  200: { description: "The invoice as an HTML page.", contentType: "text/html", body: () => z.string() },
} as const;
const errors = ["order.not_found", "order.not_invoiced"] as const;

export const getInvoice = /* @__PURE__ */ defineRoute(
  { auth: ordersAuth, throttle: ordersThrottle },
  {
    name: "GetInvoice",
    method: "GET",
    path: "/orders/{id}/invoice",
    summary: "Get the invoice of an order",
    description: "An HTML page to read and print. Available once the order is paid.",
    handler: "functions/orders/get-invoice.handler",
    uses,
    params,
    responses,
    errors,
  },
);

export const adminGetInvoice = /* @__PURE__ */ defineRoute(
  { auth: /* @__PURE__ */ staff("orders.read"), throttle: adminThrottle },
  {
    name: "AdminGetInvoice",
    method: "GET",
    path: "/admin/orders/{id}/invoice",
    summary: "Get the invoice of any order",
    description: "An HTML page to read and print. Available once the order is paid.",
    handler: "functions/order-admin/get-invoice.handler",
    uses,
    params,
    responses,
    errors,
  },
);

export const invoiceRoutes = [getInvoice, adminGetInvoice];
