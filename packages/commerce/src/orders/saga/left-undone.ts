/** A parcel has left although its order is being undone, or was. */

import type { Allocation } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import type { Order } from "../entity.ts";
import { amendWrites } from "../transition.ts";
import { isBack } from "./course.ts";
import { flagWrites } from "./flag-order.ts";
import { isUntouched } from "./untouched.ts";

/** With the order, the shipment and the events, so many lots fit into a transaction. */
const MOST_SOLD_AGAIN = 90;

const hasUnitsBack = ({ stockReturned = 0 }: Order): boolean => stockReturned > 0;

/** True for an order that is being undone, or was: staff may have closed it as SHIPPED since. */
export const isUndone = (order: Order): boolean => isBack(order) || hasUnitsBack(order);

/**
 * Finds units for those of the order that are on sale again.
 * @returns undefined when none are, or when they cannot all be sold to the order again: others have
 * bought some, or they are in too many lots
 */
export async function findUnitsBack(ctx: Context, order: Order): Promise<Allocation[] | undefined> {
  if (!hasUnitsBack(order)) return undefined;
  const { allocations = [], stockReturned = 0 } = order;
  const found = await Inventory.findAgain(ctx, Inventory.splitAtChunk(allocations, stockReturned).back);
  return found && found.length <= MOST_SOLD_AGAIN ? found : undefined;
}

/** Tells the person who is called if the units of the parcel are on sale. */
export function unitsNote(order: Order, taken: readonly Allocation[] | undefined): string {
  if (!hasUnitsBack(order)) return "Its units are still sold.";
  if (taken) return "Its units are sold again.";
  return "Its units are still on sale, as far as others have not bought them: take them off.";
}

/**
 * Builds the writes for an order that is being undone, or was, when its first parcel leaves. They
 * sell its units to it again. An undo that is under way stops, as its lease ends; one that got
 * nowhere is called off.
 * @param taken units that the order takes in place of those that are on sale again
 */
export async function leftUndoneWrites(
  ctx: Context,
  order: Order,
  taken: readonly Allocation[] | undefined,
): Promise<TransactionWrite[]> {
  const restored = order.due !== undefined && isUntouched(order);
  const change = { restored, ...(taken && { facts: soldAgain(order, taken) }) };
  const undoing = order.due !== undefined && order.status !== "NEEDS_ATTENTION";
  const detail = `A parcel has left although the order is being undone. ${unitsNote(order, taken)}`;
  return [
    ...(await Inventory.exchangeWrites(ctx, { taken: taken ?? [], returned: [] })),
    ...(undoing
      ? flagWrites(ctx, order, detail, change)
      : amendWrites(ctx, order, { ...change, release: true })),
  ];
}

interface UnitsTakenBack {
  writes: TransactionWrite[];
  /** To write on the order with them. */
  facts?: ReturnType<typeof soldAgain>;
  /** Tells staff where the units are now. */
  note?: string;
}

/**
 * Builds the writes that sell an order the units of it that are on sale again, for staff who know
 * that its parcels have left. An order whose units are all sold needs none.
 */
export async function takeBackUnitsWrites(ctx: Context, order: Order): Promise<UnitsTakenBack> {
  if (!hasUnitsBack(order)) return { writes: [] };
  const taken = await findUnitsBack(ctx, order);
  return {
    writes: await Inventory.exchangeWrites(ctx, { taken: taken ?? [], returned: [] }),
    ...(taken && { facts: soldAgain(order, taken) }),
    note: unitsNote(order, taken),
  };
}

function soldAgain({ allocations = [], stockReturned = 0 }: Order, taken: readonly Allocation[]) {
  const { sold } = Inventory.splitAtChunk(allocations, stockReturned);
  return { stockReturned: 0, allocations: Inventory.sumPerLot([...taken, ...sold]) };
}
