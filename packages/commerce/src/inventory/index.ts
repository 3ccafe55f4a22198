/**
 * Stock. Invariants: available + reserved + sold = stocked in every lot, none of them negative, so no unit is sold twice;
 * an order holds stock at most once, whatever is repeated; an order's demand is summed per SKU before it is reserved.
 *
 * A reservation is one conditional write on one lot. An order keeps its allocations (which lot gives what), chosen before
 * the first hold, so that a repeated step finds the same lots.
 */
import { plain, whole } from "../storage/options.ts";
import type { Context } from "../context.ts";
import { DomainError, StepError } from "../errors.ts";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import { part, transact, type TransactionPart } from "../storage/transaction.ts";
import { StockLotEntity, type StockLot } from "./entity.ts";
import { closeWithoutHold, commitHold, forgetSettled, hold, releaseHold, returningSale } from "./lot.ts";
import {
  type Allocation,
  choose,
  type Demand,
  expiredSettlements,
  firstChoice,
  looks,
  summed,
} from "./rules.ts";

export type { Allocation, Demand } from "./rules.ts";

/** A lot's size is what each of its writes costs: 1 KB of holds is about 25 orders. */
const MOST_HOLDS_PER_LOT = 200;

/** How many lots a SKU has, as this process last saw it. Only a first guess: a wrong one costs a second try. */
const lotsSeen = new Map<string, number>();
const MOST_SKUS_REMEMBERED = 10_000;

function remember(lot: StockLot): void {
  if (lotsSeen.size >= MOST_SKUS_REMEMBERED) lotsSeen.clear();
  lotsSeen.set(lot.sku, lot.lots);
}

async function readLots(sku: string): Promise<StockLot[]> {
  const { data: first } = await StockLotEntity.get({ sku, lot: 0 }).go({ ...plain, consistent: true });
  if (!first) return [];
  remember(first as StockLot);
  if (first.lots === 1) return [first as StockLot];
  const keys = Array.from({ length: first.lots - 1 }, (_, index) => ({ sku, lot: index + 1 }));
  const { data: others } = await StockLotEntity.get(keys).go({ ...plain, consistent: true });
  return [first, ...others] as StockLot[];
}

function level(sku: string, lots: readonly StockLot[]) {
  const total = (count: "available" | "reserved" | "sold") => lots.reduce((sum, lot) => sum + lot[count], 0);
  return { sku, available: total("available"), reserved: total("reserved"), sold: total("sold") };
}

/** Keeps a lot small once its settlements are past any duplicate. */
async function tidy(ctx: Context, lot: StockLot): Promise<void> {
  remember(lot);
  const expired = expiredSettlements(lot, ctx.clock.now());
  if (expired.length > 0) await forgetSettled(lot, expired);
}

