/** What must hold of payments, and of what comes back. */
import { isPaidFor, type Line, type Order, payerOf, type Payment, type Return, sum } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

/** What may have become of a payment by the end of its order. */
const ENDS_OF_PAYMENTS: Readonly<Record<string, readonly string[]>> = {
  AWAITING_STOCK: ["CAPTURED", "PARTIALLY_REFUNDED", "REFUNDED"],
  SHIPPED: ["CAPTURED", "PARTIALLY_REFUNDED", "REFUNDED"],
  DELIVERED: ["CAPTURED", "PARTIALLY_REFUNDED", "REFUNDED"],
  RETURNED: ["REFUNDED"],
  FAILED: ["DECLINED", "VOIDED", "REFUNDED"],
  CANCELLED: ["DECLINED", "VOIDED", "REFUNDED"],
};

export function money(payments: readonly Payment[], orders: ReadonlyMap<string, Order>): Violation[] {
  const report = violation("money balances");
  const found: Violation[] = [];
  const byOrder = new Map(payments.map((payment) => [payment.orderId, payment]));
  const exchanged = new Set([...orders.values()].map(({ exchangeOf }) => exchangeOf?.orderId));
  for (const { orderId, status, captured, refunded, amount, refunds = {} } of payments) {
    const order = orders.get(orderId);
    const told = `${orderId} (${order?.status}): ${status}, ${captured} captured, ${refunded} refunded`;
    // What edits took out of an order is not in its total any more.
    const edited = sum(Object.values(order?.edits?.refunds ?? {}));
    if (!order || amount !== order.totals.total.amount + edited) found.push(report(`${told}, of ${amount}`));
    if (refunded > captured || captured > amount) found.push(report(told));
    // Everything may be back of which something else was sent for: its payment is kept.
    const end = exchanged.has(orderId) ? "DELIVERED" : (order?.status ?? "");
    const ends = ENDS_OF_PAYMENTS[end];
    if (ends && !ends.includes(status)) found.push(report(told));
    const due = order && isPaidFor(order.status) ? order.totals.total.amount : 0;
    const given = sum(Object.values(refunds));
    if (given !== refunded) found.push(report(`${told}, by refunds of ${given}`));
    const undone = Object.keys(refunds).some(
      (reference) => !/^(support:|edit:|exchange:|ret_)/.test(reference),
    );
    if (due > 0 && undone) found.push(report(`${told}, as if it were undone`));
    const kept = due === 0 ? 0 : due + edited - given;
    if (ends && captured - refunded !== kept) found.push(report(`${told}, where ${kept} are due`));
  }
  for (const order of orders.values()) {
    const { orderId, status } = order;
    if (isPaidFor(status) && !byOrder.has(payerOf(order))) found.push(report(`${orderId} shipped unpaid`));
  }
  if (byOrder.size !== payments.length) found.push(report("an order has several payments"));
  return found;
}

/** What has come back of each order, and what was refunded for it. */
export function returns(
  all: readonly Return[],
  payments: readonly Payment[],
  orders: ReadonlyMap<string, Order>,
): Violation[] {
  const byOrder = new Map(payments.map((payment) => [payment.orderId, payment]));
  const found = [...Map.groupBy(all, ({ orderId }) => orderId)].flatMap(([orderId, those]) => [
    ...cameBack(orders.get(orderId), those),
    ...refundsOf(byOrder.get(payerOf(orders.get(orderId) ?? ({ orderId } as Order))), those),
  ]);
  return found.map(violation("what comes back was bought, and is refunded once"));
}

function cameBack(order: Order | undefined, returns: readonly Return[]): string[] {
  const { orderId, status, lines = [] } = order ?? {};
  const received = returns.flatMap((one) => one.received ?? []);
  const units = (of: readonly Line[]) => sum(of.map(({ quantity }) => quantity));
  const bySku = Map.groupBy(received, ({ sku }) => sku);
  const tooMany = [...bySku].filter(
    ([sku, back]) => units(back) > units(lines.filter((one) => one.sku === sku)),
  );
  const complete = units(received) === units(lines);
  return [
    ...tooMany.map(([sku, back]) => `${orderId}: ${units(back)} ${sku} came back`),
    ...((status === "RETURNED") === complete
      ? []
      : [`${orderId} is ${status}: ${units(received)} of ${units(lines)} units came back`]),
  ];
}

function refundsOf(payment: Payment | undefined, returns: readonly Return[]): string[] {
  const { refunds = {}, refunded = 0, captured = 0 } = payment ?? {};
  return returns.flatMap(({ orderId, returnId, status, refund }) => {
    const given = refunds[returnId] ?? 0;
    const wanted = refund?.amount ?? 0;
    // Less only when no more was left.
    const settled = given === wanted || refunded === captured;
    const right = status === "COMPLETED" ? settled : status !== "RECEIVED" && given <= wanted;
    return right && given <= wanted
      ? []
      : [`${returnId} of ${orderId}: ${status}, ${given} of ${wanted} refunded`];
  });
}

/** What is sent for goods that came back: once for a return, worth no more than they were, refunded if it could not be sent. */
export function exchanges(
  all: readonly Return[],
  payments: readonly Payment[],
  orders: ReadonlyMap<string, Order>,
): Violation[] {
  const sent = [...orders.values()].filter(({ exchangeOf }) => exchangeOf);
  const byReturn = Map.groupBy(sent, ({ exchangeOf }) => exchangeOf?.returnId);
  const found = all.flatMap((item) => {
    const replacements = byReturn.get(item.returnId) ?? [];
    byReturn.delete(item.returnId);
    const ids = replacements.map(({ orderId }) => orderId).join();
    if (ids !== (item.replacement ?? "")) return [`${item.returnId} is exchanged by ${ids || "nothing"}`];
    return replacements.flatMap((one) => exchanged(one, item, orders.get(item.orderId), payments));
  });
  return [...found, ...[...byReturn.keys()].map((returnId) => `${returnId} is not there, and exchanged`)].map(
    violation("what is exchanged is paid for once"),
  );
}

function exchanged(
  replacement: Order,
  { orderId, received = [], refund, complete }: Return,
  original: Order | undefined,
  payments: readonly Payment[],
): string[] {
  const { status, totals } = replacement;
  const credit = totals.credit?.amount ?? 0;
  const price = (sku: string) => original?.lines.find((one) => one.sku === sku)?.unitPrice.amount ?? 0;
  const shipping = complete ? (original?.totals.shipping.amount ?? 0) : 0;
  const worth = sum(received.map(({ sku, quantity }) => price(sku) * quantity)) + shipping;
  const payment = payments.find((one) => one.orderId === payerOf(replacement));
  const given = payment?.refunds?.[`exchange:${replacement.orderId}`];
  const undone = status === "FAILED" || status === "CANCELLED";
  const settled = undone ? given === credit || payment?.refunded === payment?.captured : given === undefined;
  return [
    ...(credit + (refund?.amount ?? 0) === worth ? [] : [`${orderId}: ${credit} sent for ${worth}`]),
    ...(settled ? [] : [`${replacement.orderId} is ${status}, and ${given ?? 0} of ${credit} given back`]),
  ];
}
