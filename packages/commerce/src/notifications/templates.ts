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
    `We have your order ${order.orderId}`,
    name,
    "Thank you for your order:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    `Total: ${format(order.total)}`,
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
    `Your order ${draft.draftId} waits for you to pay`,
    draft.shippingAddress.name,
    "We have put this order together for you:",
    draft.lines.map((line) => `${line.quantity} × ${line.name}`),
    ...(draft.note === undefined ? [] : [draft.note]),
    `Total with delivery: ${format(draft.totals.total)}`,
    `You can pay it until ${moment(new Date(draft.expiresAt * 1000).toISOString())}. Without it nothing is ordered.`,
  );
}

function exchangePlacedMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[] },
  exchangeOf: string,
): Mail {
  return letter(
    `We exchange what you sent back: order ${order.orderId}`,
    name,
    `For what came back of your order ${exchangeOf} we send you this:`,
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    "There is nothing to pay. If we cannot send it, we refund it and write to you.",
  );
}

export function paymentChallengedMail(
  name: string,
  payment: { orderId: string; url: string; until: string },
): Mail {
  return letter(
    `Please confirm the payment of your order ${payment.orderId}`,
    name,
    "Your bank wants to know that it is you who pays. Confirm the payment here:",
    [payment.url],
    `Without it the order is called off at ${moment(payment.until)}, and you are not charged.`,
  );
}

export function orderAwaitingStockMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[]; shipsFrom?: string | undefined },
): Mail {
  return letter(
    `Part of your order ${order.orderId} is still to come`,
    name,
    "Your order is paid, and these are yours as soon as we have them:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    ...(order.shipsFrom ? [`We expect to send them from ${day(order.shipsFrom)}.`] : []),
    "We send your order as a whole, and write to you then. Until it leaves you may cancel it, and get your money back.",
  );
}

export function orderRestockedMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `What your order ${order.orderId} waited for has come`,
    name,
    "All of your order is here now. We hand it to the carrier.",
  );
}

export function orderPartiallyShippedMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `The first part of your order ${order.orderId} has left`,
    name,
    "Your order comes in several parcels. The carrier has picked up the first of them; the others follow.",
  );
}

export function orderShippedMail(name: string, order: { orderId: string; trackingNumber: string }): Mail {
  return letter(
    `Your order ${order.orderId} is on its way`,
    name,
    `The carrier has picked up your parcel. Tracking number: ${order.trackingNumber}`,
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
    "We have changed your order as agreed. This is what it holds now:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    `Total: ${format(order.total)}`,
    ...(order.refunded.amount > 0 ? [`${format(order.refunded)} is on its way back to you.`] : []),
  );
}

export function orderCancelledMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `Your order ${order.orderId} is cancelled`,
    name,
    "We have cancelled your order. What you paid, if anything, is on its way back to you.",
  );
}

export function orderRefundedMail(name: string, refund: { orderId: string; refunded: Money }): Mail {
  return letter(
    `A refund for your order ${refund.orderId}`,
    name,
    `We have refunded ${format(refund.refunded)}. It comes the way you paid, within a few days.`,
  );
}

/** `2 Jan 2026, 13:00 UTC`. */
const moment = (isoTime: string) =>
  `${new Date(isoTime).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;

/** `2 Jan 2026`. */
const day = (isoTime: string) =>
  new Date(isoTime).toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: "UTC" });

const APOLOGY: Record<FailureReason, string> = {
  INVENTORY_UNAVAILABLE: "Something you ordered is no longer in stock.",
  PAYMENT_FAILED: "Your payment did not go through.",
  SHIPPING_FAILED: "We cannot deliver to your address.",
};

export function orderFailedMail(
  name: string,
  order: { orderId: string; reason: FailureReason; detail: string; refunded?: Money | undefined },
): Mail {
  return letter(
    `Your order ${order.orderId} could not be completed`,
    name,
    `${APOLOGY[order.reason]} ${order.detail}`,
    order.refunded ? `We have refunded ${format(order.refunded)}.` : "You have not been charged.",
  );
}
