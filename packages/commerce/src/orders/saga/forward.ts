/** The steps that carry an order forward. Each may run again at any time: it finds what it did and goes on from there. */
import { orderAwaitingStock, orderFulfilled, orderProcessing } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../../platform/context.ts";
import { StepError } from "../../platform/errors.ts";
import { type Allocation, type Demand, Inventory } from "../../inventory/index.ts";
import { Logistics, schedule } from "../../logistics/index.ts";
import { type Order, OrderRecords } from "../index.ts";
import { Payments } from "../../payments/index.ts";
import { transact, type TransactionPart } from "../../platform/dynamodb/transaction.ts";
import { tellPickedUp } from "./task-tokens.ts";

/** @throws when there is no such order, which is a defect of whoever started the saga */
export async function theOrder(orderId: string): Promise<Order> {
  const order = await OrderRecords.read(orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  return order;
}

const cancelled = (order: Order) => new StepError(stepErrors.cancelled, `The order is ${order.status}.`);

/** @throws OrderClaimedElsewhere, OrderCancelled, StockInsufficient */
export async function reserveStock(
  ctx: Context,
  orderId: string,
  execution: string,
  lines: readonly Demand[],
): Promise<void> {
  let allocations = await OrderRecords.claim(orderId, execution, Inventory.plan(orderId, lines));
  const open = [...allocations];
  for (let next = open.shift(); next; next = open.shift()) {
    if ((await Inventory.hold(ctx, next, orderId)) === "held") continue;
    const others = await Inventory.reallocate(ctx, next, orderId, allocations);
    if (!others) throw new StepError(stepErrors.outOfStock, `There is not enough stock of ${next.sku}.`);
    allocations = replaced(allocations, next, others);
    await OrderRecords.reallocate(orderId, allocations);
    open.push(...others);
  }
}

const replaced = (all: Allocation[], old: Allocation, others: Allocation[]) =>
  all.flatMap((allocation) => (allocation === old ? others : [allocation]));

/** PENDING -> PROCESSING. An order may cost nothing. @throws PaymentDeclined, ProcessorUnavailable, OrderCancelled */
export async function authorizePayment(ctx: Context, orderId: string): Promise<void> {
  const order = await theOrder(orderId);
  if (order.status === "CANCELLED") throw cancelled(order);
  if (order.status !== "PENDING") return;
  const { total } = order.totals;
  const event = { definition: orderProcessing, data: { orderId, customerId: order.customerId, total } };
  const payment = total.amount > 0 && (await Payments.authorize(ctx, orderId, order.payment, total));
  const result = await transact([
    ...OrderRecords.transition(ctx, order, "PROCESSING", event, {
      detail: payment ? "Payment authorised" : "Nothing to pay",
      facts: { payment: { ...order.payment, ...payment } },
    }),
    ...(payment ? [Payments.authorized(ctx, orderId, payment.authorization)] : []),
  ]);
  if (result.committed) return;
  const now = await theOrder(orderId);
  if (now.status !== "PROCESSING") throw cancelled(now);
}

/** @throws ReservationLapsed */
export async function commitStock(ctx: Context, orderId: string): Promise<void> {
  const order = await theOrder(orderId);
  await Inventory.commit(ctx, orderId, order.allocations ?? []);
}

/** PROCESSING -> FULFILLED, or -> AWAITING_STOCK when units of it are still to come. @throws PaymentDeclined, ProcessorUnavailable */
export async function capturePayment(ctx: Context, orderId: string): Promise<void> {
  const order = await theOrder(orderId);
  if (order.status !== "PROCESSING") return;
  const { total } = order.totals;
  const due = total.amount > 0;
  if (due) await Payments.capture(orderId, order.payment, total);
  const fulfilledAt = new Date(ctx.clock.now()).toISOString();
  const event = { definition: orderFulfilled, data: { orderId, customerId: order.customerId, total } };
  const awaited = Inventory.awaited(order.allocations ?? []);
  const move =
    awaited.length > 0
      ? await toWait(ctx, order, awaited, fulfilledAt)
      : OrderRecords.transition(ctx, order, "FULFILLED", event, { detail: "Paid", facts: { fulfilledAt } });
  // Refused only when an earlier attempt got as far as this, or to an attempt that outlived its saga's patience.
  await transact([...move, ...(due ? [Payments.captured(ctx, orderId, total)] : [])]);
}

async function toWait(
  ctx: Context,
  order: Order,
  awaited: readonly Demand[],
  fulfilledAt: string,
): Promise<TransactionPart[]> {
  const { orderId, customerId, allocations = [] } = order;
  const names = new Map(order.lines.map(({ sku, name }) => [sku, name]));
  const lines = awaited.map(({ sku, quantity }) => ({ sku, quantity, name: names.get(sku) ?? sku }));
  const shipsFrom = await Inventory.expected(
    ctx,
    awaited.map(({ sku }) => sku),
  );
  const data = { orderId, customerId, lines, ...(shipsFrom && { shipsFrom }) };
  const what = lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(", ");
  const detail = `Paid; still to come${shipsFrom ? `, not before ${shipsFrom}` : ""}: ${what}`;
  return [
    ...OrderRecords.transition(
      ctx,
      order,
      "AWAITING_STOCK",
      { definition: orderAwaitingStock, data },
      { detail, facts: { fulfilledAt } },
    ),
    ...Inventory.waitFor(orderId, allocations),
  ];
}

/** The saga waits under `taskToken` until the parcel is picked up. @throws CarrierRefused, OrderCancelled, StockAwaited */
export async function scheduleDelivery(ctx: Context, orderId: string, taskToken: string): Promise<void> {
  const order = await theOrder(orderId);
  if (order.status === "CANCELLED") throw cancelled(order);
  if (OrderRecords.isWaiting(order))
    throw new StepError(stepErrors.stockAwaited, "Units of it are still to come.");
  // An earlier attempt booked the carrier, who came before this one: its scan answered a token that no longer counts.
  if (OrderRecords.isOutOfHands(order)) return waitForTheRest(orderId, taskToken);
  const condition = OrderRecords.stillFulfilled(order);
  const { shippingAddress, allocations = [] } = order;
  const scheduled = await schedule(ctx, orderId, shippingAddress, allocations, taskToken, condition);
  if (scheduled) return;
  const now = await theOrder(orderId);
  // It was edited after an earlier attempt had booked the carrier.
  if (OrderRecords.isEditable(now)) return scheduleDelivery(ctx, orderId, taskToken);
  if (!OrderRecords.isOutOfHands(now)) throw cancelled(now);
  await waitForTheRest(orderId, taskToken);
}

/** Parcels are on their way already: all of them, or some, and the others' scans answer this token. */
async function waitForTheRest(orderId: string, taskToken: string): Promise<void> {
  await Logistics.waitUnder(orderId, taskToken);
  const { status } = await theOrder(orderId);
  if (status !== "PARTIALLY_SHIPPED") await tellPickedUp(taskToken);
}
