import * as z from "zod/mini";
import { ordersThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import {
  address,
  cursor,
  isoTime,
  list,
  money,
  named,
  page,
  prefixedId,
  quantity,
  sku,
  skuQuantity,
  wholeNumber,
} from "../language/schema.ts";
import { ordersAuth } from "./accounts/identity.ts";
import { failureReason } from "./events.ts";
import { ORDER_STATUSES } from "./order-states.ts";
import { cardBrand, paymentStatus, paymentToken } from "./payments.ts";

export const orderStatus = /* @__PURE__ */ named("OrderStatus", () => z.enum(ORDER_STATUSES));

const orderLine = /* @__PURE__ */ named("OrderLine", () =>
  z.object({
    sku: sku(),
    productId: z.string(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    quantity: quantity(),
    unitPrice: money(),
    total: money(),
  }),
);

export const orderTotals = /* @__PURE__ */ named("OrderTotals", () =>
  z.object({
    subtotal: money(),
    shipping: money(),
    credit: z.optional(
      money().check(z.describe("On an exchange: value of the returned goods, subtracted from the total.")),
    ),
    total: money(),
  }),
);

/** Members that orders and drafts have in common. */
export const orderContent = () => ({
  lines: z.array(orderLine()),
  totals: orderTotals(),
  shippingAddress: address(),
  shippingMethod: z.string(),
});

const orderPayment = /* @__PURE__ */ named("OrderPayment", () =>
  z.object({
    brand: cardBrand(),
    last4: z.string(),
    status: z.optional(paymentStatus()),
    captured: z.optional(money()),
    refunded: z.optional(money()),
    refunding: z.optional(
      money().check(z.describe("Refunds that the processor has been asked for and has not confirmed yet.")),
    ),
  }),
);

const orderFailure = /* @__PURE__ */ named("OrderFailure", () =>
  z.object({ reason: failureReason(), detail: z.string() }),
);

export const order = /* @__PURE__ */ named("Order", () =>
  z.object({
    id: prefixedId("ord"),
    status: orderStatus(),
    placedAt: isoTime(),
    updatedAt: isoTime(),
    ...orderContent(),
    payment: orderPayment(),
    failure: z.optional(orderFailure()),
    trackingNumber: z.optional(z.string()),
    exchangeOf: z.optional(
      prefixedId("ord").check(
        z.describe("On an exchange: the order whose returned goods this order replaces."),
      ),
    ),
    awaiting: z.optional(
      z
        .array(skuQuantity())
        .check(z.describe("Units that are not in stock yet. The order ships when they have arrived.")),
    ),
  }),
);

export type Order = z.output<ReturnType<typeof order>>;

const entryKind = /* @__PURE__ */ named("TimelineEntryKind", () =>
  z.enum(["status", "step", "compensation"]),
);
const stepOutcome = /* @__PURE__ */ named("StepOutcome", () => z.enum(["succeeded", "failed"]));

const timelineEntry = /* @__PURE__ */ named("TimelineEntry", () =>
  z.object({
    at: isoTime(),
    kind: entryKind(),
    name: z.string(),
    outcome: z.optional(stepOutcome()),
    detail: z.optional(z.string()),
  }),
);

export type TimelineEntry = z.output<ReturnType<typeof timelineEntry>>;

export const shippingMethod = () =>
  z.string().check(z.maxLength(50), z.describe("A `method` of `GET /shipping-methods`."));

export const agreedTotal = () =>
  money().check(
    z.describe("The total that the customer saw. A different total is refused with `order.price_changed`."),
  );

export const idempotencyKey = () =>
  z.object({
    "idempotency-key": z
      .string()
      .check(
        z.regex(/^[\x21-\x7e]{1,255}$/),
        z.describe("A new value for each request, such as a UUID. Repeat it when you retry."),
      ),
  });

const ordersRoute = { auth: ordersAuth, throttle: ordersThrottle } as const;
const idParam = () => z.strictObject({ id: prefixedId("ord") });
const readOrders = { resource: commerceTable, access: "read" } as const;
const answer = (description: string) => ({ description, body: order }) as const;

export const placeOrder = /* @__PURE__ */ defineRoute(ordersRoute, {
  name: "PlaceOrder",
  method: "POST",
  path: "/orders",
  summary: "Place an order",
  description:
    "Orders the contents of your cart. The same Idempotency-Key gives the same order for 24 hours.",
  handler: "functions/orders/place-order.handler",
  uses: [
    { resource: commerceTable, access: "read-write" },
    { resource: productCache, access: "read" },
  ],
  headers: idempotencyKey,
  body: () =>
    z.strictObject({
      paymentToken: paymentToken(),
      shippingAddress: address(),
      shippingMethod: z.optional(shippingMethod()),
      agreedTotal: z.optional(agreedTotal()),
    }),
  responses: {
    201: /* @__PURE__ */ answer("The order was accepted. Payment and delivery follow in the background."),
  },
  errors: [
    "idempotency.key_missing",
    "idempotency.key_reused",
    "idempotency.in_progress",
    "cart.empty",
    "cart.changed",
    "cart.sku_unknown",
    "order.price_changed",
    "order.out_of_stock",
    "order.shipping_method_unknown",
    "order.shipping_unavailable",
    "payment.token_invalid",
  ],
});

export const listOrders = /* @__PURE__ */ defineRoute(ordersRoute, {
  name: "ListOrders",
  method: "GET",
  path: "/orders",
  summary: "List your orders",
  handler: "functions/orders/list-orders.handler",
  uses: [readOrders],
  query: () => z.strictObject({ limit: z._default(wholeNumber(1, 100), 20), cursor: z.optional(cursor()) }),
  responses: { 200: { description: "A page of orders, newest first.", body: () => page(order()) } },
  errors: [],
});

export const getOrder = /* @__PURE__ */ defineRoute(ordersRoute, {
  name: "GetOrder",
  method: "GET",
  path: "/orders/{id}",
  summary: "Get one of your orders",
  tagged: true,
  handler: "functions/orders/get-order.handler",
  uses: [readOrders],
  params: idParam,
  responses: { 200: /* @__PURE__ */ answer("The order.") },
  errors: ["order.not_found"],
});

export const getOrderTimeline = /* @__PURE__ */ defineRoute(ordersRoute, {
  name: "GetOrderTimeline",
  method: "GET",
  path: "/orders/{id}/timeline",
  summary: "Get the timeline of an order",
  description: "Shows the order's changes of status and its processing steps.",
  tagged: true,
  handler: "functions/orders/get-timeline.handler",
  uses: [readOrders],
  params: idParam,
  responses: {
    200: { description: "The entries, oldest first.", body: () => list(timelineEntry()) },
  },
  errors: ["order.not_found"],
});

export const cancelOrder = /* @__PURE__ */ defineRoute(ordersRoute, {
  name: "CancelOrder",
  method: "POST",
  path: "/orders/{id}/cancel",
  summary: "Cancel an order",
  description: "Possible while the order is PENDING, AWAITING_STOCK or FULFILLED. Any payment is refunded.",
  handler: "functions/orders/cancel-order.handler",
  uses: [{ resource: commerceTable, access: "read-write" }],
  params: idParam,
  responses: { 200: /* @__PURE__ */ answer("The cancelled order.") },
  errors: ["order.not_found", "order.not_cancellable"],
});

export const orderRoutes = [placeOrder, listOrders, getOrder, getOrderTimeline, cancelOrder];
