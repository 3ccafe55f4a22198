/**
 * The writes on one stock lot. Each is a single conditional update: atomic, idempotent by order id,
 * and conserving (available + reserved + sold = stocked). A refused write returns the lot as it is,
 * so that the caller can tell the reason.
 */
import { electroOptions } from "../platform/dynamodb/options.ts";
import { StockLotEntity } from "./entity.ts";
import { MOST_HOLDS_PER_LOT } from "./heat.ts";
import type { Hold, LotKey, StockLot } from "./stock-lot.ts";

interface Written {
  rejected?: boolean;
  data: unknown;
}

/** A write that was made, or the lot as it refused it; undefined when there is no such lot. */
export type LotWrite = { done: true } | { done: false; lot?: StockLot };

const outcome = ({ rejected, data }: Written): LotWrite =>
  rejected ? { done: false, ...lotOf(data) } : { done: true };

const lotOf = (data: unknown) => (data ? { lot: data as StockLot } : {});

/** A lot has kilobytes of other orders' holds: a successful write returns it only on request. */
const quietly = { ...electroOptions, response: "none", returnOnConditionCheckFailure: "all_old" } as const;

export interface HoldOptions {
  now: number;
  /** Returns the lot as it was before the write. */
  look: boolean;
  /** Starts to count the lot's orders anew, with this one. */
  recount: boolean;
}

/** Moves units from available to reserved, once per order. */
export async function hold(
  key: LotKey,
  orderId: string,
  quantity: number,
  { now, look, recount }: HoldOptions,
): Promise<{ done: true; available: number; before?: StockLot } | { done: false; lot?: StockLot }> {
  const { rejected, data }: Written = await StockLotEntity.patch(key)
    .data(({ available, reserved, holds, recentOrders, countedSince }, { subtract, add, set }) => {
      subtract(available, quantity);
      add(reserved, quantity);
      set(holds[orderId], { quantity, at: now });
      if (recount) {
        set(recentOrders, 1);
        set(countedSince, now);
      } else add(recentOrders, 1);
    })
    .where(
      ({ available, holds, closedUntil }, { gte, lte, notExists, size, escape }) =>
        `${gte(available, quantity)} AND (${notExists(closedUntil)} OR ${lte(closedUntil, now)}) AND ${notExists(holds[orderId])} AND ${size(holds)} < ${escape(MOST_HOLDS_PER_LOT)}`,
    )
    .go({ ...quietly, response: look ? "all_old" : "updated_new" });
  if (rejected) return { done: false, ...lotOf(data) };
  const { available } = data as StockLot;
  return look
    ? { done: true, available: available - quantity, before: data as StockLot }
    : { done: true, available };
}

/** Moves a hold's units from reserved to sold. */
export async function commitHold(key: LotKey, orderId: string, quantity: number): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ reserved, sold, holds }, { subtract, add, remove }) => {
      subtract(reserved, quantity);
      add(sold, quantity);
      remove(holds[orderId]);
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, quantity))
    .go(quietly);
  return outcome(written);
}

/** Moves a hold's units back from reserved to available. */
export async function releaseHold(
  key: LotKey,
  orderId: string,
  quantity: number,
): Promise<{ done: true; available: number } | { done: false; lot?: StockLot }> {
  const { rejected, data }: Written = await giveBackOperation(key, orderId, { held: quantity, sold: 0 }).go({
    ...quietly,
    response: "updated_new",
  });
  return rejected ? { done: false, ...lotOf(data) } : { done: true, available: (data as StockLot).available };
}

/** Releases a hold, unless it has changed since it was read. @returns true when it was released */
export async function releaseHoldAsRead(key: LotKey, orderId: string, { quantity, at }: Hold) {
  const { rejected }: Written = await giveBackOperation(key, orderId, { held: quantity, sold: 0 })
    .where(({ holds }, { eq }) => eq(holds[orderId].at, at))
    .go(quietly);
  return !rejected;
}

/** Shrinks a hold to `quantity`, unless it has changed since it was read. */
export async function shrinkHold(
  key: LotKey,
  orderId: string,
  held: Hold,
  quantity: number,
): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ available, reserved, holds }, { subtract, add, set }) => {
      add(available, held.quantity - quantity);
      subtract(reserved, held.quantity - quantity);
      set(holds[orderId], { ...held, quantity });
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, held.quantity))
    .go(quietly);
  return outcome(written);
}

/** Units of an order in one lot. */
export interface UnitsInLot {
  held: number;
  sold: number;
}

/**
 * Moves an order's units back to available. Refused when the order holds another number of units
 * than `held`, or any when it is 0. For a transaction, or on its own.
 */
export function giveBackOperation(key: LotKey, orderId: string, { held, sold: units }: UnitsInLot) {
  return StockLotEntity.patch(key)
    .data(({ available, reserved, sold, holds }, { subtract, add, remove }) => {
      add(available, held + units);
      if (units > 0) subtract(sold, units);
      if (held > 0) {
        subtract(reserved, held);
        remove(holds[orderId]);
      }
    })
    .where(
      ({ sold, holds }, { eq, gte, notExists }) =>
        `${gte(sold, units)} AND ${held > 0 ? eq(holds[orderId].quantity, held) : notExists(holds[orderId])}`,
    );
}

/** Moves sold units back to available, of an order that keeps others. For a transaction. */
export function returnSaleOperation(key: LotKey, quantity: number) {
  return StockLotEntity.patch(key)
    .data(({ sold, available }, { subtract, add }) => {
      subtract(sold, quantity);
      add(available, quantity);
    })
    .where(({ sold }, { gte }) => gte(sold, quantity));
}

/** Moves available units to sold without a hold. For a transaction. */
export function sellOperation(key: LotKey, quantity: number) {
  return StockLotEntity.patch(key)
    .data(({ sold, available }, { subtract, add }) => {
      subtract(available, quantity);
      add(sold, quantity);
    })
    .where(({ available }, { gte }) => gte(available, quantity));
}
