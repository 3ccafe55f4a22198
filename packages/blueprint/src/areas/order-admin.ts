/** The orders of all customers, for staff. */

import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineRoute, type Use } from "../language/define.ts";
import {
  address,
  cursor,
  isoTime,
  list,
  money,
  named,
  page,
  prefixedId,
  reference,
  skuQuantity,
  text,
  uniqueSkuLines,
  wholeNumber,
} from "../language/schema.ts";
import { carrierAccounts } from "./carriers.ts";
import { tracking } from "./logistics.ts";
import { order, orderStatus } from "./orders.ts";
import { refundState } from "./payments.ts";
import { returnSaga } from "./return-saga.ts";

const journalAction = /* @__PURE__ */ named("JournalAction", () =>
  z.enum(["note", "cancel", "undo", "resolve", "refund", "edit"]),
);

const journalEntry = /* @__PURE__ */ named("JournalEntry", () =>
  z.object({
    id: prefixedId("jrn"),
    at: isoTime(),
    by: z.string().check(z.describe("Account id of the member of staff.")),
    action: journalAction(),
    detail: z.string(),
  }),
);

export type JournalEntry = z.output<ReturnType<typeof journalEntry>>;

const staffFields = () => ({
  customerId: z.string(),
  correlationId: z.string().check(z.describe("Shared by all logs, events and emails of the order.")),
  dueAt: z.optional(
    isoTime().check(z.describe("When the saga next processes the order. On NEEDS_ATTENTION: since when.")),
  ),
});

const staffOrder = /* @__PURE__ */ named("StaffOrder", () => z.extend(order(), staffFields()));

const orderDetail = /* @__PURE__ */ named("OrderDetail", () =>
  z.extend(order(), { ...staffFields(), ...tracking().shape, journal: z.array(journalEntry()) }),
);

const entryKind = /* @__PURE__ */ named("StaffTimelineEntryKind", () =>
  z.enum(["status", "step", "retry", "compensation", "event", "message", "action"]),
);

const timelineEntry = /* @__PURE__ */ named("StaffTimelineEntry", () =>
  z.object({
    at: isoTime(),
    kind: entryKind(),
    name: z.string(),
    outcome: z.optional(z.string()),
    detail: z.optional(z.string()),
    by: z.optional(z.string()),
    cause: z.optional(z.string().check(z.describe("Id of the request, event or execution that caused it."))),
  }),
);

const staffTimeline = /* @__PURE__ */ named("StaffTimeline", () =>
  z.extend(list(timelineEntry()), { correlationId: z.string() }),
);

export type TimelineEntry = z.output<ReturnType<typeof timelineEntry>>;

const orderRefund = /* @__PURE__ */ named("OrderRefund", () =>
  z.object({
    state: refundState(),
    amount: money(),
    left: money().check(z.describe("The amount that can still be refunded.")),
  }),
);

const readRoute = { auth: /* @__PURE__ */ staff("orders.read"), throttle: adminThrottle } as const;
const changeRoute = { auth: /* @__PURE__ */ staff("orders.change"), throttle: adminThrottle } as const;
const refundRoute = { auth: /* @__PURE__ */ staff("orders.refund"), throttle: adminThrottle } as const;
const read = { resource: commerceTable, access: "read" } as const;
const readWrite = { resource: commerceTable, access: "read-write" } as const;
const idParam = () => z.strictObject({ id: prefixedId("ord") });

export const adminListOrders = /* @__PURE__ */ defineRoute(readRoute, {
  name: "AdminListOrders",
  method: "GET",
  path: "/admin/orders",
  summary: "List all orders",
  description: "A page can hold fewer orders than `limit`. Continue until `nextCursor` is absent.",
  handler: "functions/order-admin/list-orders.handler",
  uses: [read],
  query: () =>
    z.strictObject({
      status: z.optional(orderStatus()),
      customerId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/))),
      from: z.optional(isoTime().check(z.describe("Placed at this time or later."))),
      to: z.optional(isoTime().check(z.describe("Placed before this time."))),
      limit: z._default(wholeNumber(1, 100), 20),
      cursor: z.optional(cursor()),
    }),
  responses: {
    200: {
      description: "A page of orders, newest first.",
      body: () => page(staffOrder()),
    },
  },
  errors: [],
});

