import { address, email, ids, mug, times, trackingNumber, twoMugs, usd } from "./values.ts";

const content = {
  lines: [{ ...mug, quantity: 2, unitPrice: usd(1999), total: usd(3998) }],
  totals: { subtotal: usd(3998), shipping: usd(499), total: usd(4497) },
  shippingAddress: address,
  shippingMethod: "standard",
};

const order = {
  id: ids.order,
  status: "SHIPPED",
  placedAt: times.placed,
  updatedAt: times.shipped,
  ...content,
  payment: { brand: "visa", last4: "4242", status: "CAPTURED", captured: usd(4497) },
  trackingNumber,
};

const parcel = {
  trackingNumber,
  location: "loc_main",
  contents: [twoMugs],
  carrier: "built-in",
  status: "PICKED_UP",
  scans: [{ scan: "PICKED_UP", at: times.shipped }],
};

const staffFields = { customerId: ids.customer, correlationId: ids.correlation };

const note = {
  id: ids.journalEntry,
  at: times.later,
  by: ids.staff,
  action: "note",
  detail: "The customer asked for a gift box.",
};

const orderReturn = {
  id: ids.return,
  orderId: ids.order,
  status: "RECEIVED",
  requestedAt: times.later,
  updatedAt: times.later,
  reason: "One mug is too small.",
  lines: [{ sku: mug.sku, quantity: 1 }],
  received: [{ sku: mug.sku, quantity: 1, condition: "resalable" }],
  refund: usd(1999),
};

export const orderExamples = {
  PlaceOrderRequest: {
    paymentToken: ids.paymentToken,
    shippingAddress: address,
    shippingMethod: "standard",
    agreedTotal: usd(4497),
  },
  Order: order,
  TimelineEntry: { at: times.paid, kind: "step", name: "ProcessPayment", outcome: "succeeded" },
  Tracking: { parcels: [parcel] },
  StaffOrder: { ...order, ...staffFields },
  OrderDetail: {
    ...order,
    ...staffFields,
    parcels: [parcel],
    journal: [note],
  },
  JournalEntry: note,
  StaffTimeline: {
    items: [
      { at: times.paid, kind: "step", name: "ProcessPayment", outcome: "succeeded" },
      { at: times.later, kind: "action", name: "note", by: ids.staff },
    ],
    correlationId: ids.correlation,
  },
  OrderCost: {
    source: "model",
    pricesOf: "us-east-1, 2026-11-22",
    items: [{ name: "place", count: 1, dollarsPerMillion: 18.24 }],
    platform: 64.79,
    mail: 200,
  },
  EditOrderRequest: {
    reference: "edit-1",
    reason: "The customer wants one mug only.",
    lines: [{ sku: mug.sku, quantity: 1 }],
  },
  AddOrderNoteRequest: { text: "The customer asked for a gift box." },
  AdminCancelOrderRequest: { reason: "The customer called." },
  UndoOrderRequest: { reason: "The carrier does not deliver there." },
  ResolveOrderRequest: { outcome: "SHIPPED", reason: "The carrier confirmed the pickup by telephone." },
  RefundOrderRequest: { reference: "refund-1", amount: 500, reason: "The parcel came late." },
  OrderRefund: { state: "made", amount: usd(500), left: usd(3997) },
  Draft: {
    id: ids.draft,
    email,
    customerId: ids.customer,
    ...content,
    note: "As we agreed by telephone.",
    version: 1,
    updatedAt: times.placed,
    expiresAt: "2026-12-07T09:15:00.000Z",
  },
  CreateDraftRequest: {
    customer: { email },
    lines: [twoMugs],
    shippingAddress: address,
    note: "As we agreed by telephone.",
  },
  EditDraftRequest: { version: 1, lines: [twoMugs], shippingAddress: address },
  PlaceDraftRequest: { paymentToken: ids.paymentToken, agreedTotal: usd(4497) },
  Return: orderReturn,
  SettledReturn: { ...orderReturn, status: "COMPLETED", refundState: "made" },
  RequestReturnRequest: { lines: [{ sku: mug.sku, quantity: 1 }], reason: "One mug is too small." },
  DecideReturnRequest: { approve: true, note: "Please use the label." },
  ReceiveReturnRequest: { lines: [{ sku: mug.sku, quantity: 1, condition: "resalable" }] },
  Label: { url: "https://example.com/labels/42.pdf", carrierNumber: "9400100000000000000000" },
  ParcelLabel: { trackingNumber, location: "loc_main", label: { pdf: "JVBERi0xLjQK" } },
};
