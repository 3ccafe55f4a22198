/** How an order comes to its units: planned lots, one hold each, other lots for what could not be held. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import { hasRoom } from "./ageing.ts";
import { levelAfterTaking } from "./alerts.ts";
import { remembered, rememberFrom } from "./book.ts";
import { INCOMING, isIncoming, isSameLot } from "./stock-lot.ts";
import { freeLapsed } from "./lapse.ts";
import { closeWithoutHold, hold as holdIn, shrinkHold } from "./lot.ts";
import { isOpen } from "./policy.ts";
import { double, growIfHot, growIfThrottled } from "./resize.ts";
import { type Allocation, byPreference, choose, type Demand, firstChoice, looks, summed } from "./rules.ts";
import { hasMoved, readStock } from "./stock.ts";

/** Which lots an order's units should come from; the first lot tried for a SKU varies by order. */
export function plan(orderId: string, demand: readonly Demand[]): Allocation[] {
  return summed(demand).map(({ sku, quantity }) => {
    const lots = remembered(sku)?.book.lots[DEFAULT_LOCATION] ?? [0];
    return { sku, location: DEFAULT_LOCATION, lot: firstChoice(orderId, sku, lots), quantity };
  });
}

/**
 * Reserves one allocation, for a time.
 * @returns `held` (now or by an earlier attempt), or `short` when this lot cannot give it
 * @throws ReservationLapsed when the order held it before, and does no more
 */
export async function hold(ctx: Context, allocation: Allocation, orderId: string): Promise<"held" | "short"> {
  const { sku, quantity } = allocation;
  const now = ctx.clock.now();
  const look = looks(orderId) || !remembered(sku);
  const write = await holdIn(allocation, orderId, quantity, now, look).catch(async (error: unknown) => {
    await growIfThrottled(ctx, allocation, error);
    throw error;
  });
  const { done, available, lot } = write;
  if (lot) rememberFrom(lot, now);
  if (done) {
    if (lot) await growIfHot(ctx, lot);
    if (!isIncoming(allocation)) await levelAfterTaking(ctx, sku, available ?? 0);
    return "held";
  }
  const earlier = lot?.holds[orderId];
  if (earlier?.quantity === quantity) return "held";
  // Written late, for more than the order now wants from here.
  if (earlier && earlier.quantity > quantity) {
    return (await shrinkHold(allocation, orderId, earlier, quantity)) ? "held" : "short";
  }
  const settled = lot?.settled[orderId];
  if (settled?.outcome === "committed") return "held";
  if (settled?.outcome === "released")
    throw new StepError(stepErrors.reservationLapsed, `The reservation of ${sku} was released.`);
  return "short";
}

/** How often lots are made or freed, or found to have moved, before a SKU counts as sold out. */
const ATTEMPTS = 8;

/**
 * What to hold instead of an allocation that its lot could not give, or undefined when the SKU has too few units. The refused
 * lot gives what it has, or is closed for the order, so that a duplicate of the refused attempt cannot hold there later.
 * `allocations` are all of the order's: it gets no lot twice, and rather what lies where its other parcels start. Where there is
 * too little, and the SKU's policy allows it, the units are promised from those that are still to come.
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
        isOpen(lot, stock.book, now) &&
        !(orderId in lot.holds) &&
        !(orderId in lot.settled) &&
        !others.some((other) => isSameLot(other, lot)),
    );
    const again = open.find((lot) => isSameLot(lot, refused));
    // Somebody gave units back meanwhile, or they were freed below.
    if (again && again.available >= refused.quantity) return [refused];
    const from = (where: readonly string[]) => choose(refused.sku, refused.quantity, open, where);
    let chosen = from(locations);
    if (!chosen) {
      if (await freeLapsed(ctx, stock)) continue;
      const full = stock.lots.find((lot) => lot.available > 0 && !hasRoom(lot));
      if (full && (await double(ctx, stock, full.location))) continue;
      chosen = from([INCOMING]);
    }
    if (chosen) {
      if (!chosen.some((one) => isSameLot(one, refused))) {
        await closeWithoutHold(refused, orderId, "passed-over", now);
      }
      return chosen;
    }
    if (!(await hasMoved(stock))) return undefined;
  }
  return undefined;
}