export const adminGetOrder = /* @__PURE__ */ defineRoute(readRoute, {
  name: "AdminGetOrder",
  method: "GET",
  path: "/admin/orders/{id}",
  summary: "Get any order",
  description: "Includes the order's parcels and the journal of the actions of staff.",
  tagged: true,
  handler: "functions/order-admin/get-order.handler",
  uses: [read],
  params: idParam,
  responses: {
    200: {
      description: "The order with its parcels and its journal.",
      body: orderDetail,
    },
  },
  errors: ["order.not_found"],
});

export const adminGetTimeline = /* @__PURE__ */ defineRoute(readRoute, {
  name: "AdminGetTimeline",
  method: "GET",
  path: "/admin/orders/{id}/timeline",
  summary: "Get the full timeline of an order",
  description:
    "Shows changes of status, processing steps, retries, compensations, events, messages and actions of staff.",
  tagged: true,
  handler: "functions/order-admin/get-timeline.handler",
  uses: [read, { resource: returnSaga, access: "inspect" }],
  params: idParam,
  responses: {
    200: {
      description: "The entries, oldest first.",
      body: staffTimeline,
    },
  },
  errors: ["order.not_found"],
});

const costItem = /* @__PURE__ */ named("CostItem", () =>
  z.object({
    name: z.string().check(z.describe("A step of the order, such as `place` or `pay`.")),
    count: z.int(),
    dollarsPerMillion: z.number(),
  }),
);

/** The price of a million orders like this one, in US dollars. */
const orderCost = /* @__PURE__ */ named("OrderCost", () =>
  z.object({
    source: z.literal("model"),
    pricesOf: z.string().check(z.describe("Region and date of AWS's prices.")),
    items: z.array(costItem()),
    platform: z.number().check(z.describe("US dollars per million orders, without mail.")),
    mail: z.number().check(z.describe("US dollars per million orders.")),
  }),
);

export type OrderCost = z.output<ReturnType<typeof orderCost>>;

export const adminGetOrderCost = /* @__PURE__ */ defineRoute(readRoute, {
  name: "AdminGetOrderCost",
  method: "GET",
  path: "/admin/orders/{id}/cost",
  summary: "Get what an order costs on AWS",
  description:
    "US dollars for a million orders like this one, by step. Returns, edits and refunds by staff are not included.",
  handler: "functions/order-admin/get-cost.handler",
  uses: [read],
  params: idParam,
  responses: { 200: { description: "The cost of the order by step.", body: orderCost } },
  errors: ["order.not_found"],
});

const resolvedAs = /* @__PURE__ */ named("ResolvedAs", () => z.enum(["SHIPPED", "FAILED"]));
const reasonBody = () => z.strictObject({ reason: text(500) });
const detailResponse = (description: string) => ({ description, body: orderDetail }) as const;

export const addOrderNote = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "AddOrderNote",
  method: "POST",
  path: "/admin/orders/{id}/notes",
  summary: "Add a note to an order",
  description: "Only staff can read notes.",
  handler: "functions/order-admin/add-note.handler",
  uses: [readWrite],
  params: idParam,
  body: () => z.strictObject({ text: text(2000) }),
  responses: { 201: { description: "The note.", body: journalEntry } },
  errors: ["order.not_found"],
});

export const adminCancelOrder = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "AdminCancelOrder",
  method: "POST",
  path: "/admin/orders/{id}/cancel",
  summary: "Cancel any order",
  description: "Possible while the order is PENDING, AWAITING_STOCK or FULFILLED. Any payment is refunded.",
  handler: "functions/order-admin/cancel-order.handler",
  uses: [readWrite],
  params: idParam,
  body: reasonBody,
  responses: { 200: /* @__PURE__ */ detailResponse("The cancelled order.") },
  errors: ["order.not_found", "order.not_cancellable"],
});

