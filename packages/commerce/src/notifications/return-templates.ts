/** Mails about what a customer sends back. */
import { RETURN_GOODS_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Money } from "@tradewind/blueprint/language/schema";
import { format } from "../platform/money.ts";
import { letter, type Mail } from "./letter.ts";

interface ReturnedGoods {
  orderId: string;
  returnId: string;
  lines: { name: string; quantity: number; exchange?: { name: string } | undefined }[];
}

const listed = ({ lines }: ReturnedGoods) =>
  lines.map(({ name, quantity, exchange }) =>
    exchange ? `${quantity} × ${name}, in exchange for ${exchange.name}` : `${quantity} × ${name}`,
  );
const noted = (note: string | undefined) => (note === undefined ? [] : [note]);

export function returnRequestedMail(name: string, goods: ReturnedGoods): Mail {
  return letter(
    `Your return of order ${goods.orderId} is requested`,
    name,
    "You want to send this back:",
    listed(goods),
    "We look at it and write to you. Please send nothing before.",
  );
}

export function returnApprovedMail(name: string, goods: ReturnedGoods & { note?: string | undefined }): Mail {
  return letter(
    `Your return of order ${goods.orderId} is approved`,
    name,
    "Please send this back:",
    listed(goods),
    `Write the number ${goods.returnId} on the parcel. It has to arrive within ${RETURN_GOODS_DAYS} days.`,
    ...noted(goods.note),
  );
}

export function returnRefusedMail(name: string, goods: ReturnedGoods & { note?: string | undefined }): Mail {
  return letter(
    `Your return of order ${goods.orderId} is not possible`,
    name,
    "We are sorry: we cannot take this back:",
    listed(goods),
    ...noted(goods.note),
  );
}

export function returnLapsedMail(name: string, goods: ReturnedGoods): Mail {
  return letter(
    `Your return of order ${goods.orderId} has lapsed`,
    name,
    "Too much time has passed for this to come back:",
    listed(goods),
    "If you still want to send it back, please ask again.",
  );
}

export function returnReceivedMail(name: string, goods: ReturnedGoods & { refund: Money }): Mail {
  const exchanged = goods.lines.some(({ exchange }) => exchange);
  return letter(
    `Your return of order ${goods.orderId} has come`,
    name,
    "We have received this:",
    listed(goods),
    ...(exchanged ? ["We send you what you wanted for it, and write to you about that."] : []),
    ...(goods.refund.amount > 0 || !exchanged
      ? [`We refund ${format(goods.refund)}, as far as it has not been refunded before.`]
      : []),
  );
}
