/** Holds the units of an order; its undo gives them back. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Allocation, UnitsState } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { asWrite } from "../../platform/dynamodb/transaction.ts";
import { StepError } from "../../platform/errors.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import { severalAtOnce } from "../../platform/several-at-once.ts";
import { type Order, OrderEntity } from "../entity.ts";
import { hasBeen } from "../history.ts";
import { type Held, heldBack, heldForward } from "./lease.ts";

/**
 * Holds all units of the order. Idempotent.
 * @returns the version of the order that names the lots in which its units are held. A late attempt
 * that was given up may still name others.
 * @throws LeaseLost, OrderCancelled, StockInsufficient
 */
export async function reserveStock(ctx: Context, held: Held): Promise<{ version: number }> {
  let order = await heldForward(held);
  if (order.status !== "PENDING") return { version: order.version };
  let open = order.allocations ?? [];
  while (open.length > 0) {
    const short = await holdAll(ctx, held.orderId, open);
    open = [];
    for (const refused of short) {
      const others = await Inventory.reallocate(ctx, refused, held.orderId, order.allocations ?? []);
      if (!others) throw outOfStock(order, refused);
      order = await reallocate(order, held, refused, others);
      open.push(...others);
    }
  }
  return { version: order.version };
}

function outOfStock({ lines }: Order, { sku }: Allocation): StepError {
  const name = lines.find((line) => line.sku === sku)?.name ?? sku;
  return new StepError(stepErrors.outOfStock, `Something you ordered is no longer in stock: ${name}.`);
}

/** @returns the allocations whose lots have too few units */
async function holdAll(ctx: Context, orderId: string, open: readonly Allocation[]): Promise<Allocation[]> {
  const short: Allocation[] = [];
  await severalAtOnce(open, async (one) => {
    if ((await Inventory.hold(ctx, one, orderId)) === "short") short.push(one);
  });
  return short;
}

/** Replaces an allocation on the order. @throws LeaseLost, OrderCancelled */
async function reallocate(order: Order, held: Held, old: Allocation, others: Allocation[]): Promise<Order> {
  const { orderId, version } = order;
  const allocations = (order.allocations ?? []).flatMap((one) => (one === old ? others : [one]));
  const { rejected } = await OrderEntity.patch({ orderId })
    .set({ allocations, version: version + 1 })
    .where(
      (attributes, { eq }) => `${eq(attributes.version, version)} AND ${eq(attributes.lease, held.lease)}`,
    )
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  if (!rejected) return { ...order, allocations, version: version + 1 };
  await heldForward(held);
  // Another attempt of this step, which was given up too early, chose other lots.
  throw new Error(`Order ${orderId} changed while its stock was reserved.`);
}

/**
 * Gives back the units that the order has. Stops when a parcel leaves: its units are not
 * in the house. Idempotent.
 * @throws LeaseLost
 */
export async function releaseStock(ctx: Context, held: Held): Promise<void> {
  for (const _ of RACE_TRIES) {
    const order = await heldBack(held);
    const { orderId, allocations = [], stockReturned = 0 } = order;
    const done = await Inventory.giveBack(ctx, orderId, allocations, stateOfUnits(order), {
      isDone: (chunk) => chunk < stockReturned,
      writes: (chunk) => [returnedWrite(order, chunk), Logistics.nothingHasLeftWrite(orderId)],
    });
    if (done) return;
  }
  throw new Error(`Order ${held.orderId} changed each time its units were given back.`);
}

/** The order is FULFILLED, or waits for stock, once all its units are sold. */
function stateOfUnits(order: Order): UnitsState {
  if (order.fulfilledAt !== undefined) return "committed";
  return hasBeen(order, "PROCESSING") ? "maybe committed" : "held";
}

/**
 * Records that one more chunk of the order's sold units went back to stock. Refused when the order
 * changed in another way since it was read: staff may have closed it.
 */
function returnedWrite({ orderId, lease, version, stockReturned = 0 }: Order, chunk: number) {
  const expected = version + chunk - stockReturned;
  return asWrite(
    OrderEntity.patch({ orderId })
      .set({ stockReturned: chunk + 1, version: expected + 1 })
      .where(
        (attributes, { eq }) => `${eq(attributes.version, expected)} AND ${eq(attributes.lease, lease)}`,
      ),
  );
}
