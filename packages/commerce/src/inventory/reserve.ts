/**
 * Reserves units for an order: planned lots, one hold each, and other lots for a hold that was
 * refused.
 */
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import { afterwards } from "../platform/afterwards.ts";
import type { Context } from "../platform/context.ts";
import { checkLevelAfterTaking } from "./alerts.ts";
import { hasRoom } from "./heat.ts";
import { hold as holdIn, shrinkHold } from "./lot.ts";
import { isOpen } from "./policy.ts";
import { doubleLots, growIfHot, growIfThrottled } from "./resize.ts";
import {
  type Allocation,
  byPreference,
  choose,
  type Demand,
  firstChoice,
  isSampled,
  sumPerSku,
} from "./rules.ts";
import { hasMoved, readStock, sumOf } from "./stock.ts";
import { type Hold, INCOMING, isIncoming, isSameLot } from "./stock-lot.ts";
import { rememberedRecord, rememberRecordOf } from "./stock-record.ts";

/**
 * Plans the lots of an order without a read. The lot that is tried first for a SKU varies by order.
 */
export function plan(orderId: string, demand: readonly Demand[]): Allocation[] {
  return sumPerSku(demand).map(({ sku, quantity }) => {
    const lots = rememberedRecord(sku)?.record.lots[DEFAULT_LOCATION] ?? [0];
    return { sku, location: DEFAULT_LOCATION, lot: firstChoice(orderId, sku, lots), quantity };
  });
}

/**
 * Reserves one allocation, until the order commits or releases it.
 * @returns `held` (now or by an earlier attempt), or `short` when this lot has too few units
 */
export async function hold(ctx: Context, allocation: Allocation, orderId: string): Promise<"held" | "short"> {
  const { sku, quantity } = allocation;
  const now = ctx.clock.now();
  const recount = isSampled(orderId);
  const look = recount || !rememberedRecord(sku);
  const write = await holdIn(allocation, orderId, quantity, { now, look, recount }).catch(
    async (error: unknown) => {
      await splitting(sku, () => growIfThrottled(ctx, allocation, error));
      throw error;
    },
  );
  if (write.done) {
    const { available, before } = write;
    if (before) rememberRecordOf(before, now);
    if (before) await splitting(sku, () => growIfHot(ctx, before));
    if (!isIncoming(allocation)) await checkLevelAfterTaking(ctx, sku, available);
    return "held";
  }
  if (write.lot) rememberRecordOf(write.lot, now);
  const earlier = write.lot?.holds[orderId];
  if (earlier && earlier.quantity > quantity) return shrink(allocation, orderId, earlier, now);
  return earlier?.quantity === quantity ? "held" : "short";
}

/** The lots of a SKU split beside an order, which neither waits for it nor fails with it. */
const splitting = (sku: string, work: () => Promise<unknown>) =>
  afterwards(`Splitting a lot of ${sku}`, work);

/** A late write of an earlier attempt held more than the order now wants from this lot. */
async function shrink(allocation: Allocation, orderId: string, earlier: Hold, now: number) {
  if (earlier.at > now) throw new Error(`A later attempt of order ${orderId} holds ${allocation.sku}.`);
  const write = await shrinkHold(allocation, orderId, earlier, allocation.quantity);
  // The SDK repeats a write whose answer was lost: it is then refused as done already.
  const left = write.done ? allocation.quantity : write.lot?.holds[orderId]?.quantity;
  return left === allocation.quantity ? "held" : "short";
}

/** Rounds of opening lots, or of finding that units moved, before the SKU counts as sold out. */
const ATTEMPTS = 8;

/**
 * Finds other units for an allocation that its lot refused; the refused lot takes part with what it
 * has. The order never uses a lot twice, nor one in which a late duplicate holds units for it, and
 * locations that it already ships from come first. When too few units are on hand and the policy
 * allows it, incoming units are promised.
 * @param allocations all allocations of the order
 * @returns undefined when the SKU has too few units
 * @throws Error when there are enough, in lots that can hold no more orders at the moment
 */
export async function reallocate(
  ctx: Context,
  refused: Allocation,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<Allocation[] | undefined> {
  const others = allocations.filter((allocation) => !isSameLot(allocation, refused));
  const locations = byPreference(others.map(({ location }) => location));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const now = ctx.clock.now();
    const stock = await readStock(refused.sku, now);
    if (!stock) return undefined;
    const held = stock.lots.find((lot) => isSameLot(lot, refused))?.holds[orderId];
    // Another attempt of the order was luckier.
    if (held && held.quantity >= refused.quantity) return [refused];
    const open = stock.lots.filter(
      (lot) =>
        hasRoom(lot) &&
        isOpen(lot, stock.record, now) &&
        !(orderId in lot.holds) &&
        !others.some((other) => isSameLot(other, lot)),
    );
    const from = (where: readonly string[]) => choose(refused.sku, refused.quantity, open, where);
    let chosen = from(locations);
    if (!chosen) {
      const full = stock.lots.find((lot) => lot.available > 0 && !hasRoom(lot));
      if (full && (await doubleLots(ctx, stock, full.location))) continue;
      chosen = from([INCOMING]);
    }
    if (chosen) return chosen;
    if (await hasMoved(stock)) continue;
    // A lot has room again when an order that it holds units for is paid or undone.
    const inFullLots = stock.lots.filter((lot) => !hasRoom(lot) && isOpen(lot, stock.record, now));
    if (sumOf([...open, ...inFullLots], "available") < refused.quantity) return undefined;
    throw new Error(`The lots of ${refused.sku} hold units for too many orders.`);
  }
  return undefined;
}
