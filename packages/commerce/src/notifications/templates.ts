import type { FailureReason } from "@tradewind/blueprint/events";
import type { Money } from "@tradewind/blueprint/schema";
import { format } from "../money.ts";

export interface Mail {
  subject: string;
  text: string;
}

const letter = (name: string, ...paragraphs: string[]) =>
  [`Hello ${name},`, ...paragraphs, "Your Tradewind shop"].join("\n\n");

export function orderPlacedMail(
  name: string,
  order: { orderId: string; lines: { name: string; quantity: number }[]; total: Money },
): Mail {
  const lines = order.lines.map((line) => `  ${line.quantity} × ${line.name}`).join("\n");
  return {
    subject: `We have your order ${order.orderId}`,
    text: letter(name, "Thank you for your order:", lines, `Total: ${format(order.total)}`),
  };
}

export function orderShippedMail(name: string, order: { orderId: string; trackingNumber: string }): Mail {
  return {
    subject: `Your order ${order.orderId} is on its way`,
    text: letter(name, `The carrier has picked up your parcel. Tracking number: ${order.trackingNumber}`),
  };
}

export function orderDeliveredMail(name: string, order: { orderId: string }): Mail {
  return {
    subject: `Your order ${order.orderId} has arrived`,
    text: letter(name, "The carrier has delivered your order. We hope you like it."),
  };
}

export function orderCancelledMail(name: string, order: { orderId: string }): Mail {
  return {
    subject: `Your order ${order.orderId} is cancelled`,
    text: letter(
      name,
      "We have cancelled your order. What you paid, if anything, is on its way back to you.",
    ),
  };
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
  const money = order.refunded ? `We have refunded ${format(order.refunded)}.` : "You have not been charged.";
  return {
    subject: `Your order ${order.orderId} could not be completed`,
    text: letter(name, `${APOLOGY[order.reason]} ${order.detail}`, money),
  };
}
