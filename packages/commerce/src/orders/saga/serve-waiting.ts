/** Units that come go to the orders that wait for them, the oldest first. */

import { orderFulfilled, orderRestocked } from "@tradewind/blueprint/areas/events";
import { ORDER_DUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Allocation, Waiting } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { asWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { publishWrite } from "../../platform/messaging/index.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import type { Order } from "../entity.ts";
import { OrderEntity } from "../entity.ts";
import * as Orders from "../index.ts";
import { requireOrder } from "./lease.ts";

/**
 * Hands what there is of a SKU to the orders that wait for it, the oldest first. One that wants
 * more than is left goes on waiting, and later ones that want less are served: no unit lies idle.
 */
export async function serveWaiting(ctx: Context, sku: string): Promise<void> {
  for await (const waiting of Inventory.waitingFor(sku)) if ((await serve(ctx, waiting)) === "nothing") break;
  await Inventory.reopen(ctx, sku);
}

async function serve(ctx: Context, waiting: Waiting): Promise<"done" | "too few" | "nothing"> {
  for (const _ of RACE_TRIES) {
    const order = await requireOrder(waiting.orderId);
    const { allocations = [] } = order;
    const promised = allocations.find((one) => isPromise(one, waiting));
    // A late duplicate put the order in the queue again.
    if (!promised || order.due === undefined) {
      await Inventory.leaveQueue(waiting);
      return "done";
    }
    // Its own saga gives back what it was promised.
    if (!isWaiting(order)) return "done";
    const units = await Inventory.chooseArrived(ctx, waiting, allocations);
    if (typeof units === "string") return units;
    const now = Inventory.sumPerLot([...allocations.filter((one) => one !== promised), ...units]);
    const { committed } = await transact([
      ...(await Inventory.handOverWrites(ctx, waiting, promised, units)),
      ...serveWrites(ctx, order, now),
    ]);
    if (committed) return "done";
  }
  throw new Error(`Order ${waiting.orderId} changed each time it was served.`);
}

/** The order waits for units, and nothing of it is being undone. */
const isWaiting = ({ status, withdrawnAt }: Order) =>
  status === "AWAITING_STOCK" && withdrawnAt === undefined;

const isPromise = ({ sku, location, lot }: Allocation, waiting: Waiting) =>
  Inventory.isIncoming({ location }) && sku === waiting.sku && lot === waiting.lot;

/** AWAITING_STOCK -> FULFILLED with the last of its units. */
function serveWrites(ctx: Context, order: Order, allocations: Allocation[]): TransactionWrite[] {
  if (Inventory.awaitedUnits(allocations).length > 0) return [servedWrite(order, allocations)];
  const { orderId, customerId, correlationId, totals } = order;
  const event = { definition: orderFulfilled, data: { orderId, customerId, total: totals.total } };
  return [
    ...Orders.transitionWrites(ctx, order, "FULFILLED", event, {
      detail: "All awaited units have arrived",
      facts: { allocations, progressLease: order.lease },
      // The event starts the saga; if it is lost, the sweep does.
      dueAt: ctx.clock.now() + ORDER_DUE_SECONDS * 1000,
    }),
    Logistics.shipmentPlanWrite(ctx, orderId, allocations),
    publishWrite({ ...ctx, correlationId }, orderRestocked, { orderId, customerId }),
  ];
}

/** Some of the awaited units have come; refused if the order changed since it was read. */
function servedWrite({ orderId, version }: Order, allocations: Allocation[]): TransactionWrite {
  return asWrite(
    OrderEntity.patch({ orderId })
      .set({ allocations, version: version + 1 })
      .where((attributes, { eq }) => eq(attributes.version, version)),
  );
}
