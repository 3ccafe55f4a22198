import type { FailureReason } from "@tradewind/blueprint/areas/events";
import type { Money } from "@tradewind/blueprint/language/schema";
import { format } from "../platform/money.ts";
import { letter, type Mail } from "./letter.ts";

export function orderPlacedMail(
  name: string,
  order: {
    orderId: string;
    lines: { name: string; quantity: number }[];
    total: Money;
    exchangeOf?: string | undefined;
  },
): Mail {
  if (order.exchangeOf !== undefined) return exchangePlacedMail(name, order, order.exchangeOf);
  return letter(
    `We have received your order ${order.orderId}`,
    name,
    "Thank you for your order. You have ordered:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    `Total: ${format(order.total)}`,
    "We will write to you again when your order is on its way.",
  );
}

export function draftOfferedMail(draft: {
  draftId: string;
  shippingAddress: { name: string };
  lines: { name: string; quantity: number }[];
  totals: { total: Money };
  note?: string;
  expiresAt: number;
}): Mail {
  return letter(
    `Please pay for your order ${draft.draftId}`,
    draft.shippingAddress.name,
    "We have prepared this order for you:",
    draft.lines.map((line) => `${line.quantity} × ${line.name}`),
    ...(draft.note === undefined ? [] : [draft.note]),
    `Total including delivery: ${format(draft.totals.total)}`,
    `Please pay by ${formatTime(new Date(draft.expiresAt * 1000).toISOString())}. The order is placed when you pay. If you do not pay by then, the offer expires.`,
  );
}

function exchangePlacedMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[] },
  exchangeOf: string,
): Mail {
  return letter(
    `We have placed your replacement order ${order.orderId}`,
    name,
    `In exchange for the items that you returned from order ${exchangeOf}, we will send you:`,
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    "You have nothing to pay. If we cannot send the replacement, we will refund you and write to you.",
  );
}

export function paymentChallengedMail(
  name: string,
  payment: { orderId: string; url: string; until: string },
): Mail {
  return letter(
    `Please confirm the payment of your order ${payment.orderId}`,
    name,
    "Your bank asks you to confirm this payment. Please do so here:",
    [payment.url],
    `If the payment is not confirmed by ${formatTime(payment.until)}, we will cancel your order and you will not be charged.`,
  );
}

export function orderAwaitingStockMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[]; shipsFrom?: string | undefined },
): Mail {
  return letter(
    `Part of your order ${order.orderId} is not in stock yet`,
    name,
    "Thank you for your order. We are still waiting for these items:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    ...(order.shipsFrom ? [`We expect to ship them from ${formatDay(order.shipsFrom)}.`] : []),
    "We will write to you when we have all items, and ship your order then. Until it ships, you can cancel it for a full refund.",
  );
}

export function orderRestockedMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `All items of your order ${order.orderId} are in stock`,
    name,
    "We now have all items of your order. We are handing it to the carrier and will write to you when it is on its way.",
  );
}

export function orderPartiallyShippedMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `The first parcel of your order ${order.orderId} has shipped`,
    name,
    "Your order comes in several parcels. The carrier has picked up the first one. We will write to you when the last one is on its way.",
  );
}

export function orderShippedMail(name: string, order: { orderId: string; trackingNumber: string }): Mail {
  return letter(
    `Your order ${order.orderId} is on its way`,
    name,
    order.trackingNumber === ""
      ? "The carrier has picked up your order."
      : `The carrier has picked up your order. Tracking number: ${order.trackingNumber}. Other parcels have numbers of their own.`,
  );
}

export function orderDeliveredMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `Your order ${order.orderId} has arrived`,
    name,
    "The carrier has delivered your order. We hope you like it.",
  );
}

export function orderEditedMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[]; total: Money; refunded: Money },
): Mail {
  return letter(
    `Your order ${order.orderId} was changed`,
    name,
    "We have changed your order as agreed. It now contains:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    `New total: ${format(order.total)}`,
    ...(order.refunded.amount > 0 ? [`We are refunding ${format(order.refunded)}.`] : []),
  );
}

export function orderCancelledMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `Your order ${order.orderId} is cancelled`,
    name,
    "We have cancelled your order. If you have paid for it, we are refunding your payment.",
  );
}

export function orderRefundedMail(name: string, refund: { orderId: string; refunded: Money }): Mail {
  return letter(
    `Your refund for order ${refund.orderId}`,
    name,
    `We have refunded ${format(refund.refunded)} to your original payment method. It should arrive within a few days.`,
  );
}

/** `2 Jan 2026, 13:00 UTC`. */
const formatTime = (isoTime: string) =>
  `${new Date(isoTime).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;

/** `2 Jan 2026`. */
const formatDay = (isoTime: string) =>
  new Date(isoTime).toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** The detail of stock and of payments is written for customers: "The card was declined." */
const APOLOGY: Record<FailureReason, (detail: string) => string> = {
  INVENTORY_UNAVAILABLE: (detail) => detail,
  PAYMENT_FAILED: (detail) => detail,
  SHIPPING_FAILED: () => "We could not arrange the delivery.",
  PROCESSING_FAILED: () => "We could not process your order.",
  CANCELLED: () => "It took us longer than usual to cancel your order.",
};

interface FailedOrder {
  orderId: string;
  reason: FailureReason;
  detail: string;
  /** All three are absent when nothing was captured. */
  refunded?: Money | undefined;
  refunding?: Money | undefined;
  kept?: Money | undefined;
}

export function orderFailedMail(name: string, order: FailedOrder): Mail {
  const { orderId, reason, detail, refunded, refunding, kept } = order;
  const settled = [
    ...(refunded ? [`We have refunded ${format(refunded)} to your original payment method.`] : []),
    ...(refunding ? [`We are refunding ${format(refunding)} and will write to you when it is done.`] : []),
    ...(kept ? [`${format(kept)} is not refunded yet. We will write to you about it.`] : []),
  ];
  return letter(
    reason === "CANCELLED" ? cancelledSubject(order) : `Your order ${orderId} could not be completed`,
    name,
    `We are sorry. ${APOLOGY[reason](detail)}`,
    ...(settled.length > 0 ? settled : ["You have not been charged."]),
  );
}

const cancelledSubject = ({ orderId, refunded, refunding, kept }: FailedOrder) =>
  `Your order ${orderId} is cancelled${refunded && !refunding && !kept ? " and refunded" : ""}`;
