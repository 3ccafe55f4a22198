/** Invariants of payments, returns and exchanges. */
import { isPaidFor, type Line, type Order, type Payment, payerOf, type Return, sum } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

/** The statuses that a payment may have after its order has ended. */
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
    // Edits lower the order's total, but not the payment's amount.
    const edited = sum(Object.values(order?.edits?.refunds ?? {}));
    if (!order || amount !== order.totals.total.amount + edited) found.push(report(`${told}, of ${amount}`));
    if (refunded > captured || captured > amount) found.push(report(told));
    // An exchange keeps the payment, even after all units came back.
    const end = exchanged.has(orderId) ? "DELIVERED" : (order?.status ?? "");
    const ends = ENDS_OF_PAYMENTS[end];
    if (ends && !ends.includes(status)) found.push(report(told));
    const due = order && isPaidFor(order.status) ? order.totals.total.amount : 0;
    const given = givenBack(refunds);
    for (const [reference, amount] of Object.entries(order?.edits?.refunds ?? {}))
      if (amount > 0 && refunds[`edit:${reference}`]?.amount !== amount)
        found.push(report(`${told}; the edit ${reference} has no refund of ${amount}`));
    if (given !== refunded) found.push(report(`${told}, by refunds of ${given}`));
    for (const [reference, { state, amount }] of Object.entries(refunds))
      if (state === "asked") found.push(report(`${told}; ${reference} of ${amount} is only asked`));
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

/** Checks that no payment gave back less than the customer was told. */
export function toldRefunds(
  told: readonly { orderId: string; refunded: number }[],
  payments: readonly Payment[],
  orders: ReadonlyMap<string, Order>,
): Violation[] {
  const made = new Map(payments.map(({ orderId, refunds = {} }) => [orderId, givenBack(refunds)]));
  const payer = (orderId: string) => payerOf(orders.get(orderId) ?? ({ orderId } as Order));
  return [...Map.groupBy(told, ({ orderId }) => payer(orderId))].flatMap(([orderId, those]) => {
    const amount = sum(those.map(({ refunded }) => refunded));
    const given = made.get(orderId) ?? 0;
    const report = violation("a customer is told only of refunds that are made");
    return amount > given ? [report(`${orderId}: told of ${amount}, given back ${given}`)] : [];
  });
}

/** The sum that the processor has confirmed. */
const givenBack = (refunds: NonNullable<Payment["refunds"]>): number =>
  sum(Object.values(refunds).map(({ state, amount }) => (state === "made" ? amount : 0)));

/** Checks the returned units of each order and their refunds. */
export function returns(
  all: readonly Return[],
  payments: readonly Payment[],
  orders: ReadonlyMap<string, Order>,
): Violation[] {
  const byOrder = new Map(payments.map((payment) => [payment.orderId, payment]));
  const found = [...Map.groupBy(all, ({ orderId }) => orderId)].flatMap(([orderId, those]) => [
    ...returnedUnits(orders.get(orderId), those),
    ...refundsOf(byOrder.get(payerOf(orders.get(orderId) ?? ({ orderId } as Order))), those),
  ]);
  return found.map(violation("returned units were bought and are refunded once"));
}

const RETURN_ENDS: readonly string[] = ["COMPLETED", "REFUSED", "LAPSED", "NEEDS_ATTENTION"];
/** The sweep runs every five minutes. */
const LATE_MS = 60 * 60_000;

/** Checks that each return has ended, or is due at a time that has not long passed. */
export function undueReturns(all: readonly Return[], now: number): Violation[] {
  return all.flatMap(({ returnId, status, due, dueAt }) => {
    const ended = RETURN_ENDS.includes(status);
    const isDue = due !== undefined && dueAt !== undefined && Date.parse(dueAt) > now - LATE_MS;
    const right = ended ? due === undefined && dueAt === undefined : isDue;
    const report = violation("a return rests only in an end state");
    return right ? [] : [report(`${returnId} is ${status}, due ${dueAt ?? "never"}`)];
  });
}

function returnedUnits(order: Order | undefined, returns: readonly Return[]): string[] {
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
    const given = refunds[returnId]?.amount ?? 0;
    const wanted = refund?.amount ?? 0;
    // A refund may be lower only when the rest of the payment was refunded before.
    const settled = given === wanted || refunded === captured;
    const right = status === "COMPLETED" ? settled : status !== "RECEIVED" && given <= wanted;
    return right && given <= wanted
      ? []
      : [`${returnId} of ${orderId}: ${status}, ${given} of ${wanted} refunded`];
  });
}

/**
 * Checks exchanges: a return has at most one replacement order, its value and the refund add up to
 * the returned goods' value, and a replacement that is not sent is refunded.
 */
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
    return replacements.flatMap((one) => replacementProblems(one, item, orders.get(item.orderId), payments));
  });
  return [...found, ...[...byReturn.keys()].map((returnId) => `${returnId} is not there, and exchanged`)].map(
    violation("an exchange is paid for once"),
  );
}

function replacementProblems(
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
  const given = payment?.refunds?.[`exchange:${replacement.orderId}`]?.amount;
  const undone = status === "FAILED" || status === "CANCELLED";
  const settled = undone ? given === credit || payment?.refunded === payment?.captured : given === undefined;
  return [
    ...(credit + (refund?.amount ?? 0) === worth ? [] : [`${orderId}: ${credit} sent for ${worth}`]),
    ...(settled ? [] : [`${replacement.orderId} is ${status}, and ${given ?? 0} of ${credit} given back`]),
  ];
}
