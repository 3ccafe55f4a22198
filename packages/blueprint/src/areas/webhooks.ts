/** Webhooks that send events to the merchants' own systems. */

import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineFunction, defineRoute } from "../language/define.ts";
import type { KeyDefinition, QueueDefinition, SettingDefinition } from "../language/resources.ts";
import { cursor, isoTime, list, named, page, prefixedId, text, wholeNumber } from "../language/schema.ts";
import {
  orderAwaitingStock,
  orderCancelled,
  orderDelivered,
  orderEdited,
  orderFailed,
  orderFulfilled,
  orderNeedsAttention,
  orderPartiallyShipped,
  orderPlaced,
  orderProcessing,
  orderRefunded,
  orderReturned,
  orderReturnRequested,
  orderShipped,
  stockBack,
  stockLow,
  stockOut,
} from "./events.ts";

/** Events that a webhook can subscribe to. */
export const subscribableEvents = [
  orderPlaced,
  orderProcessing,
  orderAwaitingStock,
  orderFulfilled,
  orderPartiallyShipped,
  orderShipped,
  orderDelivered,
  orderFailed,
  orderCancelled,
  orderEdited,
  orderReturnRequested,
  orderReturned,
  orderRefunded,
  orderNeedsAttention,
  stockLow,
  stockOut,
  stockBack,
] as const;

const webhookEventType = /* @__PURE__ */ named("WebhookEventType", () =>
  z.enum(subscribableEvents.map(({ type }) => type)),
);

/** A webhook's secret is the MAC of its id under this key, so it is stored nowhere. */
export const webhookKey = {
  kind: "key",
  name: "WebhookSecrets",
  spec: "HMAC_256",
} as const satisfies KeyDefinition;

/**
 * `public` allows https to public addresses. `loopback` also allows http to this machine, to try a
 * receiver.
 */
export const webhookTargets = {
  kind: "setting",
  name: "WebhookTargets",
  value: "public",
  allowed: { pattern: "^(public|loopback)$", words: "public or loopback" },
} as const satisfies SettingDefinition;

/** The message for one attempt to deliver an event. */
export const webhookDelivery = () =>
  z.object({ webhookId: prefixedId("whk"), deliveryId: prefixedId("dlv"), attemptsBefore: z.int() });

const useTable = { resource: commerceTable, access: "read-write" } as const;

