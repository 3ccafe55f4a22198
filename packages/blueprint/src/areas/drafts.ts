/** Draft orders: support makes them and customers pay them. */

import * as z from "zod/mini";
import { adminThrottle, ordersThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import {
  address,
  cursor,
  isoTime,
  named,
  page,
  prefixedId,
  skuQuantity,
  text,
  uniqueSkuLines,
  wholeNumber,
} from "../language/schema.ts";
import { emailAddress, ordersAuth, userPool } from "./accounts/identity.ts";
import { agreedTotal, idempotencyKey, order, orderContent, shippingMethod } from "./orders.ts";
import { paymentToken } from "./payments.ts";

const draft = /* @__PURE__ */ named("Draft", () =>
  z.object({
    id: prefixedId("drf"),
    email: z.string(),
    customerId: z.optional(z.string()),
    ...orderContent(),
    note: z.optional(z.string().check(z.describe("Shown to the customer in the email."))),
    version: z.int().check(z.describe("Increases with every change. Send it back to change the draft.")),
    updatedAt: isoTime(),
    expiresAt: isoTime(),
  }),
);

export type Draft = z.output<ReturnType<typeof draft>>;

const customerId = /* @__PURE__ */ named("CustomerById", () =>
  z.strictObject({ id: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)) }),
);
const customerEmail = /* @__PURE__ */ named("CustomerByEmail", () =>
  z.strictObject({ email: emailAddress() }),
);

const draftCustomer = /* @__PURE__ */ named("DraftCustomer", () => z.union([customerId(), customerEmail()]));

const content = () => ({
  lines: uniqueSkuLines(skuQuantity()),
  shippingAddress: address(),
  shippingMethod: z.optional(shippingMethod()),
  note: z.optional(text(500)),
});

const draftParam = () => z.strictObject({ id: prefixedId("drf") });
const read = { resource: commerceTable, access: "read" } as const;
const readWrite = { resource: commerceTable, access: "read-write" } as const;
const readProducts = { resource: productCache, access: "read" } as const;
/** Finds the account of the email address that a draft was made for. */
const readUsers = { resource: userPool, access: "users" } as const;
const answer = (description: string) => ({ description, body: draft }) as const;

const changeRoute = { auth: /* @__PURE__ */ staff("orders.change"), throttle: adminThrottle } as const;
const customerRoute = { auth: ordersAuth, throttle: ordersThrottle } as const;

export const createDraft = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "CreateDraft",
  method: "POST",
  path: "/admin/drafts",
  summary: "Create a draft order for a customer",
  description: "The customer gets an email and can pay the draft within 7 days.",
  handler: "functions/drafts/create-draft.handler",
  uses: [readWrite, readProducts, readUsers],
  body: () =>
    z.strictObject({
      customer: draftCustomer(),
      ...content(),
    }),
  responses: { 201: /* @__PURE__ */ answer("The draft, at current prices.") },
  errors: [
    "account.not_found",
    "cart.sku_unknown",
    "order.shipping_method_unknown",
    "order.shipping_unavailable",
  ],
});

export const listDrafts = /* @__PURE__ */ defineRoute(
  { auth: /* @__PURE__ */ staff("orders.read"), throttle: adminThrottle },
  {
    name: "ListDrafts",
    method: "GET",
    path: "/admin/drafts",
    summary: "List unpaid drafts",
    handler: "functions/drafts/list-drafts.handler",
    uses: [read],
    query: () => z.strictObject({ limit: z._default(wholeNumber(1, 100), 20), cursor: z.optional(cursor()) }),
    responses: { 200: { description: "A page of drafts, newest first.", body: () => page(draft()) } },
    errors: [],
  },
);

export const editDraft = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "EditDraft",
  method: "PUT",
  path: "/admin/drafts/{id}",
  summary: "Replace the contents of a draft",
  description: "The draft gets current prices. The customer gets an email and another 7 days to pay.",
  handler: "functions/drafts/edit-draft.handler",
  uses: [readWrite, readProducts],
  params: draftParam,
  body: () => z.strictObject({ version: z.int().check(z.minimum(1)), ...content() }),
  responses: { 200: /* @__PURE__ */ answer("The changed draft.") },
  errors: [
    "draft.not_found",
    "draft.changed",
    "cart.sku_unknown",
    "order.shipping_method_unknown",
    "order.shipping_unavailable",
  ],
});

export const deleteDraft = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "DeleteDraft",
  method: "DELETE",
  path: "/admin/drafts/{id}",
  summary: "Delete a draft",
  description: "The customer can then no longer pay it.",
  handler: "functions/drafts/delete-draft.handler",
  uses: [readWrite],
  params: draftParam,
  responses: { 204: { description: "The draft is deleted." } },
  errors: ["draft.not_found"],
});

export const getDraft = /* @__PURE__ */ defineRoute(customerRoute, {
  name: "GetDraft",
  method: "GET",
  path: "/drafts/{id}",
  summary: "Get a draft that support made for you",
  handler: "functions/drafts/get-draft.handler",
  uses: [read, readUsers],
  params: draftParam,
  responses: { 200: /* @__PURE__ */ answer("The draft.") },
  errors: ["draft.not_found"],
});

export const placeDraft = /* @__PURE__ */ defineRoute(customerRoute, {
  name: "PlaceDraft",
  method: "POST",
  path: "/drafts/{id}/place",
  summary: "Pay a draft and place it as an order",
  description: "The same Idempotency-Key gives the same order for 24 hours.",
  handler: "functions/drafts/place-draft.handler",
  uses: [readWrite, readProducts, readUsers],
  params: draftParam,
  headers: idempotencyKey,
  body: () =>
    z.strictObject({
      paymentToken: paymentToken(),
      agreedTotal: agreedTotal(),
    }),
  responses: {
    201: {
      description: "The order was accepted. Payment and delivery follow in the background.",
      body: order,
    },
  },
  errors: [
    "draft.not_found",
    "draft.changed",
    "idempotency.key_missing",
    "idempotency.key_reused",
    "idempotency.in_progress",
    "order.price_changed",
    "order.out_of_stock",
    "payment.token_invalid",
    "cart.sku_unknown",
    "order.shipping_method_unknown",
    "order.shipping_unavailable",
  ],
});

export const draftRoutes = [createDraft, listDrafts, editDraft, deleteDraft, getDraft, placeDraft];
