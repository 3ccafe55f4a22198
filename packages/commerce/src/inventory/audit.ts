/** Recounts all stock, lot by lot and against the orders, and says what does not agree. Changes nothing. */
import type { Context } from "../platform/context.ts";
import { allStock } from "./all-stock.ts";
import { promised } from "./policy.ts";
import type { Allocation } from "./rules.ts";
import type { Stock } from "./stock.ts";
import { isSameLot, type LotKey, type StockLot } from "./stock-lot.ts";

/** An order as the audit sees it. */
export interface AuditedOrder {
  orderId: string;
  allocations: readonly Allocation[];
  /** Its units are sold: `true` from the commit of its stock on, until they come back; `undefined` while it is open. */
  sold: boolean | undefined;
}

export interface StockAudit {
  skus: number;
  lots: number;
  units: number;
  /** What does not agree, as sentences. Orders that are under way while it counts may appear among them. */
  findings: string[];
}

export async function audit(ctx: Context, orders: AsyncIterable<AuditedOrder>): Promise<StockAudit> {
  const over = new Set<string>();
  const known = new Set<string>();
  const sold = new Map<string, Allocation[]>();
  /** SKUs of orders under way: whether their units count as sold is being decided. */
  const unsettled = new Set<string>();
  for await (const order of orders) {
    known.add(order.orderId);
    if (order.sold !== undefined) over.add(order.orderId);
    for (const allocation of order.allocations) {
      if (order.sold === undefined) unsettled.add(allocation.sku);
      if (order.sold) sold.set(allocation.sku, [...(sold.get(allocation.sku) ?? []), allocation]);
    }
  }
  const result: StockAudit = { skus: 0, lots: 0, units: 0, findings: [] };
  for await (const stock of allStock(ctx.clock.now())) {
    result.skus += 1;
    result.lots += stock.lots.length;
    result.findings.push(...overPromised(stock));
    for (const lot of stock.lots) {
      result.units += lot.stocked;
      result.findings.push(...counted(lot), ...heldByOver(lot, known, over));
    }
    if (!unsettled.has(stock.sku)) result.findings.push(...against(stock, sold.get(stock.sku) ?? []));
  }
  return result;
}

const nameOf = ({ sku, location, lot }: LotKey) => `${sku}, ${location}, lot ${lot}`;

function counted(lot: StockLot): string[] {
  const { stocked, available, reserved, sold, holds } = lot;
  const held = Object.values(holds).reduce((sum, { quantity }) => sum + quantity, 0);
  const counts = `${available} available + ${reserved} reserved + ${sold} sold`;
  return [
    ...(available + reserved + sold === stocked
      ? []
      : [`${nameOf(lot)}: ${counts} are not ${stocked} stocked.`]),
    ...(Math.min(available, reserved, sold) < 0 ? [`${nameOf(lot)}: a count is negative: ${counts}.`] : []),
    ...(held === reserved ? [] : [`${nameOf(lot)}: orders hold ${held}, reserved are ${reserved}.`]),
  ];
}

function overPromised({ sku, book, lots }: Stock): string[] {
  const units = promised(lots);
  if (book.policy === undefined || units <= book.policy.limit) return [];
  return [`${sku}: ${units} are promised, of ${book.policy.limit} that may be.`];
}

function heldByOver(lot: StockLot, known: ReadonlySet<string>, over: ReadonlySet<string>): string[] {
  return Object.keys(lot.holds)
    .filter((orderId) => over.has(orderId) || !known.has(orderId))
    .map(
      (orderId) => `${nameOf(lot)}: held for ${orderId}, which is ${known.has(orderId) ? "over" : "gone"}.`,
    );
}

function against({ book, lots }: Stock, allocations: readonly Allocation[]): string[] {
  const there = (allocation: Allocation): number | undefined =>
    lots.some((lot) => isSameLot(lot, allocation))
      ? allocation.lot
      : // It was merged into the first of its location.
        book.lots[allocation.location]?.[0];
  return lots.flatMap((lot) => {
    const units = allocations
      .filter((allocation) => allocation.location === lot.location && there(allocation) === lot.lot)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return units === lot.sold ? [] : [`${nameOf(lot)}: ${lot.sold} sold, ${units} in orders.`];
  });
}
