/** What support says of a return: whether it may come, and what has. */
import { isoNow } from "../platform/time.ts";
import {
  orderReturnApproved,
  orderReturnReceived,
  orderReturnRefused,
} from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { subtract, sum, times } from "../platform/money.ts";
import * as Orders from "../orders/index.ts";
import type { Order, UnitsReturned } from "../orders/index.ts";
import { NOTHING_RETURNED } from "../orders/index.ts";
import { asWrite, transact, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { sendFailure, sendSuccess } from "../platform/task-tokens.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { type ReceivedLine, type Return, ReturnEntity, type ReturnLine } from "./entity.ts";
import { sentFor } from "./exchange.ts";
import { read, view } from "./read.ts";
import { fits, lotsFor, named, plus, unitsOf } from "./rules.ts";

const RACE_RETRIES = 5;

/** @throws return.not_found, return.not_open */
export async function decide(
  ctx: Context,
  orderId: string,
  returnId: string,
  { approve, note }: { approve: boolean; note?: string | undefined },
) {
  const noted = note === undefined ? {} : { note };
  const decided = await moveOn(ctx, orderId, returnId, "REQUESTED", (item, { claimed }, order) => {
    const facts = { ...factsOf(item, order, item.lines), ...noted };
    return approve
      ? {
          change: { status: "APPROVED", ...noted },
          event: (of) => publishWrite(of, orderReturnApproved, facts),
        }
      : {
          change: { status: "REFUSED", ...noted },
          units: { claimed: plus(claimed, item.lines, -1) },
          event: (of) => publishWrite(of, orderReturnRefused, facts),
        };
  });
  await tell(decided);
  return view(decided);
}

/** Units that were announced and have not come are the customer's again. @throws return.not_found, return.not_open, order.return_exceeds */
export async function receive(ctx: Context, orderId: string, returnId: string, received: ReceivedLine[]) {
  const item = await moveOn(ctx, orderId, returnId, "APPROVED", (item, units, order) => {
    if (!fits(item.lines, {}, received)) throw new DomainError("order.return_exceeds");
    const all = plus(units.received, received);
    const complete = order.lines.every(({ sku, quantity }) => unitsOf(all, sku) === quantity);
    const resalable = received.filter(({ condition }) => condition === "resalable");
    const restock = lotsFor(order.allocations ?? [], units.restocked, resalable);
    const { refund, exchange } = worth(item, order, received, complete);
    return {
      change: { status: "RECEIVED", received, restock, complete, refund, ...(exchange && { exchange }) },
      units: {
        claimed: plus(plus(units.claimed, item.lines, -1), received),
        received: all,
        restocked: [...units.restocked, ...restock],
      },
      event: (of) =>
        publishWrite(of, orderReturnReceived, { ...factsOf(item, order, asAgreed(item, received)), refund }),
    };
  });
  await tell(item);
  return view(item);
}

interface Move {
  change: Partial<Return>;
  units?: Partial<UnitsReturned>;
  /** What is told of it, with the order's own correlation, whoever does it. */
  event: (of: Context) => TransactionWrite;
}

/** What came, with what it is exchanged for. */
export function asAgreed({ lines }: Return, received: readonly ReceivedLine[]): ReturnLine[] {
  return received.map(({ sku, quantity }) => ({ ...lines.find((line) => line.sku === sku), sku, quantity }));
}

/** What every event of a return tells. */
export function factsOf(
  { orderId, customerId, returnId }: Return,
  order: Order,
  lines: readonly ReturnLine[],
) {
  return { orderId, customerId, returnId, lines: named(order.lines, lines) };
}

/** @throws return.not_open when it is not in `from` */
export async function moveOn(
  ctx: Context,
  orderId: string,
  returnId: string,
  from: Return["status"],
  work: (item: Return, units: UnitsReturned, order: Order) => Move,
): Promise<Return> {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const [item, order] = await Promise.all([read(orderId, returnId), Orders.read(orderId)]);
    if (!order) throw new DomainError("return.not_found");
    if (item.status !== from) throw new DomainError("return.not_open");
    const { change, units, event } = work(item, order.returns ?? NOTHING_RETURNED, order);
    const parts = [returnWrite(ctx, item, change), event({ ...ctx, correlationId: item.correlationId })];
    if (units) parts.push(Orders.returnsWrite(order, units));
    // The saga may have begun to wait meanwhile: it is told by the token that is there now.
    if ((await transact(parts)).committed) return read(orderId, returnId);
  }
  throw new DomainError("unavailable");
}

/** The write of a return that is still in the state it was read in. */
export function returnWrite(
  ctx: Context,
  { orderId, returnId, status: from }: Return,
  change: Partial<Return>,
): TransactionWrite {
  return asWrite(
    ReturnEntity.patch({ orderId, returnId })
      .set({ ...change, updatedAt: isoNow(ctx) })
      .where(({ status }, { eq }) => eq(status, from as string)),
  );
}

/**
 * What was paid for the units, the delivery included with the last of them: it is given back, as far as nothing is sent for
 * it. The delivery of what is sent for them takes the place of theirs.
 */
function worth(item: Return, order: Order, received: readonly ReceivedLine[], complete: boolean) {
  const prices = new Map(order.lines.map(({ sku, unitPrice }) => [sku, unitPrice]));
  const { currency } = order.totals.shipping;
  const paid = received.flatMap(({ sku, quantity }) => {
    const price = prices.get(sku);
    return price ? [times(price, quantity)] : [];
  });
  const shipping = complete ? order.totals.shipping : { amount: 0, currency };
  const value = sum([...paid, shipping], currency);
  const lines = sentFor(item, received);
  if (lines.length === 0) return { refund: value };
  const sent = sum([...lines.map(({ total }) => total), shipping], currency);
  return { refund: subtract(value, sent), exchange: { lines, shipping } };
}

/** Answers the saga, if it waits already; if not, it finds the state when it comes to wait. */
export async function tell({ status, taskToken, note }: Return): Promise<void> {
  if (taskToken === undefined) return;
  if (status === "REFUSED" || status === "LAPSED")
    await sendFailure(taskToken, stepErrors.returnRefused, note ?? "The return was refused.");
  else await sendSuccess(taskToken);
}
