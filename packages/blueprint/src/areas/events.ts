import * as z from "zod/mini";
import { defineEvent } from "../language/define.ts";
import type { BusDefinition } from "../language/resources.ts";
import { isoTime, money, named, prefixedId, quantity, sku, text } from "../language/schema.ts";

export const bus = { kind: "bus", name: "Events", source: "tradewind" } as const satisfies BusDefinition;

/** The one who caused an event: a customer, a member of staff, or the platform itself. */
const actor = () => z.object({ kind: z.enum(["customer", "staff", "system", "anonymous"]), id: z.string() });

/**
 * Wraps an event's data. All events that follow from one request share its `correlationId`;
 * `causationId` names the request, event or saga execution that directly caused this event.
 */
export const envelope = <Data extends z.ZodMiniType>(data: Data) =>
  z.object({
    id: prefixedId("evt"),
    type: z.string(),
    version: z.int(),
    time: isoTime(),
    actor: actor(),
    correlationId: z.string(),
    causationId: z.string(),
    data,
  });

/**
 * Members of an event on the bus that some merchant may ask for. The pipe adds them, so that events
 * which interest no merchant cost no queue and no function.
 */
export const forMerchants = { merchants: true } as const;

const orderFields = {
  orderId: prefixedId("ord"),
  customerId: z.string(),
};

const orderLines = () =>
  z.array(z.object({ sku: sku(), name: z.string(), quantity: quantity(), unitPrice: money() }));

export const orderPlaced = /* @__PURE__ */ defineEvent("order.placed", 1, () =>
  z.object({
    ...orderFields,
    lines: orderLines(),
    total: money(),
    /** Set on an exchange: the order whose returned goods this order replaces. */
    exchangeOf: z.optional(prefixedId("ord")),
  }),
);

/** The payment is authorised but not yet captured. */
export const orderProcessing = /* @__PURE__ */ defineEvent("order.processing", 1, () =>
  z.object({ ...orderFields, total: money() }),
);

/** The stock is committed and the payment is captured. */
export const orderFulfilled = /* @__PURE__ */ defineEvent("order.fulfilled", 1, () =>
  z.object({ ...orderFields, total: money() }),
);

const units = () => z.array(z.object({ sku: sku(), name: z.string(), quantity: quantity() }));

/**
 * The order is paid, but its `lines` are not in stock yet. They ship from `shipsFrom` on, if known.
 */
export const orderAwaitingStock = /* @__PURE__ */ defineEvent("order.awaiting_stock", 1, () =>
  z.object({ ...orderFields, lines: units(), shipsFrom: z.optional(isoTime()) }),
);

/** The last units that the order waited for have arrived. */
export const orderRestocked = /* @__PURE__ */ defineEvent("order.restocked", 1, () => z.object(orderFields));

/** The first of several parcels is on its way. */
export const orderPartiallyShipped = /* @__PURE__ */ defineEvent("order.partially_shipped", 1, () =>
  z.object(orderFields),
);

export const orderShipped = /* @__PURE__ */ defineEvent("order.shipped", 1, () =>
  z.object({ ...orderFields, trackingNumber: z.string() }),
);

export const orderDelivered = /* @__PURE__ */ defineEvent("order.delivered", 1, () => z.object(orderFields));

/**
 * The reason why an order failed. The first three are the failure points of the requirements.
 * PROCESSING_FAILED is an order that did not get as far as one of them. CANCELLED is an order that
 * was cancelled, and whose undo needed a person.
 */
export const failureReason = /* @__PURE__ */ named("FailureReason", () =>
  z.enum(["INVENTORY_UNAVAILABLE", "PAYMENT_FAILED", "SHIPPING_FAILED", "PROCESSING_FAILED", "CANCELLED"]),
);
export type FailureReason = z.infer<ReturnType<typeof failureReason>>;

export const orderFailed = /* @__PURE__ */ defineEvent("order.failed", 1, () =>
  z.object({
    ...orderFields,
    reason: failureReason(),
    detail: z.string(),
    refunded: z.optional(money()),
    refunding: z.optional(
      money().check(z.describe("The processor has not confirmed it. `order.refunded` follows.")),
    ),
    kept: z.optional(money().check(z.describe("Collected and not refunded: staff settle it."))),
  }),
);

/**
 * The order goes no further. Its payment and stock are being given back; `order.failed` follows,
 * unless the order was cancelled.
 */
export const orderWithdrawn = /* @__PURE__ */ defineEvent("order.withdrawn", 1, () => z.object(orderFields));

export const orderCancelled = /* @__PURE__ */ defineEvent("order.cancelled", 1, () => z.object(orderFields));

