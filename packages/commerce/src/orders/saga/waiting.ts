/** Orders whose units are still to come: their saga waits, and units that come go to the oldest of them first. */
import { orderFulfilled, orderRestocked } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../../platform/context.ts";
import { StepError } from "../../platform/errors.ts";
import { type Allocation, Inventory, type Waiting } from "../../inventory/index.ts";
import { publish } from "../../platform/messaging/index.ts";
import { type Order, OrderRecords } from "../index.ts";
import { transact, type TransactionPart } from "../../platform/dynamodb/transaction.ts";
import { theOrder } from "./forward.ts";
import { tellServed } from "./task-tokens.ts";

/** An order that is served while others take from the same lots looks again this often. */
const RACE_RETRIES = 5;

/** The saga waits under `taskToken` until the last of the order's units has come. @throws OrderCancelled */
export async function awaitStock(_ctx: Context, orderId: string, taskToken: string): Promise<void> {
  const order = await OrderRecords.waitUnder(orderId, taskToken);
  if (order.status === "CANCELLED") throw new StepError(stepErrors.cancelled, "The order is CANCELLED.");
  // They came before it began to wait.
  if (order.status !== "AWAITING_STOCK") await tellServed(taskToken);
}

/** Lets the saga of an order that was served go on. */
export async function resume(orderId: string): Promise<void> {
  const { status, taskToken } = await theOrder(orderId);
  if (status === "FULFILLED" && taskToken !== undefined) await tellServed(taskToken);
}

/**
 * Hands what there is of a SKU to the orders that wait for it, the oldest first. One that wants more than is left goes on
 * waiting, and later ones that want less are served: no unit lies idle.
 */
export async function serveWaiting(ctx: Context, sku: string): Promise<void> {
  for await (const waiting of Inventory.waitingFor(sku)) if ((await serve(ctx, waiting)) === "nothing") break;
  await Inventory.reopen(ctx, sku);
}

async function serve(ctx: Context, waiting: Waiting): Promise<"done" | "too few" | "nothing"> {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const order = await theOrder(waiting.orderId);
    const { allocations = [] } = order;
    const promised = allocations.find((one) => isPromise(one, waiting));
    // Its own saga gives back what it was promised.
    if (!promised || !OrderRecords.isWaiting(order)) return "done";
    const units = await Inventory.arrived(ctx, waiting, allocations);
    if (typeof units === "string") return units;
    const now = summed([...allocations.filter((one) => one !== promised), ...units]);
    const { committed } = await transact([
      ...(await Inventory.handingOver(ctx, waiting, promised, units)),
      ...moved(ctx, order, now),
    ]);
    if (committed) return "done";
  }
  throw new Error(`Order ${waiting.orderId} changed each time it was served.`);
}

const isPromise = ({ sku, location, lot }: Allocation, waiting: Waiting) =>
  Inventory.isToCome({ location }) && sku === waiting.sku && lot === waiting.lot;

/** A lot that gives an order units twice is named once: a transaction writes an item once. */
function summed(allocations: readonly Allocation[]): Allocation[] {
  const byLot = Map.groupBy(allocations, ({ sku, location, lot }) => `${sku} ${location} ${lot}`);
  return [...byLot.values()].map((same) => ({
    ...(same[0] as Allocation),
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

/** AWAITING_STOCK -> FULFILLED with the last of its units. */
function moved(ctx: Context, order: Order, allocations: Allocation[]): TransactionPart[] {
  if (Inventory.awaited(allocations).length > 0) return [OrderRecords.served(order, allocations)];
  const { orderId, customerId, correlationId, totals } = order;
  const event = { definition: orderFulfilled, data: { orderId, customerId, total: totals.total } };
  return [
    ...OrderRecords.transition(ctx, order, "FULFILLED", event, {
      detail: "What it waited for has come",
      facts: { allocations },
    }),
    publish({ ...ctx, correlationId }, orderRestocked, { orderId, customerId }),
  ];
}
