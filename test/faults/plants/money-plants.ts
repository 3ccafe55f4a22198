/** Money that is kept, given or told wrongly. */
import { count, ofDeclined, ofReturned, ofShipped, type Plant } from "./plant.ts";

interface ToldRefund {
  data: { refunded: { amount: number } };
}
const isFailed = ({ type, data }: ToldRefund & { type: string }) =>
  type === "order.failed" && data.refunded !== undefined;
const toldTooMuch = (event: ToldRefund): ToldRefund => ({
  ...event,
  data: { ...event.data, refunded: { ...event.data.refunded, amount: event.data.refunded.amount + 1 } },
});

export const moneyPlants: readonly Plant[] = [
  {
    what: "a refund that the processor never made",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({
      ...payment,
      refunds: { "support:lost": { state: "made", amount: payment["captured"] } },
    }),
    invariant: "the books agree with the processor's",
  },
  {
    what: "money that the processor has and the shop does not know of",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, status: "AUTHORIZED", captured: 0 }),
    invariant: "the books agree with the processor's",
  },
  {
    what: "a failed order's refund that is told and not made",
    entity: "outbox",
    of: ({ event }) => isFailed(event as ToldRefund & { type: string }),
    change: (item) => ({ ...item, event: toldTooMuch(item["event"] as ToldRefund) }),
    invariant: "a customer is told only of refunds that are made",
  },
  {
    what: "a refund above the capture",
    entity: "payment",
    of: (payment) => count(payment, "refunded") > 0,
    change: (payment) => ({ ...payment, refunded: count(payment, "captured") + 1 }),
    invariant: "money balances",
  },
  {
    what: "a failed order that was charged",
    entity: "payment",
    of: ofDeclined,
    change: (payment) => ({ ...payment, status: "CAPTURED", captured: payment["amount"] }),
    invariant: "money balances",
  },
  {
    what: "an authorisation that is never released",
    entity: "payment",
    of: ofDeclined,
    change: (payment) => ({ ...payment, status: "AUTHORIZED" }),
    invariant: "money balances",
  },
  {
    what: "a parcel that nobody paid for",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, captured: 0 }),
    invariant: "money balances",
  },
  {
    what: "a second payment of an order",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, sk: "again" }),
    invariant: "money balances",
  },
  {
    what: "a shipped order whose payment was refunded",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({
      ...payment,
      status: "REFUNDED",
      refunded: payment["captured"],
      refunds: { undo: { state: "made", amount: payment["captured"] } },
    }),
    invariant: "money balances",
  },
  {
    what: "a refund that the processor never confirmed",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({
      ...payment,
      status: "CAPTURED",
      refunded: 0,
      refunds: { support: { state: "asked", amount: payment["captured"], attempts: 16 } },
    }),
    invariant: "money balances",
  },
  {
    what: "an edit whose refund was never asked for",
    entity: "order",
    of: ofShipped,
    change: (order) => {
      const { total, ...others } = order["totals"] as { total: string };
      const [amount, currency] = total.split(" ");
      const totals = { ...others, total: `${Number(amount) - 100} ${currency}` };
      return { ...order, totals, edits: { version: 1, refunds: { less: 100 } } };
    },
    invariant: "money balances",
  },
  {
    what: "a customer who was told of a refund that is only asked",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({ ...payment, refunds: {} }),
    invariant: "a customer is told only of refunds that are made",
  },
  {
    what: "more returned units than were bought",
    entity: "return",
    change: (item) => ({
      ...item,
      received: [...(item["received"] as object[]), ...(item["received"] as object[])],
    }),
    invariant: "returned units were bought and are refunded once",
  },
  {
    what: "returned units without a refund",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({ ...payment, status: "CAPTURED", refunded: 0, refunds: {} }),
    invariant: "returned units were bought and are refunded once",
  },
  {
    what: "a second replacement order for the same goods",
    entity: "order",
    of: ({ exchangeOf }) => exchangeOf !== undefined,
    change: (order) => ({ ...order, pk: "again", orderId: "ord_again" }),
    invariant: "an exchange is paid for once",
  },
  {
    what: "an exchange without the refund of the difference",
    entity: "return",
    of: ({ replacement }) => replacement !== undefined,
    change: (item) => ({ ...item, refund: { amount: 0, currency: "USD" } }),
    invariant: "an exchange is paid for once",
  },
];
