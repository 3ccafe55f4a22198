/**
 * The writes on one stock lot. Each is a single conditional update: atomic, idempotent by order id,
 * and conserving (available + reserved + sold = stocked). A refused write returns the lot as it is,
 * so that the caller can tell the reason.
 */
import { electroOptions } from "../platform/dynamodb/options.ts";
import { lapsesAt, MOST_HOLDS_PER_LOT } from "./ageing.ts";
import { StockLotEntity } from "./entity.ts";
import { type Hold, type LotKey, type StockLot } from "./stock-lot.ts";

/** The result of a write. */
export interface LotWrite {
  done: boolean;
  /** Available units after the write. */
  available?: number;
  /** The whole lot: after a write that asked for it, or as it refused the write. */
  lot?: StockLot;
}

interface Written {
  rejected?: boolean;
  data: unknown;
}

function outcome({ rejected, data }: Written, returnLot = false): LotWrite {
  const lot = (data ?? undefined) as StockLot | undefined;
  if (rejected) return { done: false, ...(lot && { lot }) };
  return { done: true, ...(lot && { available: lot.available }), ...(lot && returnLot && { lot }) };
}

/** A lot has kilobytes of other orders' holds: a successful write returns it only on request. */
const writeOptions = (returnLot = false) =>
  ({
    ...electroOptions,
    response: returnLot ? "all_new" : "updated_new",
    returnOnConditionCheckFailure: "all_old",
  }) as const;

/** Moves units from available to reserved, once per order. */
export async function hold(
  key: LotKey,
  orderId: string,
  quantity: number,
  now: number,
  returnLot: boolean,
): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ available, reserved, holds }, { subtract, add, set }) => {
      subtract(available, quantity);
      add(reserved, quantity);
      set(holds[orderId], { quantity, until: lapsesAt(now) });
    })
    .where(
      ({ available, holds, settled, closedUntil }, { gte, lte, notExists, size, escape }) =>
        `${gte(available, quantity)} AND (${notExists(closedUntil)} OR ${lte(closedUntil, now)}) AND ${notExists(holds[orderId])} AND ${notExists(settled[orderId])} AND ${size(holds)} < ${escape(MOST_HOLDS_PER_LOT)}`,
    )
    .go(writeOptions(returnLot));
  return outcome(written, returnLot);
}

/** Moves a hold's units from reserved to sold. */
export async function commitHold(
  key: LotKey,
  orderId: string,
  quantity: number,
  at: number,
  returnLot: boolean,
): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ reserved, sold, holds, settled }, { subtract, add, remove, set }) => {
      subtract(reserved, quantity);
      add(sold, quantity);
      remove(holds[orderId]);
      set(settled[orderId], { outcome: "committed", quantity, at });
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, quantity))
    .go({ ...writeOptions(returnLot), response: returnLot ? "all_new" : "none" });
  return outcome(written, returnLot);
}

/** Moves a hold's units back from reserved to available. */
export async function releaseHold(
  key: LotKey,
  orderId: string,
  quantity: number,
  at: number,
): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ reserved, available, holds, settled }, { subtract, add, remove, set }) => {
      subtract(reserved, quantity);
      add(available, quantity);
      remove(holds[orderId]);
      set(settled[orderId], { outcome: "released", quantity, at });
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, quantity))
    .go(writeOptions());
  return outcome(written);
}

/** Shrinks a hold to `quantity`, unless it has changed since it was read. */
export async function shrinkHold(
  key: LotKey,
  orderId: string,
  held: Hold,
  quantity: number,
): Promise<boolean> {
  const { rejected } = await StockLotEntity.patch(key)
    .data(({ available, reserved, holds }, { subtract, add, set }) => {
      add(available, held.quantity - quantity);
      subtract(reserved, held.quantity - quantity);
      set(holds[orderId], { ...held, quantity });
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, held.quantity))
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  return !rejected;
}

/**
 * Marks that the order holds nothing here, so that a late reservation is refused. `passed-over`:
 * the order may still hold units in other lots. `released`: it holds none anywhere.
 */
export async function leaveTombstone(
  key: LotKey,
  orderId: string,
  outcome: "passed-over" | "released",
  at: number,
): Promise<void> {
  await StockLotEntity.patch(key)
    .data(({ settled }, { set }) => set(settled[orderId], { outcome, quantity: 0, at }))
    .where(
      ({ holds, settled }, { eq, notExists }) =>
        `${notExists(holds[orderId])} AND (${notExists(settled[orderId])} OR ${eq(settled[orderId].outcome, "passed-over")})`,
    )
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
}

/** Moves sold units back to available. For a transaction, or on its own. */
export function returnSaleOperation(key: LotKey, orderId: string, quantity: number, at: number) {
  return StockLotEntity.patch(key)
    .data(({ sold, available, settled }, { subtract, add, set }) => {
      subtract(sold, quantity);
      add(available, quantity);
      set(settled[orderId], { outcome: "released", quantity, at });
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

/** Removes settlements that no duplicate can ask for any more. */
export async function forgetSettled(key: LotKey, orderIds: readonly string[]): Promise<void> {
  await StockLotEntity.patch(key)
    .data(({ settled }, { remove }) => {
      for (const orderId of orderIds) remove(settled[orderId]);
    })
    .go({ ...electroOptions, response: "none" });
}
