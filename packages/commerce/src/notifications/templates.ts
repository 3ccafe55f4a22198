import type { FailureReason } from "@tradewind/blueprint/events";
import type { Money } from "@tradewind/blueprint/schema";
import { format } from "../money.ts";
import { letter, type Mail } from "./letter.ts";

export function orderPlacedMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[]; total: Money },
): Mail {
  return letter(
    `We have your order ${order.orderId}`,
    name,
    "Thank you for your order:",
    order.lines.map((line) => `${line.quantity} × ${line.name}`),
    `Total: ${format(order.total)}`,
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

export function orderCancelledMail(name: string, order: { orderId: string }): Mail {
  return letter(
    `Your order ${order.orderId} is cancelled`,
    name,
    "We have cancelled your order. What you paid, if anything, is on its way back to you.",
  );
}

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
