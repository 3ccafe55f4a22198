import * as z from "zod/mini";
import {
  adminThrottle,
  cartThrottle,
  ordersThrottle,
  PRODUCTS_CACHE_SECONDS,
  productsThrottle,
  webhooksThrottle,
} from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineFunction, defineRoute } from "../language/define.ts";
import type { QueueDefinition, SecretDefinition, SettingDefinition } from "../language/resources.ts";
import {
  country,
  isoTime,
  list,
  money,
  named,
  postalCode,
  prefixedId,
  skuQuantity,
  text,
  wholeNumber,
} from "../language/schema.ts";
import { ordersAuth } from "./accounts/identity.ts";
import { easyPostWebhookSecret } from "./carriers.ts";

/** The scans of a parcel on its way, in the order in which they happen. */
export const milestones = ["PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"] as const;
export type Milestone = (typeof milestones)[number];

/** UNDELIVERABLE: the carrier has given up, or sends the parcel back. */
export const scan = /* @__PURE__ */ named("Scan", () => z.enum([...milestones, "UNDELIVERABLE"]));
export type Scan = z.infer<ReturnType<typeof scan>>;

export const MOST_DETAIL_CHARACTERS = 500;

/** The carrier's own words about an UNDELIVERABLE parcel. */
export const scanDetail = () => z.optional(text(MOST_DETAIL_CHARACTERS));

/** A scan as a message of the queue. It has the same form for every carrier. */
export const carrierScan = () =>
  z.object({
    orderId: prefixedId("ord"),
    trackingNumber: z.string(),
    scan: scan(),
    at: isoTime(),
    detail: scanDetail(),
  });

/**
 * Seconds between the booking of a parcel and each of its scans by the built-in carrier. With fewer
 * numbers than scans, the later scans never happen.
 */
export const carrierPace = {
  kind: "setting",
  name: "CarrierPace",
  value: "1 30 60 90",
  allowed: { pattern: "^\\d+( \\d+){0,3}$", words: "up to four numbers of seconds, such as 1 30 60 90" },
} as const satisfies SettingDefinition;