export const Inventory = {
  /** Which lots an order's units should come from; the first lot tried for a SKU varies by order. */
  plan(orderId: string, demand: readonly Demand[]): Allocation[] {
    return summed(demand).map(({ sku, quantity }) =>
      firstChoice(orderId, sku, quantity, lotsSeen.get(sku) ?? 1),
    );
  },

  /**
   * Reserves one allocation.
   * @returns `held` (now or by an earlier attempt), or `short` when this lot cannot give it
   */
  async hold(allocation: Allocation, orderId: string): Promise<"held" | "short"> {
    const { quantity } = allocation;
    const { done, lot } = await hold(allocation, orderId, quantity, MOST_HOLDS_PER_LOT, looks(orderId));
    if (lot) remember(lot);
    if (done || lot?.holds[orderId] === quantity) return "held";
    const settled = lot?.settled[orderId];
    if (settled?.outcome === "committed") return "held";
    if (settled)
      throw new StepError(stepErrors.reservationLapsed, `The reservation of ${allocation.sku} was released.`);
    return "short";
  },

  /**
   * Other lots for what an allocation could not give, or undefined when the SKU has too few units. The refused lot is
   * closed for the order, so that a duplicate of the refused attempt cannot hold there later.
   */
  async reallocate(ctx: Context, refused: Allocation, orderId: string): Promise<Allocation[] | undefined> {
    const lots = await readLots(refused.sku);
    const candidates = lots.filter(
      (lot) => lot.lot !== refused.lot && !(orderId in lot.holds) && !(orderId in lot.settled),
    );
    const chosen = choose(refused.sku, refused.quantity, candidates);
    if (!chosen) return undefined;
    await closeWithoutHold(refused, orderId, ctx.clock.now());
    return chosen;
  },

  /** Turns an order's holds into sales. @throws ReservationLapsed when one is no longer there */
  async commit(ctx: Context, orderId: string, allocations: readonly Allocation[]): Promise<void> {
    for (const allocation of allocations) {
      const { done, lot } = await commitHold(
        allocation,
        orderId,
        allocation.quantity,
        ctx.clock.now(),
        looks(orderId),
      );
      if (!done && lot?.settled[orderId]?.outcome !== "committed") {
        throw new StepError(stepErrors.reservationLapsed, `The reservation of ${allocation.sku} has lapsed.`);
      }
      if (done && lot) await tidy(ctx, lot);
    }
  },

  /** Gives back what an order held or had committed, or bars it from holding when it never did. Repeatable. */
  async release(ctx: Context, orderId: string, allocations: readonly Allocation[]): Promise<void> {
    const now = ctx.clock.now();
    for (const allocation of allocations) {
      const { done, lot } = await releaseHold(allocation, orderId, allocation.quantity, now);
      if (done || !lot) continue;
      const settled = lot.settled[orderId];
      if (settled?.outcome === "committed") {
        await returningSale(allocation, orderId, settled.quantity, now)
          .where(({ settled: all }, { eq }) => eq(all[orderId].outcome, "committed"))
          .go({ ...plain, response: "none", returnOnConditionCheckFailure: true });
      } else if (!settled) {
        await closeWithoutHold(allocation, orderId, now);
      }
    }
  },

  /** Takes an order's sold units back, once: `marker` is the write that records it on the order and refuses a second time. */
  async returnSales(
    ctx: Context,
    orderId: string,
    allocations: readonly Allocation[],
    marker: TransactionPart,
  ): Promise<void> {
    const returns = allocations.map((allocation) =>
      part(returningSale(allocation, orderId, allocation.quantity, ctx.clock.now())),
    );
    const result = await transact([marker, ...returns]);
    if (!result.committed && !result.refused.includes(0)) {
      throw new Error(`Order ${orderId}: fewer units are sold than it wants to return.`);
    }
  },

  /** @throws stock.unknown_sku */
  async get(sku: string) {
    const lots = await readLots(sku);
    if (lots.length === 0) throw new DomainError("stock.unknown_sku");
    return level(sku, lots);
  },

  /** Units that can be sold now, by SKU; one round trip while SKUs have one lot. */
  async available(skus: readonly string[]): Promise<Map<string, number>> {
    const { data } = await StockLotEntity.get(skus.map((sku) => ({ sku, lot: 0 }))).go({
      ...plain,
      // A lot's holds are most of its size, and no shopper's business.
      attributes: ["sku", "lots", "available"],
    });
    const firsts = data as Pick<StockLot, "sku" | "lots" | "available">[];
    const levels = await Promise.all(
      firsts.map(async (first) => {
        const units = first.lots === 1 ? first : await Inventory.get(first.sku);
        return [first.sku, units.available] as const;
      }),
    );
    return new Map(levels);
  },

  /**
   * Sets how many units of a SKU can be sold, spread over its lots; holds and sales stay.
   * @throws stock.unknown_sku, stock.changed when the stock moved meanwhile
   */
  async set(_ctx: Context, sku: string, available: number) {
    const lots = await readLots(sku);
    if (lots.length === 0) throw new DomainError("stock.unknown_sku");
    const share = Math.floor(available / lots.length);
    const parts = lots.map((lot, index) => {
      const wanted = index < available - share * lots.length ? share + 1 : share;
      const more = wanted - lot.available;
      return part(
        StockLotEntity.patch({ sku, lot: lot.lot })
          .add({ stocked: more, available: more })
          .where((attributes, { eq }) => eq(attributes.available, lot.available)),
      );
    });
    const result = await transact(parts);
    if (!result.committed) throw new DomainError("stock.changed");
    return Inventory.get(sku);
  },

  /** Opens the stock of new SKUs; a SKU that has stock already is replaced. */
  async open(
    _ctx: Context,
    stock: readonly { sku: string; available: number; lots?: number }[],
  ): Promise<void> {
    const lots = stock.flatMap(({ sku, available, lots: count = 1 }) =>
      Array.from({ length: count }, (_, lot) => {
        const units = Math.floor(available / count) + (lot < available % count ? 1 : 0);
        return {
          sku,
          lot,
          lots: count,
          stocked: units,
          available: units,
          reserved: 0,
          sold: 0,
          holds: {},
          settled: {},
        };
      }),
    );
    await whole(StockLotEntity.put(lots).go(plain));
  },
};
