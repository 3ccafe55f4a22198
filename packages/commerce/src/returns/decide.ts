/** Decisions of support on a return: approval, and receipt of the goods. */

import {
  orderReturnApproved,
  orderReturnReceived,
  orderReturnRefused,
} from "@tradewind/blueprint/areas/events";
import { isAtRest } from "@tradewind/blueprint/areas/returns";
import type { Order, UnitsReturned } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { subtract, sum, times } from "../platform/money.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { isoNow } from "../platform/time.ts";
import { dueToTakeUp } from "./due.ts";
import { type ReceivedLine, type Return, ReturnEntity, type ReturnLine } from "./entity.ts";
import { replacementLines } from "./exchange.ts";
import { read, view } from "./read.ts";
import { addUnits, hasUnitsLeft, restockLots, unitsOf, withNames } from "./rules.ts";

/** Approves or refuses a return. @throws return.not_found, return.not_open */
export async function decide(
  ctx: Context,
  orderId: string,
  returnId: string,
  { approve, note }: { approve: boolean; note?: string | undefined },
) {
  const noteFields = note === undefined ? {} : { note };
  const decided = await changeStatus(ctx, orderId, returnId, "REQUESTED", (item, { claimed }, order) => {
    const facts = { ...factsOf(item, order, item.lines), ...noteFields };
    return approve
      ? {
          change: { status: "APPROVED", approvedAt: isoNow(ctx), ...noteFields },
          eventWrite: (of) => publishWrite(of, orderReturnApproved, facts),
        }
      : {
          change: { status: "REFUSED", ...noteFields },
          units: { claimed: addUnits(claimed, item.lines, -1) },
          eventWrite: (of) => publishWrite(of, orderReturnRefused, facts),
        };
  });
  return view(decided);
}

/**
 * Records the goods that arrived. Announced units that are missing stay with the customer.
 * @throws return.not_found, return.not_open, order.return_exceeds
 */
export async function receive(ctx: Context, orderId: string, returnId: string, received: ReceivedLine[]) {
  const item = await changeStatus(ctx, orderId, returnId, "APPROVED", (item, units, order) => {
    if (!hasUnitsLeft(item.lines, {}, received)) throw new DomainError("order.return_exceeds");
    const all = addUnits(units.received, received);
    const complete = order.lines.every(({ sku, quantity }) => unitsOf(all, sku) === quantity);
    const resalable = received.filter(({ condition }) => condition === "resalable");
    const restock = restockLots(Orders.unitsSold(order), units.restocked, resalable);
    const { refund, exchange } = refundValue(item, order, received, complete);
    return {
      change: { status: "RECEIVED", received, restock, complete, refund, ...(exchange && { exchange }) },
      units: {
        claimed: addUnits(addUnits(units.claimed, item.lines, -1), received),
        received: all,
        restocked: [...units.restocked, ...restock],
      },
      eventWrite: (of) =>
        publishWrite(of, orderReturnReceived, {
          ...factsOf(item, order, receivedLines(item, received)),
          refund,
        }),
    };
  });
  return view(item);
}

interface Move {
  change: Partial<Return> & Pick<Return, "status">;
  units?: Partial<UnitsReturned>;
  /**
   * Builds the write of the event. The context has the order's correlation id, for every actor.
   */
  eventWrite: (of: Context) => TransactionWrite;
}

/** The received units, with the variants they are exchanged for. */
export function receivedLines({ lines }: Return, received: readonly ReceivedLine[]): ReturnLine[] {
  return received.map(({ sku, quantity }) => ({ ...lines.find((line) => line.sku === sku), sku, quantity }));
}

/** Data that every event of a return carries. */
export function factsOf(
  { orderId, customerId, returnId }: Return,
  order: Order,
  lines: readonly ReturnLine[],
) {
  return { orderId, customerId, returnId, lines: withNames(order.lines, lines) };
}

/**
 * Moves a return on from the status `from`, with the returned units of its order.
 * @throws return.not_found, return.not_open when it is not in `from`, unavailable when other
 * changes win every try
 */
export async function changeStatus(
  ctx: Context,
  orderId: string,
  returnId: string,
  from: Return["status"],
  work: (item: Return, units: UnitsReturned, order: Order) => Move,
): Promise<Return> {
  for (const _ of RACE_TRIES) {
    const [item, order] = await Promise.all([read(orderId, returnId), Orders.read(orderId)]);
    if (!order) throw new DomainError("return.not_found");
    if (item.status !== from) throw new DomainError("return.not_open");
    const { change, units, eventWrite } = work(item, order.returns ?? Orders.NOTHING_RETURNED, order);
    const parts = [returnWrite(ctx, item, change), eventWrite({ ...ctx, correlationId: item.correlationId })];
    if (units) parts.push(Orders.returnsWrite(order, units));
    if ((await transact(parts)).committed) return read(orderId, returnId);
  }
  throw new DomainError("unavailable");
}

/**
 * Builds the write of a return; refused when its status changed since it was read. In its new
 * status the return is at rest, or its saga has to take it up soon; no execution has it yet.
 */
export function returnWrite(
  ctx: Context,
  item: Return,
  change: Partial<Return> & Pick<Return, "status">,
): TransactionWrite {
  const { orderId, returnId, status: from } = item;
  const patch = ReturnEntity.patch({ orderId, returnId }).set({ ...change, updatedAt: isoNow(ctx) });
  const timed = isAtRest(change.status)
    ? patch.remove(["execution", "restarts", "due", "dueAt"])
    : patch.set(dueToTakeUp(ctx, { ...item, ...change, restarts: 0 })).remove(["execution", "restarts"]);
  return asWrite(timed.where(({ status }, { eq }) => eq(status, from)));
}

/**
 * Refund for returned units; the last unit also refunds shipping. If replacements are sent, their
 * value and shipping are deducted.
 */
function refundValue(item: Return, order: Order, received: readonly ReceivedLine[], complete: boolean) {
  const prices = new Map(order.lines.map(({ sku, unitPrice }) => [sku, unitPrice]));
  const { currency } = order.totals.shipping;
  const paid = received.flatMap(({ sku, quantity }) => {
    const price = prices.get(sku);
    return price ? [times(price, quantity)] : [];
  });
  const shipping = complete ? order.totals.shipping : { amount: 0, currency };
  const value = sum([...paid, shipping], currency);
  const lines = replacementLines(item, received);
  if (lines.length === 0) return { refund: value };
  const sent = sum([...lines.map(({ total }) => total), shipping], currency);
  return { refund: subtract(value, sent), exchange: { lines, shipping } };
}
