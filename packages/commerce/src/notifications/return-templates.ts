/** Mails about returns. */
import { RETURN_GOODS_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Money } from "@tradewind/blueprint/language/schema";
import { format } from "../platform/money.ts";
import { letter, type Mail } from "./letter.ts";

interface ReturnedGoods {
  orderId: string;
  returnId: string;
  lines: { name: string; quantity: number; exchange?: { name: string } | undefined }[];
}

const itemsOf = ({ lines }: ReturnedGoods) =>
  lines.map(({ name, quantity, exchange }) =>
    exchange ? `${quantity} × ${name}, in exchange for ${exchange.name}` : `${quantity} × ${name}`,
  );
const noteBlock = (note: string | undefined) => (note === undefined ? [] : [note]);

export function returnRequestedMail(name: string, goods: ReturnedGoods): Mail {
  return letter(
    `We have received your return request for order ${goods.orderId}`,
    name,
    "You have asked to return:",
    itemsOf(goods),
    "We will review your request and write to you. Please do not send anything back before then.",
  );
}

export function returnApprovedMail(name: string, goods: ReturnedGoods & { note?: string | undefined }): Mail {
  return letter(
    `Your return of order ${goods.orderId} is approved`,
    name,
    "Please send us these items:",
    itemsOf(goods),
    `Please write the return number ${goods.returnId} on the parcel. It must reach us within ${RETURN_GOODS_DAYS} days.`,
    ...noteBlock(goods.note),
  );
}

export function returnRefusedMail(name: string, goods: ReturnedGoods & { note?: string | undefined }): Mail {
  return letter(
    `We cannot accept your return of order ${goods.orderId}`,
    name,
    "We are sorry, but we cannot take these items back:",
    itemsOf(goods),
    ...noteBlock(goods.note),
  );
}

export function returnLapsedMail(
  name: string,
  goods: ReturnedGoods & { requestable?: boolean | undefined },
): Mail {
  return letter(
    `Your return of order ${goods.orderId} has expired`,
    name,
    "The time for returning these items is over:",
    itemsOf(goods),
    ...(goods.requestable ? ["If you still want to return them, please send us a new request."] : []),
    "If you have sent them already, please write to us.",
  );
}

export function returnReceivedMail(name: string, goods: ReturnedGoods & { refund: Money }): Mail {
  const exchanged = goods.lines.some(({ exchange }) => exchange);
  return letter(
    `We have received your return of order ${goods.orderId}`,
    name,
    "We have received these items:",
    itemsOf(goods),
    ...(exchanged ? ["We are preparing your replacement and will write to you about it."] : []),
    ...(goods.refund.amount > 0
      ? [`We will refund ${format(goods.refund)}. Refunds made earlier count towards it.`]
      : []),
  );
}
