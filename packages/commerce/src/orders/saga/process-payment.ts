/**
 * Has the payment authorised, sells the stock and collects the money; its undo gives the money
 * back.
 */

import { orderAwaitingStock, orderFulfilled, orderProcessing } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { BACKORDER_DAYS } from "@tradewind/blueprint/ground/limits";
import * as Inventory from "../../inventory/index.ts";
import * as Logistics from "../../logistics/index.ts";
import type { GivenBack } from "../../payments/index.ts";
import * as Payments from "../../payments/index.ts";
import type { Context } from "../../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { StepError } from "../../platform/errors.ts";
import { DAY_MS, isoNow } from "../../platform/time.ts";
import { type Order, OrderEntity } from "../entity.ts";
import * as Orders from "../index.ts";
import type { OrderStatus } from "../states.ts";
import { type Change, orderAfter } from "../transition.ts";
import { isBack } from "./course.ts";
import { type Held, heldBack, heldForward, requireOrder } from "./lease.ts";

const STEP = "ProcessPayment";

/**
 * PENDING -> PROCESSING -> FULFILLED, or -> AWAITING_STOCK when units of it are still to come.
 * Idempotent.
 * @param reserved the order whose units are held, for an order that is PENDING
 * @returns the course of the order from here
 * @throws PaymentDeclined, ProcessorUnavailable, LeaseLost, OrderCancelled
 */
export async function processPayment(
  ctx: Context,
  held: Held,
  reserved: { version?: number },
): Promise<{ course: "deliver" | "none" }> {
  const order = await heldForward(held);
  if (order.status === "PENDING" && order.version !== reserved.version)
    throw new Error(`Order ${held.orderId} names other lots than those that hold its units.`);
  const authorized = order.status === "PENDING" ? await authorize(ctx, order, held) : order;
  const status =
    authorized.status === "PROCESSING" ? await collect(ctx, authorized, held) : authorized.status;
  return { course: status === "FULFILLED" ? "deliver" : "none" };
}

/** PENDING -> PROCESSING. An order may cost nothing. */
async function authorize(ctx: Context, order: Order, held: Held): Promise<Order> {
  const { orderId, customerId, totals } = order;
  const { total } = totals;
  const event = { definition: orderProcessing, data: { orderId, customerId, total } };
  const payment = total.amount > 0 && (await Payments.authorize(ctx, orderId, order.payment, total));
  const change: Change = {
    detail: payment ? "Payment authorised" : "Nothing to pay",
    facts: { payment: { ...order.payment, ...payment } },
    steps: [{ step: "ReserveStock", outcome: "succeeded" }],
    lease: held.lease,
  };
  const further = await commit(ctx, order, held, [
    ...Orders.transitionWrites(ctx, order, "PROCESSING", event, change),
    ...(payment ? [Payments.authorizedWrite(ctx, orderId, payment.authorization)] : []),
  ]);
  return further ?? orderAfter(ctx, order, "PROCESSING", change);
}

/**
 * PROCESSING -> FULFILLED or AWAITING_STOCK. The stock is sold before the money is collected.
 * @returns the new status
 */
async function collect(ctx: Context, order: Order, held: Held): Promise<OrderStatus> {
  const { orderId, allocations = [], totals } = order;
  await Inventory.commit(ctx, orderId, allocations);
  const due = totals.total.amount > 0;
  if (due) await Payments.capture(orderId, order.payment, totals.total);
  const status = Inventory.awaitedUnits(allocations).length === 0 ? "FULFILLED" : "AWAITING_STOCK";
  const further = await commit(ctx, order, held, [
    ...(await fulfilWrites(ctx, order, held)),
    ...(due ? [Payments.capturedWrite(ctx, orderId, totals.total)] : []),
  ]);
  return further?.status ?? status;
}

