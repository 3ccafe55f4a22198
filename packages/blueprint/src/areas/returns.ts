import * as z from "zod/mini";
import { adminThrottle, ordersThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import {
  isoTime,
  list,
  money,
  named,
  prefixedId,
  quantity,
  sku,
  text,
  uniqueSkuLines,
} from "../language/schema.ts";
import { ordersAuth } from "./accounts/identity.ts";
import { label } from "./logistics.ts";
import { idempotencyKey } from "./orders.ts";
import { refundState } from "./payments.ts";

const RETURN_STATUSES = [
  "REQUESTED",
  "APPROVED",
  "REFUSED",
  "RECEIVED",
  "COMPLETED",
  "LAPSED",
  "NEEDS_ATTENTION",
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** Nothing more happens to the return by itself. */
export const isAtRest = (status: ReturnStatus): boolean =>
  status !== "REQUESTED" && status !== "APPROVED" && status !== "RECEIVED";

const returnStatus = /* @__PURE__ */ named("ReturnStatus", () => z.enum(RETURN_STATUSES));

const exchangeVariant = /* @__PURE__ */ named("ExchangeVariant", () =>
  z.object({
    sku: sku(),
    productId: z.string(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    unitPrice: money(),
  }),
);

const returnLine = /* @__PURE__ */ named("ReturnLine", () =>
  z.object({ sku: sku(), quantity: quantity(), exchange: z.optional(exchangeVariant()) }),
);

const goodsCondition = /* @__PURE__ */ named("GoodsCondition", () =>
  z
    .enum(["resalable", "damaged"])
    .check(z.describe("`resalable` goods go back on sale, `damaged` goods are written off.")),
);

const receivedLine = /* @__PURE__ */ named("ReceivedLine", () =>
  z.strictObject({ sku: sku(), quantity: quantity(), condition: goodsCondition() }),
);

const orderReturn = /* @__PURE__ */ named("Return", () =>
  z.object({
    id: prefixedId("ret"),
    orderId: prefixedId("ord"),
    status: returnStatus(),
    requestedAt: isoTime(),
    updatedAt: isoTime(),
    reason: z.string(),
    lines: z.array(returnLine()),
    received: z.optional(z.array(receivedLine())),
    refund: z.optional(money()),
    replacement: z.optional(
      prefixedId("ord").check(z.describe("The order that replaces the returned goods of an exchange.")),
    ),
    note: z.optional(z.string()),
  }),
);

const settledReturn = /* @__PURE__ */ named("SettledReturn", () =>
  z.extend(orderReturn(), { refundState: z.optional(refundState()) }),
);

const exchangeFor = /* @__PURE__ */ named("ExchangeRequest", () => z.strictObject({ sku: sku() }));

const requestedLine = /* @__PURE__ */ named("ReturnLineRequest", () =>
  z.strictObject({ sku: sku(), quantity: quantity(), exchange: z.optional(exchangeFor()) }),
);

export type Return = z.output<ReturnType<typeof orderReturn>>;

const readWrite = { resource: commerceTable, access: "read-write" } as const;
const orderParam = () => z.strictObject({ id: prefixedId("ord") });
const returnParam = () => z.strictObject({ id: prefixedId("ord"), returnId: prefixedId("ret") });
const answer = (description: string) => ({ description, body: orderReturn }) as const;

const customerRoute = { auth: ordersAuth, throttle: ordersThrottle, path: "/orders/{id}/returns" } as const;
const staffRoute = {
  auth: /* @__PURE__ */ staff("orders.returns"),
  throttle: adminThrottle,
  method: "POST",
} as const;

export const requestReturn = /* @__PURE__ */ defineRoute(customerRoute, {
  name: "RequestReturn",
  method: "POST",
  summary: "Request a return",
  description:
    "Returns units for a refund, or for another variant of the same product that costs no more. Possible for 30 days after shipping. The same Idempotency-Key gives the same return of the order.",
  handler: "functions/returns/request-return.handler",
  uses: [readWrite, { resource: productCache, access: "read" }],
  headers: idempotencyKey,
  params: orderParam,
  body: () =>
    z.strictObject({
      lines: uniqueSkuLines(requestedLine()),
      reason: text(500),
    }),
  responses: { 201: /* @__PURE__ */ answer("The return. Support decides on it.") },
  errors: [
    "order.not_found",
    "order.not_returnable",
    "order.return_exceeds",
    "return.exchange_unavailable",
    "return.exchange_dearer",
    "return.exchange_exceeds",
    "idempotency.key_missing",
    "idempotency.key_reused",
  ],
});

export const listReturns = /* @__PURE__ */ defineRoute(customerRoute, {
  name: "ListReturns",
  method: "GET",
  summary: "List the returns of an order",
  handler: "functions/returns/list-returns.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  params: orderParam,
  responses: { 200: { description: "The returns, oldest first.", body: () => list(orderReturn()) } },
  errors: ["order.not_found"],
});

export const getReturnLabel = /* @__PURE__ */ defineRoute(
  { auth: ordersAuth, throttle: ordersThrottle },
  {
    name: "GetReturnLabel",
    method: "GET",
    path: "/orders/{id}/returns/{returnId}/label",
    summary: "Get the shipping label of an approved return",
    handler: "functions/returns/get-label.handler",
    uses: [{ resource: commerceTable, access: "read" }],
    params: returnParam,
    responses: { 200: { description: "The label.", body: label } },
    errors: ["order.not_found", "return.not_found", "return.no_label"],
  },
);

export const decideReturn = /* @__PURE__ */ defineRoute(staffRoute, {
  name: "DecideReturn",
  path: "/admin/orders/{id}/returns/{returnId}/decision",
  summary: "Approve or refuse a return",
  description: "The note is sent to the customer.",
  handler: "functions/returns/decide-return.handler",
  uses: [readWrite],
  params: returnParam,
  body: () => z.strictObject({ approve: z.boolean(), note: z.optional(text(500)) }),
  responses: { 200: /* @__PURE__ */ answer("The return with the decision.") },
  errors: ["return.not_found", "return.not_open"],
});

export const receiveReturn = /* @__PURE__ */ defineRoute(staffRoute, {
  name: "ReceiveReturn",
  path: "/admin/orders/{id}/returns/{returnId}/receipt",
  summary: "Record the goods received for a return",
  description: "Starts the refund or the exchange. Units that did not arrive can be part of a later return.",
  handler: "functions/returns/receive-return.handler",
  uses: [readWrite],
  params: returnParam,
  body: () =>
    z.strictObject({
      lines: uniqueSkuLines(receivedLine()),
    }),
  responses: { 200: /* @__PURE__ */ answer("The return with the received goods.") },
  errors: ["return.not_found", "return.not_open", "order.return_exceeds"],
});

export const settleReturn = /* @__PURE__ */ defineRoute(staffRoute, {
  name: "SettleReturn",
  path: "/admin/orders/{id}/returns/{returnId}/settlement",
  summary: "Complete a return whose goods have arrived",
  description:
    "Restocks and refunds what is still open. Possible when the return is RECEIVED or NEEDS_ATTENTION, or COMPLETED with a refund that is not confirmed. Remove the cause of a failure first.",
  handler: "functions/returns/settle-return.handler",
  uses: [readWrite],
  params: returnParam,
  responses: {
    200: {
      description: "The completed return. `refundState` is absent if there is nothing to refund.",
      body: settledReturn,
    },
  },
  errors: ["return.not_found", "return.not_open"],
});

export const returnRoutes = [
  requestReturn,
  listReturns,
  getReturnLabel,
  decideReturn,
  receiveReturn,
  settleReturn,
];
