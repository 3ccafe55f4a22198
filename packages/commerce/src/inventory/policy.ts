/**
 * Policies for ordering more than the stock. Incoming units are in lots without a place: orders
 * hold, commit and release them like any others, so no more are promised than the policy's limit.
 */
import type { StockPolicy } from "@tradewind/blueprint/areas/inventory";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { spreadEvenly } from "./spread-evenly.ts";
import { lotsOnHand, requireStock, rewrite, sumOf } from "./stock.ts";
import { emptyLot, INCOMING, isIncoming, type StockLot } from "./stock-lot.ts";
import type { StockRecord } from "./stock-record.ts";

/** Time before which the SKU does not ship, epoch milliseconds; 0 when it ships now. */
export const opensAt = ({ policy }: Pick<StockRecord, "policy">): number =>
  policy?.shipsFrom === undefined ? 0 : Date.parse(policy.shipsFrom);

/** True when orders may hold units of the lot now. Incoming units need a policy. */
export const isOpen = (
  lot: Pick<StockLot, "location" | "closedUntil">,
  record: StockRecord,
  now: number,
): boolean => (isIncoming(lot) ? record.policy !== undefined : (lot.closedUntil ?? 0) <= now);

/** Incoming units that are promised to orders, paid or about to be. */
export const promisedUnits = (lots: readonly StockLot[]): number =>
  sumOf(lots.filter(isIncoming), "reserved") + sumOf(lots.filter(isIncoming), "sold");

/**
 * Sets the policy; units that are promised stay promised.
 * @throws stock.unknown_sku, stock.limit_promised, stock.changed
 */
export async function setPolicy(ctx: Context, sku: string, wanted: StockPolicy): Promise<void> {
  const stock = await requireStock(ctx, sku);
  const policy = wanted.policy === "deny" ? undefined : wanted;
  const { record, lots } = stock;
  const incoming = lots.filter(isIncoming);
  const left = policy ? policy.limit - promisedUnits(lots) : 0;
  if (left < 0) throw new DomainError("stock.limit_promised", { facts: { promised: promisedUnits(lots) } });
  const now = ctx.clock.now();
  const closedUntil = opensAt({ policy });
  const opening = policy !== undefined && incoming.length === 0;
  const rewritten = await rewrite(ctx, stock, {
    changes: [
      ...spreadEvenly(incoming, left),
      ...lotsOnHand(stock).map((lot) => ({ lot, available: 0, closedUntil })),
    ],
    opened: opening ? [emptyLot({ sku, location: INCOMING, lot: record.next }, left, now)] : [],
    record: {
      policy,
      ...(opening && { lots: { ...record.lots, [INCOMING]: [record.next] }, next: record.next + 1 }),
    },
  });
  if (!rewritten) throw new DomainError("stock.changed");
}