export const undoOrder = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "UndoOrder",
  method: "POST",
  path: "/admin/orders/{id}/undo",
  summary: "Undo an order that needs attention",
  description:
    "Cancels the booking, refunds the payment and returns the stock. The order is then FAILED. Refused once a parcel has left. If the undo fails, repeat it: finished steps stay finished.",
  handler: "functions/order-admin/undo-order.handler",
  // Not a spread, which a bundler cannot drop with an unused route.
  uses: /* @__PURE__ */ ([readWrite] as Use[]).concat(carrierAccounts),
  params: idParam,
  body: reasonBody,
  timeoutSeconds: 29,
  responses: { 200: /* @__PURE__ */ detailResponse("The failed order.") },
  errors: ["order.not_found", "order.not_undoable"],
});

export const resolveOrder = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "ResolveOrder",
  method: "POST",
  path: "/admin/orders/{id}/resolution",
  summary: "Close an order that needs attention",
  description:
    "For an order that can be neither undone nor shipped, for example because some of its parcels have left. First settle money and stock with refunds and adjustments. This sets only the status. SHIPPED: units that an undo released are allocated again if available. FAILED: remaining bookings are cancelled.",
  handler: "functions/order-admin/resolve-order.handler",
  uses: /* @__PURE__ */ ([readWrite] as Use[]).concat(carrierAccounts),
  params: idParam,
  timeoutSeconds: 29,
  body: () => z.strictObject({ outcome: resolvedAs(), reason: text(500) }),
  responses: { 200: /* @__PURE__ */ detailResponse("The closed order.") },
  errors: ["order.not_found", "order.needs_no_attention", "order.parcel_left"],
});

export const refundOrder = /* @__PURE__ */ defineRoute(refundRoute, {
  name: "RefundOrder",
  method: "POST",
  path: "/admin/orders/{id}/refunds",
  summary: "Refund part of a captured payment",
  description:
    "The same reference refunds only once. The customer is told when the processor has confirmed the refund.",
  handler: "functions/order-admin/refund-order.handler",
  uses: [readWrite],
  params: idParam,
  body: () =>
    z.strictObject({
      reference: reference(),
      amount: z
        .int()
        .check(z.minimum(1), z.maximum(999_999_999), z.describe("In minor units of the order's currency.")),
      reason: text(500),
    }),
  responses: {
    200: {
      description: "The refund under this reference.",
      body: orderRefund,
    },
  },
  errors: ["order.not_found", "payment.refund_exceeds"],
});

export const editOrder = /* @__PURE__ */ defineRoute(changeRoute, {
  name: "EditOrder",
  method: "PATCH",
  path: "/admin/orders/{id}",
  summary: "Change a paid order before it ships",
  description:
    "Changes the address, the lines or both of a FULFILLED order. If the order then costs less, the difference is refunded, and the customer is told when the processor has confirmed the refund. The same reference edits only once.",
  handler: "functions/order-admin/edit-order.handler",
  uses: [readWrite, { resource: productCache, access: "read" }],
  params: idParam,
  body: () =>
    z.strictObject({
      reference: reference(),
      reason: text(500),
      shippingAddress: z.optional(address()),
      lines: z.optional(
        uniqueSkuLines(skuQuantity()).check(
          z.describe("All lines of the changed order. A line that is missing here is removed."),
        ),
      ),
    }),
  responses: { 200: /* @__PURE__ */ detailResponse("The changed order.") },
  errors: [
    "order.not_found",
    "order.not_editable",
    "order.edit_exceeds_payment",
    "order.edit_too_large",
    "order.shipping_unavailable",
    "cart.sku_unknown",
    "stock.insufficient",
    "payment.refund_exceeds",
  ],
});

export const orderAdminRoutes = [
  editOrder,
  adminListOrders,
  adminGetOrder,
  adminGetTimeline,
  adminGetOrderCost,
  addOrderNote,
  adminCancelOrder,
  undoOrder,
  resolveOrder,
  refundOrder,
];