async function fulfilWrites(ctx: Context, order: Order, { lease }: Held): Promise<TransactionWrite[]> {
  const { orderId, customerId, allocations = [], totals } = order;
  const change: Change = {
    facts: { fulfilledAt: isoNow(ctx) },
    steps: [{ step: STEP, outcome: "succeeded" }],
    lease,
  };
  const awaited = Inventory.awaitedUnits(allocations);
  if (awaited.length === 0) {
    const event = { definition: orderFulfilled, data: { orderId, customerId, total: totals.total } };
    return [
      ...Orders.transitionWrites(ctx, order, "FULFILLED", event, { ...change, detail: "Paid" }),
      Logistics.shipmentPlanWrite(ctx, orderId, allocations),
    ];
  }
  const names = new Map(order.lines.map(({ sku, name }) => [sku, name]));
  const lines = awaited.map(({ sku, quantity }) => ({ sku, quantity, name: names.get(sku) ?? sku }));
  const shipsFrom = await Inventory.expectedDate(
    ctx,
    awaited.map(({ sku }) => sku),
  );
  const data = { orderId, customerId, lines, ...(shipsFrom && { shipsFrom }) };
  const what = lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(", ");
  await Inventory.enterQueue(orderId, allocations);
  const detail = `Paid; waiting for ${what}${shipsFrom ? `, which ship from ${shipsFrom}` : ""}`;
  const event = { definition: orderAwaitingStock, data };
  return Orders.transitionWrites(ctx, order, "AWAITING_STOCK", event, {
    ...change,
    detail,
    release: true,
    dueAt: ctx.clock.now() + BACKORDER_DAYS * DAY_MS,
  });
}

/**
 * Commits a change that follows a call to the processor. When it is refused because the order is
 * being undone, the payment is given up once more: the undo may have come before our call.
 * @returns undefined when the change is made; the order, when an earlier attempt had made it
 */
async function commit(
  ctx: Context,
  before: Order,
  held: Held,
  writes: TransactionWrite[],
): Promise<Order | undefined> {
  const { committed } = await transact(writes);
  if (committed) return undefined;
  const order = await requireOrder(held.orderId);
  if (isBack(order)) await Payments.undo(ctx, held.orderId);
  if (order.lease !== held.lease)
    throw new StepError(stepErrors.leaseLost, `Run ${order.leaseRun} has taken the order.`);
  if (isBack(order)) throw new StepError(stepErrors.cancelled, `The order is ${order.status}.`);
  if (order.status === before.status) throw new Error(`Order ${held.orderId} changed during its payment.`);
  return order;
}

/**
 * Refunds a captured payment or voids an authorisation. Idempotent.
 * @throws LeaseLost
 */
export async function refundPayment(ctx: Context, held: Held): Promise<GivenBack> {
  const order = await heldBack(held);
  const furtherWrites = [refundedWrite(ctx, order)];
  return order.exchangeOf
    ? giveCreditBack(ctx, order, furtherWrites)
    : Payments.undo(ctx, held.orderId, furtherWrites);
}

/** Refunds the rest of the credit of an exchange that cannot be sent. */
async function giveCreditBack(
  ctx: Context,
  order: Order,
  furtherWrites: readonly TransactionWrite[],
): Promise<GivenBack> {
  const { refunded } = await Payments.refund(ctx, Orders.payerOf(order), {
    reference: Payments.creditReference(order.orderId),
    amount: { upTo: order.totals.credit?.amount ?? 0 },
    furtherWrites,
  });
  return refunded.amount > 0 ? { refunded } : {};
}

/** Records the refund with the order, unless the order changed: a parcel of it may have left. */
function refundedWrite(ctx: Context, { orderId, lease, version }: Order): TransactionWrite {
  return asWrite(
    OrderEntity.patch({ orderId })
      .set({ refundedAt: isoNow(ctx), version: version + 1 })
      .where((attributes, { eq }) => `${eq(attributes.version, version)} AND ${eq(attributes.lease, lease)}`),
  );
}