/** Parcel scans reported by carriers. */
export const carrierScans = {
  kind: "queue",
  name: "CarrierScans",
  consumer: defineFunction("RecordScan", {
    handler: "functions/logistics/record-scan.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

/** The built-in carrier signs its webhooks with this secret, as Standard Webhooks says. */
export const builtInCarrierSecret = {
  kind: "secret",
  name: "BuiltInCarrierSecret",
  local: "whsec_bG9jYWwtY2Fycmllci1zZWNyZXQtMzItYnl0ZXMhIQ==",
} as const satisfies SecretDefinition;

/** A carrier's webhook with a valid signature, unchanged. */
export const carrierEvent = () =>
  z.object({
    carrier: z.string(),
    id: z.string(),
    body: z.string().check(z.maxLength(MOST_EVENT_CHARACTERS)),
  });

/** With JSON escapes, such a body still fits an SQS message of 1 MiB. */
export const MOST_EVENT_CHARACTERS = 100_000;

/** Carriers' webhooks are applied from this queue, after the carrier has got its answer. */
export const carrierEvents = {
  kind: "queue",
  name: "CarrierEvents",
  consumer: defineFunction("ApplyCarrierEvent", {
    handler: "functions/logistics/apply-carrier-event.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

export const receiveCarrierWebhook = /* @__PURE__ */ defineRoute(
  { errors: ["webhook.source_unknown", "webhook.signature_invalid"] },
  {
    name: "ReceiveCarrierWebhook",
    method: "POST",
    path: "/webhooks/carriers/{carrier}",
    summary: "Receive a carrier's report about a parcel",
    description: "For carriers, which sign each request. Repeated reports have no further effect.",
    handler: "functions/webhooks/receive-carrier.handler",
    auth: "none",
    throttle: webhooksThrottle,
    uses: [
      { resource: carrierEvents, access: "send" },
      { resource: builtInCarrierSecret, access: "read" },
      { resource: easyPostWebhookSecret, access: "read" },
    ],
    params: () => z.strictObject({ carrier: z.string().check(z.regex(/^[a-z-]{1,30}$/)) }),
    body: () => z.looseObject({}),
    responses: { 202: { description: "The report was accepted." } },
  },
);

const deliveryDays = /* @__PURE__ */ named("DeliveryDays", () => z.object({ from: z.int(), to: z.int() }));

const shippingOption = /* @__PURE__ */ named("ShippingOption", () =>
  z.object({
    method: z.string(),
    name: z.string(),
    price: money(),
    freeFrom: z.optional(money()).check(z.describe("Delivery is free from this subtotal on.")),
    days: deliveryDays().check(z.describe("Working days until delivery.")),
  }),
);
export type ShippingOption = z.output<ReturnType<typeof shippingOption>>;

const answer = {
  200: {
    description: "The methods, cheapest first. Empty if the shop does not deliver there.",
    body: () => list(shippingOption()),
  },
} as const;

export const listShippingMethods = /* @__PURE__ */ defineRoute(
  { method: "GET", errors: [], responses: answer },
  {
    name: "ListShippingMethods",
    path: "/shipping-methods",
    summary: "List shipping methods and their prices",
    description: "For goods of the given value and weight, at the given destination.",
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
        subtotal: z._default(wholeNumber(0, 999_999_999).check(z.describe("In minor units.")), 0),
        weightGrams: z._default(wholeNumber(0, 10_000_000), 0),
      }),
  },
);

export const listCartShippingMethods = /* @__PURE__ */ defineRoute(
  { method: "GET", errors: [], responses: answer },
  {
    name: "ListCartShippingMethods",
    path: "/cart/shipping-methods",
    summary: "List shipping methods for your cart",
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

const parcelStatus = /* @__PURE__ */ named("ParcelStatus", () =>
  z
    .enum(["SCHEDULED", ...scan().options, "CANCELLED"])
    .check(z.describe("CANCELLED: the booking was cancelled before the carrier came.")),
);

const parcelScan = /* @__PURE__ */ named("ParcelScan", () =>
  z.object({
    scan: scan(),
    at: isoTime(),
    detail: scanDetail().check(z.describe("Why the carrier cannot deliver, in its words.")),
  }),
);

const parcel = /* @__PURE__ */ named("Parcel", () =>
  z.object({
    trackingNumber: z.string(),
    location: z.string().check(z.describe("The stock location that ships the parcel.")),
    contents: z.array(skuQuantity()),
    carrier: z.string(),
    status: parcelStatus(),
    scans: z.array(parcelScan()).check(z.describe("Oldest first.")),
  }),
);

export const tracking = /* @__PURE__ */ named("Tracking", () => z.object({ parcels: z.array(parcel()) }));

export type Tracking = z.output<ReturnType<typeof tracking>>;

export const getTracking = /* @__PURE__ */ defineRoute(
  { errors: ["order.not_found"] },
  {
    name: "GetTracking",
    method: "GET",
    path: "/orders/{id}/tracking",
    summary: "Track the parcels of an order",
    tagged: true,
    handler: "functions/logistics/get-tracking.handler",
    auth: ordersAuth,
    throttle: ordersThrottle,
    uses: [{ resource: commerceTable, access: "read" }],
    params: () => z.strictObject({ id: prefixedId("ord") }),
    responses: { 200: { description: "The parcels. Empty until the carrier is booked.", body: tracking } },
  },
);

/** A shipping label: a PDF of one page, included or at a URL of the carrier. */
export const label = /* @__PURE__ */ named("Label", () => z.union([pdfLabel(), carrierLabel()]));
const pdfLabel = /* @__PURE__ */ named("PdfLabel", () =>
  z.object({ pdf: z.string().check(z.describe("The PDF, encoded in base64.")) }),
);
const carrierLabel = /* @__PURE__ */ named("CarrierLabel", () =>
  z.object({ url: z.url(), carrierNumber: z.string() }),
);

const parcelLabel = /* @__PURE__ */ named("ParcelLabel", () =>
  z.object({ trackingNumber: z.string(), location: z.string(), label: label() }),
);

export type Label = z.output<ReturnType<typeof label>>;

export const listLabels = /* @__PURE__ */ defineRoute(
  { errors: ["order.not_found"] },
  {
    name: "ListLabels",
    method: "GET",
    path: "/admin/orders/{id}/labels",
    summary: "List the shipping labels of an order",
    handler: "functions/logistics/list-labels.handler",
    auth: /* @__PURE__ */ staff("orders.read"),
    throttle: adminThrottle,
    uses: [{ resource: commerceTable, access: "read" }],
    params: () => z.strictObject({ id: prefixedId("ord") }),
    responses: {
      200: {
        description: "One label for each booked parcel.",
        body: () => list(parcelLabel()),
      },
    },
  },
);

export const logisticsRoutes = [
  listLabels,
  listShippingMethods,
  listCartShippingMethods,
  getTracking,
  receiveCarrierWebhook,
];
