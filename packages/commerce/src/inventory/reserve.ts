/**
 * Reserves units for an order: planned lots, one hold each, and other lots for a hold that was
 * refused.
 */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import { hasRoom } from "./ageing.ts";
import { checkLevelAfterTaking } from "./alerts.ts";
import { releaseLapsed } from "./lapse.ts";
import { hold as holdIn, leaveTombstone, shrinkHold } from "./lot.ts";
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
import { hasMoved, readStock } from "./stock.ts";
import { INCOMING, isIncoming, isSameLot } from "./stock-lot.ts";
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
 * Reserves one allocation, for a time.
 * @returns `held` (now or by an earlier attempt), or `short` when this lot has too few units
 * @throws ReservationLapsed when the order held it before and lost it
 */
export async function hold(ctx: Context, allocation: Allocation, orderId: string): Promise<"held" | "short"> {
  const { sku, quantity } = allocation;
  const now = ctx.clock.now();
  const returnLot = isSampled(orderId) || !rememberedRecord(sku);
  const write = await holdIn(allocation, orderId, quantity, now, returnLot).catch(async (error: unknown) => {
    await growIfThrottled(ctx, allocation, error);
    throw error;
  });
  const { done, available, lot } = write;
  if (lot) rememberRecordOf(lot, now);
  if (done) {
    if (lot) await growIfHot(ctx, lot);
    if (!isIncoming(allocation)) await checkLevelAfterTaking(ctx, sku, available ?? 0);
    return "held";
  }
  const earlier = lot?.holds[orderId];
  if (earlier?.quantity === quantity) return "held";
  // A late write held more than the order now wants from this lot.
  if (earlier && earlier.quantity > quantity) {
    return (await shrinkHold(allocation, orderId, earlier, quantity)) ? "held" : "short";
  }
  const settled = lot?.settled[orderId];
  if (settled?.outcome === "committed") return "held";
  if (settled?.outcome === "released")
    throw new StepError(stepErrors.reservationLapsed, `The reservation of ${sku} was released.`);
  return "short";
}

/**
 * Rounds of opening or freeing lots, or of finding that units moved, before the SKU counts as sold
 * out.
 */
const ATTEMPTS = 8;

/**
 * Finds other units for an allocation that its lot refused. The refused lot either gives what it
 * has or gets a tombstone for the order, so that a late duplicate cannot hold there.
 * The order never uses a lot twice, and locations that it already ships from come first. When too
 * few units are on hand and the policy allows it, incoming units are promised.
 * @param allocations all allocations of the order
 * @returns undefined when the SKU has too few units
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
    const open = stock.lots.filter(
      (lot) =>
        hasRoom(lot) &&
        isOpen(lot, stock.record, now) &&
        !(orderId in lot.holds) &&
        !(orderId in lot.settled) &&
        !others.some((other) => isSameLot(other, lot)),
    );
    const again = open.find((lot) => isSameLot(lot, refused));
    // Units came back meanwhile, or lapsed holds were released below.
    if (again && again.available >= refused.quantity) return [refused];
    const from = (where: readonly string[]) => choose(refused.sku, refused.quantity, open, where);
    let chosen = from(locations);
    if (!chosen) {
      if (await releaseLapsed(ctx, stock)) continue;
      const full = stock.lots.find((lot) => lot.available > 0 && !hasRoom(lot));
      if (full && (await doubleLots(ctx, stock, full.location))) continue;
      chosen = from([INCOMING]);
    }
    if (chosen) {
      if (!chosen.some((one) => isSameLot(one, refused))) {
        await leaveTombstone(refused, orderId, "passed-over", now);
      }
      return chosen;
    }
    if (!(await hasMoved(stock))) return undefined;
  }
  return undefined;
}
