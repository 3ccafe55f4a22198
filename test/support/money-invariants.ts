/** What must hold of payments, and of what comes back. */
import { hasLeft, type Line, type Order, type Payment, type Return, sum } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

/** What may have become of a payment by the end of its order. */
const ENDS_OF_PAYMENTS: Readonly<Record<string, readonly string[]>> = {
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
  for (const { orderId, status, captured, refunded, amount, refunds = {} } of payments) {
    const order = orders.get(orderId);
    const told = `${orderId} (${order?.status}): ${status}, ${captured} captured, ${refunded} refunded`;
    // What edits took out of an order is not in its total any more.
    const edited = sum(Object.values(order?.edits?.refunds ?? {}));
    if (!order || amount !== order.totals.total.amount + edited) found.push(report(`${told}, of ${amount}`));
    if (refunded > captured || captured > amount) found.push(report(told));
    const ends = ENDS_OF_PAYMENTS[order?.status ?? ""];
    if (ends && !ends.includes(status)) found.push(report(told));
    const due = order && hasLeft(order.status) ? order.totals.total.amount : 0;
    const given = sum(Object.values(refunds));
    if (given !== refunded) found.push(report(`${told}, by refunds of ${given}`));
    const undone = Object.keys(refunds).some((reference) => !/^(support:|edit:|ret_)/.test(reference));
    if (due > 0 && undone) found.push(report(`${told}, as if it were undone`));
    const kept = due === 0 ? 0 : due + edited - given;
    if (ends && captured - refunded !== kept) found.push(report(`${told}, where ${kept} are due`));
  }
  for (const { orderId, status } of orders.values()) {
    if (hasLeft(status) && !byOrder.has(orderId)) found.push(report(`${orderId} shipped unpaid`));
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
    ...refundsOf(byOrder.get(orderId), those),
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
