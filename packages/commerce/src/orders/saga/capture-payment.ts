/** Collects the money. The undo of the authorisation gives it back. */

import { orderAwaitingStock, orderFulfilled } from "@tradewind/blueprint/areas/events";
import type { Demand } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import * as Payments from "../../payments/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { isoNow } from "../../platform/time.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import { requireOrder } from "./require-order.ts";

/**
 * PROCESSING -> FULFILLED, or -> AWAITING_STOCK when units of it are still to come.
 * @throws PaymentDeclined, ProcessorUnavailable
 */
export async function capturePayment(ctx: Context, orderId: string): Promise<void> {
  const order = await requireOrder(orderId);
  if (order.status !== "PROCESSING") return;
  const { total } = order.totals;
  const due = total.amount > 0;
  if (due) await Payments.capture(orderId, order.payment, total);
  const fulfilledAt = isoNow(ctx);
  const event = { definition: orderFulfilled, data: { orderId, customerId: order.customerId, total } };
  const awaited = Inventory.awaitedUnits(order.allocations ?? []);
  const move =
    awaited.length > 0
      ? await awaitStockWrites(ctx, order, awaited, fulfilledAt)
      : Orders.transitionWrites(ctx, order, "FULFILLED", event, { detail: "Paid", facts: { fulfilledAt } });
  // Refused only when an earlier attempt got as far as this, or to an attempt that outlived its
  // saga's patience.
  await transact([...move, ...(due ? [Payments.capturedWrite(ctx, orderId, total)] : [])]);
}

async function awaitStockWrites(
  ctx: Context,
  order: Order,
  awaited: readonly Demand[],
  fulfilledAt: string,
): Promise<TransactionWrite[]> {
  const { orderId, customerId, allocations = [] } = order;
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
  return Orders.transitionWrites(ctx, order, "AWAITING_STOCK", event, { detail, facts: { fulfilledAt } });
}
