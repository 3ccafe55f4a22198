/**
 * The writes on one stock lot. Each is a single conditional update: atomic, idempotent by order id, and conserving
 * (available + reserved + sold = stocked). A refused write returns the lot as it is, so that the caller can tell why.
 */
import { electroOptions } from "../platform/dynamodb/options.ts";
import { lapsesAt, MOST_HOLDS_PER_LOT } from "./ageing.ts";
import { StockLotEntity } from "./entity.ts";
import { type Hold, type LotKey, type StockLot } from "./stock-lot.ts";

/** What a write found. */
export interface LotWrite {
  done: boolean;
  /** Available units after it. */
  available?: number;
  /** The whole lot, as it is after a write that looked, or as it was when it refused. */
  lot?: StockLot;
}

interface Written {
  rejected?: boolean;
  data: unknown;
}

function outcome({ rejected, data }: Written, look = false): LotWrite {
  const lot = (data ?? undefined) as StockLot | undefined;
  if (rejected) return { done: false, ...(lot && { lot }) };
  return { done: true, ...(lot && { available: lot.available }), ...(lot && look && { lot }) };
}

/** A lot is kilobytes of other orders' holds: a write that succeeds returns it only when asked to look. */
const answer = (look = false) =>
  ({
    ...electroOptions,
    response: look ? "all_new" : "updated_new",
    returnOnConditionCheckFailure: "all_old",
  }) as const;

/** Moves units from available to reserved, once per order. */
export async function hold(
  key: LotKey,
  orderId: string,
  quantity: number,
  now: number,
  look: boolean,
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
    .go(answer(look));
  return outcome(written, look);
}

/** Moves a hold's units from reserved to sold. */
export async function commitHold(
  key: LotKey,
  orderId: string,
  quantity: number,
  at: number,
  look: boolean,
): Promise<LotWrite> {
  const written = await StockLotEntity.patch(key)
    .data(({ reserved, sold, holds, settled }, { subtract, add, remove, set }) => {
      subtract(reserved, quantity);
      add(sold, quantity);
      remove(holds[orderId]);
      set(settled[orderId], { outcome: "committed", quantity, at });
    })
    .where(({ holds }, { eq }) => eq(holds[orderId].quantity, quantity))
    .go({ ...answer(look), response: look ? "all_new" : "none" });
  return outcome(written, look);
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
    .go(answer());
  return outcome(written);
}

/** Gives back what a hold has beyond `quantity`, unless the hold has changed. */
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
 * Leaves a mark that the order holds nothing here and never will: a reservation that is still on its way is refused. An order
 * that was only passed over may still hold elsewhere, one that was released may not.
 */
export async function closeWithoutHold(
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

/** The write that takes a committed sale back to available; part of a transaction, or alone. */
export function returnSaleOperation(key: LotKey, orderId: string, quantity: number, at: number) {
  return StockLotEntity.patch(key)
    .data(({ sold, available, settled }, { subtract, add, set }) => {
      subtract(sold, quantity);
      add(available, quantity);
      set(settled[orderId], { outcome: "released", quantity, at });
    })
    .where(({ sold }, { gte }) => gte(sold, quantity));
}

/** The write that sells units which nobody held; part of a transaction. */
export function sellOperation(key: LotKey, quantity: number) {
  return StockLotEntity.patch(key)
    .data(({ sold, available }, { subtract, add }) => {
      subtract(available, quantity);
      add(sold, quantity);
    })
    .where(({ available }, { gte }) => gte(available, quantity));
}

/** Forgets settlements that no duplicate can come for any more. */
export async function forgetSettled(key: LotKey, orderIds: readonly string[]): Promise<void> {
  await StockLotEntity.patch(key)
    .data(({ settled }, { remove }) => {
      for (const orderId of orderIds) remove(settled[orderId]);
    })
    .go({ ...electroOptions, response: "none" });
}
