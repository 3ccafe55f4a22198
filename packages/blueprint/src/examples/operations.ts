import { ids, mug, times } from "./values.ts";

const webhook = {
  id: ids.webhook,
  url: "https://example.com/tradewind",
  events: ["order.placed", "order.shipped"],
  createdAt: times.placed,
};

const apiKey = {
  id: ids.apiKey,
  name: "Warehouse",
  scopes: ["stock.read"],
  requestsPerMinute: 600,
  createdAt: times.placed,
  createdBy: ids.staff,
};

/** Examples of the routes for staff and their systems. */
export const operationExamples = {
  StockLevel: {
    sku: mug.sku,
    available: 12,
    reserved: 1,
    sold: 30,
    locations: [{ location: "loc_main", available: 12, reserved: 1, sold: 30, lots: 1 }],
    policy: { policy: "backorder", limit: 20, shipsFrom: times.later },
    promised: 0,
    promisable: 20,
  },
  StockPolicy: { policy: "backorder", limit: 20, shipsFrom: times.later },
  SetStockRequest: { reference: "stocktake-2026-11", available: 40, location: "loc_main" },
  AdjustStockRequest: {
    reference: "delivery-4711",
    quantity: 24,
    reason: "received",
    location: "loc_main",
  },
  StockAdjustment: {
    id: ids.adjustment,
    reference: "delivery-4711",
    location: "loc_main",
    quantity: 24,
    reason: "received",
    by: ids.staff,
    at: times.placed,
  },
  ReceiveCarrierWebhookRequest: {
    description: "tracker.updated",
    result: { tracking_code: "9400100000000" },
  },
  CreateWebhookRequest: { url: webhook.url, events: webhook.events },
  Webhook: webhook,
  WebhookWithSecret: { ...webhook, secret: "whsec_c2VjcmV0IG9mIGFuIGV4YW1wbGU=" },
  WebhookDelivery: {
    id: ids.delivery,
    eventId: ids.event,
    eventType: "order.placed",
    state: "DELIVERED",
    attempts: 1,
    createdAt: times.placed,
    lastAttemptAt: times.paid,
    lastOutcome: "200",
  },
  CreateApiKeyRequest: { name: "Warehouse", scopes: ["stock.read"], requestsPerMinute: 600 },
  ApiKey: apiKey,
  ApiKeyWithSecret: { ...apiKey, key: `key.${ids.apiKey.slice("key_".length)}.c2VjcmV0LW9mLWFuLWV4YW1wbGU` },
  AuditEntry: {
    id: ids.auditEntry,
    at: times.later,
    actor: ids.staff,
    action: "orders.change",
    target: { order: ids.order },
    outcome: "ok",
    correlationId: ids.correlation,
  },
  SendBeaconRequest: {
    share: 0.1,
    events: [
      { type: "vital", path: "/products/harbour-mug", name: "LCP", value: 820 },
      { type: "add", path: "/products/harbour-mug", sku: mug.sku, quantity: 1 },
    ],
  },
  ReportCspViolationsRequest: [
    {
      type: "csp-violation",
      age: 10,
      url: "https://shop.example/products/harbour-mug",
      user_agent: "Mozilla/5.0",
      body: {
        documentURL: "https://shop.example/products/harbour-mug",
        effectiveDirective: "script-src-elem",
        blockedURL: "https://cdn.example/widget.js",
        disposition: "enforce",
        statusCode: 200,
      },
    },
  ],
  Problem: {
    type: "about:blank",
    title: "The cart is empty.",
    status: 409,
    code: "cart.empty",
    instance: "/orders",
    correlationId: ids.correlation,
  },
};
