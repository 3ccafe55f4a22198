/** Gives an order's units back, when it is undone or goods come back. */
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { severalAtOnce } from "../platform/several-at-once.ts";
import { checkLevelAfterReturning } from "./alerts.ts";
import { giveBackOperation, releaseHold, type UnitsInLot } from "./lot.ts";
import type { Allocation } from "./rules.ts";
import { readStock } from "./stock.ts";
import { isSameLot, type LotKey } from "./stock-lot.ts";
import { lotNow } from "./stock-record.ts";
import { clearWaitWrites } from "./waiting.ts";

/**
 * The state of an order's units, as its record tells. `held`: the order was never PROCESSING, so
 * none is sold. `maybe committed`: it was, and the end of its commit is not recorded. `committed`:
 * all are sold.
 */
export type UnitsState = "held" | "maybe committed" | "committed";

/** Records on the order or return which chunks of its units went back. */
export interface Marker {
  /** True when the chunk is known to be back. */
  isDone(chunk: number): boolean;
  /** Builds the writes that record a chunk. They refuse a second time. */
  writes(chunk: number): TransactionWrite[];
}

/** With the entries of units that are waited for, and a marker, this fits into a transaction. */
const CHUNK = 45;

/** Splits allocations into those that went back with the first chunks, and those still sold. */
export const splitAtChunk = (allocations: readonly Allocation[], chunks: number) => ({
  back: allocations.slice(0, chunks * CHUNK),
  sold: allocations.slice(chunks * CHUNK),
});

/** Number of attempts: a commit or a merge may change the lots while we look at them. */
const ATTEMPTS = 4;

/**
 * Gives the units of these allocations back. Units that may be sold go in chunks, each in one
 * transaction with its marker; held ones need none, as only a hold that is there can be released.
 * @returns false when a marker refused: another process gives the same units back, or has the order
 */
export async function giveBack(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
  state: UnitsState,
  marker: Marker,
): Promise<boolean> {
  if (state === "held") {
    await severalAtOnce(allocations, (allocation) => release(ctx, orderId, allocation));
    return true;
  }
  for (let chunk = 0; chunk * CHUNK < allocations.length; chunk += 1) {
    if (marker.isDone(chunk)) continue;
    const some = allocations.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
    if (!(await giveChunkBack(ctx, orderId, some, state, marker.writes(chunk)))) return false;
  }
  return true;
}

/** Releases the order's hold in a lot, if there is one. */
async function release(ctx: Context, orderId: string, allocation: Allocation): Promise<void> {
  let held = allocation.quantity;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const write = await releaseHold(allocation, orderId, held);
    if (write.done) return checkLevelAfterReturning(ctx, allocation.sku, write.available - held);
    const other = write.lot?.holds[orderId];
    if (!other) return;
    // A late duplicate holds another number of units there.
    held = other.quantity;
  }
  throw new Error(`The hold of order ${orderId} changes all the time.`);
}

interface Share {
  lot: LotKey;
  units: UnitsInLot;
}

async function giveChunkBack(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
  state: Exclude<UnitsState, "held">,
  markerWrites: readonly TransactionWrite[],
): Promise<boolean> {
  const furtherWrites = clearWaitWrites(orderId, allocations);
  // Sold units are where they were, unless their lot was merged.
  let shares = state === "committed" ? allocations.map(asSold) : undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    shares ??= await findShares(ctx, orderId, allocations, state);
    const returns = shares.map(({ lot, units }) => asWrite(giveBackOperation(lot, orderId, units)));
    const result = await transact([...markerWrites, ...returns, ...furtherWrites]);
    if (result.committed) {
      await publishLevels(ctx, allocations);
      return true;
    }
    if (result.refused.some((index) => index < markerWrites.length)) return false;
    shares = undefined;
  }
  throw new Error(`Order ${orderId}: fewer units are sold than it wants to give back.`);
}

const asSold = ({ sku, location, lot, quantity }: Allocation): Share => ({
  lot: { sku, location, lot },
  units: { held: 0, sold: quantity },
});

/** Reads where the order's units are now. */
async function findShares(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
  state: Exclude<UnitsState, "held">,
): Promise<Share[]> {
  const shares: Share[] = [];
  for (const [sku, some] of Map.groupBy(allocations, ({ sku }) => sku)) {
    const stock = await readStock(sku, ctx.clock.now());
    const heldIn = (lot: LotKey) =>
      stock?.lots.find((one) => isSameLot(one, lot))?.holds[orderId]?.quantity ?? 0;
    for (const allocation of some) {
      const lot = stock ? lotNow(allocation, stock.record) : allocation;
      const share = shares.find((other) => isSameLot(other.lot, lot)) ?? {
        lot,
        units: { held: heldIn(lot), sold: 0 },
      };
      if (!shares.includes(share)) shares.push(share);
      // What is held in its own lot is not sold, unless all is known to be: then a late duplicate
      // holds it. A lot with holds is never merged.
      if (state === "committed" || heldIn(allocation) === 0) share.units.sold += allocation.quantity;
    }
  }
  return shares;
}

async function publishLevels(ctx: Context, allocations: readonly Allocation[]): Promise<void> {
  for (const sku of new Set(allocations.map(({ sku }) => sku))) await checkLevelAfterReturning(ctx, sku, 0);
}