/**
 * The customer must answer their bank's challenge at `url` before `until`, or the payment fails.
 */
export const paymentChallenged = /* @__PURE__ */ defineEvent("payment.challenged", 1, () =>
  z.object({ ...orderFields, url: z.url(), until: isoTime() }),
);

/**
 * Staff changed the address or the lines. If the order costs less now, `refunded` is the
 * difference. The refund is asked for; `order.refunded` follows once it is made.
 */
export const orderEdited = /* @__PURE__ */ defineEvent("order.edited", 1, () =>
  z.object({ ...orderFields, lines: orderLines(), total: money(), refunded: money() }),
);

/** Support created or changed a draft. The customer can pay it until `until`. */
export const draftOffered = /* @__PURE__ */ defineEvent("draft.offered", 1, () =>
  z.object({ draftId: prefixedId("drf"), until: isoTime() }),
);

const returnFields = () => ({
  ...orderFields,
  returnId: prefixedId("ret"),
  lines: z.array(
    z.object({
      sku: sku(),
      name: z.string(),
      quantity: quantity(),
      /** The variant that the customer wants instead of a refund. */
      exchange: z.optional(z.object({ sku: sku(), name: z.string() })),
    }),
  ),
});

export const orderReturnRequested = /* @__PURE__ */ defineEvent("order.return_requested", 1, () =>
  z.object({ ...returnFields(), reason: text(500) }),
);

/** The customer may send the goods back. The mail to the customer quotes `note`. */
export const orderReturnApproved = /* @__PURE__ */ defineEvent("order.return_approved", 1, () =>
  z.object({ ...returnFields(), note: z.optional(text(500)) }),
);

export const orderReturnRefused = /* @__PURE__ */ defineEvent("order.return_refused", 1, () =>
  z.object({ ...returnFields(), note: z.optional(text(500)) }),
);

/**
 * Support did not decide in time, or the goods did not arrive. The customer may still make a new
 * request if it is `requestable`.
 */
export const orderReturnLapsed = /* @__PURE__ */ defineEvent("order.return_lapsed", 1, () =>
  z.object({ ...returnFields(), requestable: z.optional(z.boolean()) }),
);

/** The goods in `lines` have arrived, and `refund` will be paid for them. */
export const orderReturnReceived = /* @__PURE__ */ defineEvent("order.return_received", 1, () =>
  z.object({ ...returnFields(), refund: money() }),
);

/**
 * The return is settled. It is `complete` when the customer has returned all units of the order;
 * `replacement` is the order that an exchange placed.
 */
export const orderReturned = /* @__PURE__ */ defineEvent("order.returned", 1, () =>
  z.object({ ...returnFields(), complete: z.boolean(), replacement: z.optional(prefixedId("ord")) }),
);

/** Part of a captured payment was refunded; `left` is the rest of the payment. */
export const orderRefunded = /* @__PURE__ */ defineEvent("order.refunded", 1, () =>
  z.object({ ...orderFields, refunded: money(), left: money(), reason: text(500) }),
);

/** A person must look at the order: an undo failed, or a parcel of it is in trouble. */
export const orderNeedsAttention = /* @__PURE__ */ defineEvent("order.needs_attention", 1, () =>
  z.object({ ...orderFields, detail: text(1000) }),
);

const stockFields = () =>
  z.object({ sku: sku(), available: z.int().check(z.nonnegative()), lowAt: z.int().check(z.nonnegative()) });

/** The SKU has `lowAt` units or fewer. */
export const stockLow = /* @__PURE__ */ defineEvent("stock.low", 1, stockFields);

export const stockOut = /* @__PURE__ */ defineEvent("stock.out", 1, stockFields);

/** A SKU that was sold out can be bought again. */
export const stockBack = /* @__PURE__ */ defineEvent("stock.back", 1, stockFields);

/** Units arrived of a SKU that paid orders wait for. */
export const stockArrived = /* @__PURE__ */ defineEvent("stock.arrived", 1, () => z.object({ sku: sku() }));

export const events = [
  orderPlaced,
  orderProcessing,
  orderAwaitingStock,
  orderRestocked,
  orderFulfilled,
  orderPartiallyShipped,
  orderShipped,
  orderDelivered,
  orderWithdrawn,
  orderFailed,
  orderCancelled,
  paymentChallenged,
  orderEdited,
  draftOffered,
  orderReturnRequested,
  orderReturnApproved,
  orderReturnRefused,
  orderReturnLapsed,
  orderReturnReceived,
  orderReturned,
  orderRefunded,
  orderNeedsAttention,
  stockLow,
  stockOut,
  stockBack,
  stockArrived,
];