export const webhookDeliveries = {
  kind: "queue",
  name: "WebhookDeliveries",
  consumer: defineFunction("DeliverWebhook", {
    handler: "functions/webhooks/deliver-webhook.handler",
    uses: [useTable, { resource: webhookKey, access: "mac" }, { resource: webhookTargets, access: "read" }],
  }),
  // Each delivery waits for another server.
  batchSize: 1,
  maxReceives: 8,
  backoffSeconds: [5, 30, 120, 600, 1800, 7200, 21_600],
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

/** Events to be sent to the webhooks that subscribe to them. */
export const webhookEvents = {
  kind: "queue",
  name: "WebhookEvents",
  consumer: defineFunction("FanOutWebhooks", {
    handler: "functions/webhooks/fan-out.handler",
    uses: [useTable, { resource: webhookDeliveries, access: "send" }],
  }),
  batchSize: 10,
  batchWindowSeconds: 1,
  maxReceives: 5,
  visibilityTimeoutSeconds: 190,
} as const satisfies QueueDefinition;

const webhookMembers = () => ({
  id: prefixedId("whk"),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: isoTime(),
});

const webhook = /* @__PURE__ */ named("Webhook", () => z.object(webhookMembers()));
const webhookWithSecret = /* @__PURE__ */ named("WebhookWithSecret", () =>
  z.object({ ...webhookMembers(), secret: z.string() }),
);

const deliveryState = /* @__PURE__ */ named("DeliveryState", () =>
  z.enum(["PENDING", "RETRYING", "DELIVERED", "FAILED"]),
);

const delivery = /* @__PURE__ */ named("WebhookDelivery", () =>
  z.object({
    id: prefixedId("dlv"),
    eventId: prefixedId("evt"),
    eventType: z.string(),
    state: deliveryState(),
    attempts: z.int(),
    createdAt: isoTime(),
    lastAttemptAt: z.optional(isoTime()),
    lastOutcome: z
      .optional(z.string())
      .check(z.describe("HTTP status of the receiver, or the reason why there is none.")),
  }),
);

export type Delivery = z.output<ReturnType<typeof delivery>>;

const webhookRoute = { auth: /* @__PURE__ */ staff("webhooks.manage"), throttle: adminThrottle } as const;
const idParam = () => z.strictObject({ id: prefixedId("whk") });

export const createWebhook = /* @__PURE__ */ defineRoute(webhookRoute, {
  name: "CreateWebhook",
  method: "POST",
  path: "/admin/webhooks",
  summary: "Create a webhook",
  description:
    "Sends the chosen events to a URL, from a minute after the request at the latest. The signing secret is shown only once.",
  handler: "functions/webhooks/create-webhook.handler",
  uses: [useTable, { resource: webhookKey, access: "mac" }, { resource: webhookTargets, access: "read" }],
  body: () =>
    z.strictObject({
      url: text(2000),
      events: z.array(webhookEventType()).check(z.minLength(1), z.maxLength(20)),
    }),
  responses: {
    201: {
      description: "The webhook and its signing secret.",
      body: webhookWithSecret,
    },
  },
  errors: ["webhook.url_refused", "webhook.too_many"],
});

export const listWebhooks = /* @__PURE__ */ defineRoute(webhookRoute, {
  name: "ListWebhooks",
  method: "GET",
  path: "/admin/webhooks",
  summary: "List webhooks",
  handler: "functions/webhooks/list-webhooks.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  responses: { 200: { description: "All webhooks.", body: () => list(webhook()) } },
  errors: [],
});

export const deleteWebhook = /* @__PURE__ */ defineRoute(webhookRoute, {
  name: "DeleteWebhook",
  method: "DELETE",
  path: "/admin/webhooks/{id}",
  summary: "Delete a webhook",
  handler: "functions/webhooks/delete-webhook.handler",
  uses: [useTable],
  params: idParam,
  responses: { 204: { description: "The webhook is deleted. Pending deliveries are not sent." } },
  errors: ["webhook.not_found"],
});

export const listWebhookDeliveries = /* @__PURE__ */ defineRoute(webhookRoute, {
  name: "ListWebhookDeliveries",
  method: "GET",
  path: "/admin/webhooks/{id}/deliveries",
  summary: "List the deliveries of a webhook",
  description: "Covers the last 30 days.",
  handler: "functions/webhooks/list-deliveries.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  params: idParam,
  query: () => z.strictObject({ limit: z._default(wholeNumber(1, 100), 20), cursor: z.optional(cursor()) }),
  responses: { 200: { description: "A page of deliveries, newest first.", body: () => page(delivery()) } },
  errors: ["webhook.not_found"],
});

export const redeliverWebhook = /* @__PURE__ */ defineRoute(webhookRoute, {
  name: "RedeliverWebhook",
  method: "POST",
  path: "/admin/webhooks/{id}/deliveries/{deliveryId}/redeliver",
  summary: "Send a webhook delivery again",
  description: "Possible in every state of the delivery.",
  handler: "functions/webhooks/redeliver.handler",
  uses: [useTable, { resource: webhookDeliveries, access: "send" }],
  params: () => z.strictObject({ id: prefixedId("whk"), deliveryId: prefixedId("dlv") }),
  responses: { 202: { description: "The delivery is queued.", body: delivery } },
  errors: ["webhook.not_found", "webhook.delivery_not_found"],
});

export const webhookRoutes = [
  createWebhook,
  listWebhooks,
  deleteWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
];
