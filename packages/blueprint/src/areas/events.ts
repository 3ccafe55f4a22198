import * as z from "zod/mini";
import { defineEvent } from "../language/define.ts";
import type { BusDefinition } from "../language/resources.ts";
import { isoTime, money, prefixedId, quantity, sku, text } from "../language/schema.ts";

export const bus = { kind: "bus", name: "Events", source: "tradewind" } as const satisfies BusDefinition;

/** Who caused something: a customer, a member of staff, or the platform itself. */
export const actor = () =>
  z.object({ kind: z.enum(["customer", "staff", "system", "anonymous"]), id: z.string() });

/**
 * What every event carries besides its data. `correlationId` is the same for all that follows from one request;
 * `causationId` names the request, event or saga execution that led directly to this one.
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

const orderFacts = {
  orderId: prefixedId("ord"),
  customerId: z.string(),
};

const orderLines = () =>
  z.array(z.object({ sku: sku(), name: z.string(), quantity: quantity(), unitPrice: money() }));

export const orderPlaced = /* @__PURE__ */ defineEvent("order.placed", 1, () =>
  z.object({
    ...orderFacts,
    lines: orderLines(),
    total: money(),
    /** The order of which goods came back that these are sent for. */
    exchangeOf: z.optional(prefixedId("ord")),
  }),
);

/** Payment received: the amount is authorised, not yet captured. */
export const orderProcessing = /* @__PURE__ */ defineEvent("order.processing", 1, () =>
  z.object({ ...orderFacts, total: money() }),
);

/** Inventory reserved for good and the payment captured. */
export const orderFulfilled = /* @__PURE__ */ defineEvent("order.fulfilled", 1, () =>
  z.object({ ...orderFacts, total: money() }),
);

const units = () => z.array(z.object({ sku: sku(), name: z.string(), quantity: quantity() }));

/** Paid, and `lines` of it are still to come; `shipsFrom` when they are said to. */
export const orderAwaitingStock = /* @__PURE__ */ defineEvent("order.awaiting_stock", 1, () =>
  z.object({ ...orderFacts, lines: units(), shipsFrom: z.optional(isoTime()) }),
);

/** The last of the units that an order waited for have come. */
export const orderRestocked = /* @__PURE__ */ defineEvent("order.restocked", 1, () => z.object(orderFacts));

/** The first of several parcels is on its way. */
export const orderPartiallyShipped = /* @__PURE__ */ defineEvent("order.partially_shipped", 1, () =>
  z.object(orderFacts),
);

export const orderShipped = /* @__PURE__ */ defineEvent("order.shipped", 1, () =>
  z.object({ ...orderFacts, trackingNumber: z.string() }),
);

export const orderDelivered = /* @__PURE__ */ defineEvent("order.delivered", 1, () => z.object(orderFacts));

/** The reason why a saga gave up, by the names of the requirements' failure points. */
export const failureReason = () => z.enum(["INVENTORY_UNAVAILABLE", "PAYMENT_FAILED", "SHIPPING_FAILED"]);
export type FailureReason = z.infer<ReturnType<typeof failureReason>>;

export const orderFailed = /* @__PURE__ */ defineEvent("order.failed", 1, () =>
  z.object({ ...orderFacts, reason: failureReason(), detail: z.string(), refunded: z.optional(money()) }),
);

export const orderCancelled = /* @__PURE__ */ defineEvent("order.cancelled", 1, () => z.object(orderFacts));

/** The customer's bank wants to hear from them, at `url` and before `until`, or the payment fails. */
export const paymentChallenged = /* @__PURE__ */ defineEvent("payment.challenged", 1, () =>
  z.object({ ...orderFacts, url: z.url(), until: isoTime() }),
);

/** Staff changed where it goes or what is in it; what it costs less than before is given back. */
export const orderEdited = /* @__PURE__ */ defineEvent("order.edited", 1, () =>
  z.object({ ...orderFacts, lines: orderLines(), total: money(), refunded: money() }),
);

/** Support has put an order together for a customer, or changed it: it is to be paid before `until`. */
export const draftOffered = /* @__PURE__ */ defineEvent("draft.offered", 1, () =>
  z.object({ draftId: prefixedId("drf"), until: isoTime() }),
);

const returnFacts = () => ({
  ...orderFacts,
  returnId: prefixedId("ret"),
  lines: z.array(
    z.object({
      sku: sku(),
      name: z.string(),
      quantity: quantity(),
      /** What the customer wants for it, instead of money. */
      exchange: z.optional(z.object({ sku: sku(), name: z.string() })),
    }),
  ),
});

export const orderReturnRequested = /* @__PURE__ */ defineEvent("order.return_requested", 1, () =>
  z.object({ ...returnFacts(), reason: text(500) }),
);

/** The goods may come; `note` is for the customer. */
export const orderReturnApproved = /* @__PURE__ */ defineEvent("order.return_approved", 1, () =>
  z.object({ ...returnFacts(), note: z.optional(text(500)) }),
);

export const orderReturnRefused = /* @__PURE__ */ defineEvent("order.return_refused", 1, () =>
  z.object({ ...returnFacts(), note: z.optional(text(500)) }),
);

/** Nobody decided on it in time, or the goods did not come. */
export const orderReturnLapsed = /* @__PURE__ */ defineEvent("order.return_lapsed", 1, () =>
  z.object(returnFacts()),
);

/** `lines` have come, and `refund` will be given back for them. */
export const orderReturnReceived = /* @__PURE__ */ defineEvent("order.return_received", 1, () =>
  z.object({ ...returnFacts(), refund: money() }),
);

/**
 * What came back is dealt with; `complete` when nothing of the order is left with the customer. `replacement` is the order by
 * which they get something else for it.
 */
export const orderReturned = /* @__PURE__ */ defineEvent("order.returned", 1, () =>
  z.object({ ...returnFacts(), complete: z.boolean(), replacement: z.optional(prefixedId("ord")) }),
);

/** Money of a captured payment went back; `left` is what of it we keep. */
export const orderRefunded = /* @__PURE__ */ defineEvent("order.refunded", 1, () =>
  z.object({ ...orderFacts, refunded: money(), left: money(), reason: text(500) }),
);

/** An undo failed: a person has to look at the order. */
export const orderNeedsAttention = /* @__PURE__ */ defineEvent("order.needs_attention", 1, () =>
  z.object({ ...orderFacts, detail: text(1000) }),
);

const stockFacts = () =>
  z.object({ sku: sku(), available: z.int().check(z.nonnegative()), lowAt: z.int().check(z.nonnegative()) });

/** Few units are left: `lowAt` or less. */
export const stockLow = /* @__PURE__ */ defineEvent("stock.low", 1, stockFacts);

export const stockOut = /* @__PURE__ */ defineEvent("stock.out", 1, stockFacts);

/** A SKU that had run out can be bought again. */
export const stockBack = /* @__PURE__ */ defineEvent("stock.back", 1, stockFacts);

/** Units have come of a SKU that paid orders wait for. */
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
