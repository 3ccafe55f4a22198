/**
 * Counts all stock again, lot by lot and against the orders, and reports what does not agree.
 * Changes nothing.
 */
import type { Context } from "../platform/context.ts";
import { allStock } from "./all-stock.ts";
import { promisedUnits } from "./policy.ts";
import type { Allocation } from "./rules.ts";
import type { Stock } from "./stock.ts";
import { isSameLot, type LotKey, type StockLot } from "./stock-lot.ts";
import { lotNow } from "./stock-record.ts";

/** The facts of an order that the audit needs. */
export interface AuditedOrder {
  orderId: string;
  allocations: readonly Allocation[];
  /**
   * `true` from the commit of the stock until the units come back; `undefined` while the order is
   * open.
   */
  sold: boolean | undefined;
}

export interface StockAudit {
  skus: number;
  lots: number;
  units: number;
  /** One sentence for each disagreement. Orders that change during the count may appear. */
  findings: string[];
}

export async function audit(ctx: Context, orders: AsyncIterable<AuditedOrder>): Promise<StockAudit> {
  const ended = new Set<string>();
  const known = new Set<string>();
  const sold = new Map<string, Allocation[]>();
  /** SKUs of open orders: whether their units count as sold is not decided yet. */
  const unsettled = new Set<string>();
  for await (const order of orders) {
    known.add(order.orderId);
    if (order.sold !== undefined) ended.add(order.orderId);
    for (const allocation of order.allocations) {
      if (order.sold === undefined) unsettled.add(allocation.sku);
      if (order.sold) sold.set(allocation.sku, [...(sold.get(allocation.sku) ?? []), allocation]);
    }
  }
  const result: StockAudit = { skus: 0, lots: 0, units: 0, findings: [] };
  for await (const stock of allStock(ctx.clock.now())) {
    result.skus += 1;
    result.lots += stock.lots.length;
    result.findings.push(...checkPromises(stock));
    for (const lot of stock.lots) {
      result.units += lot.stocked;
      result.findings.push(...checkCounts(lot), ...checkHolds(lot, known, ended));
    }
    if (!unsettled.has(stock.sku))
      result.findings.push(...compareWithOrders(stock, sold.get(stock.sku) ?? []));
  }
  return result;
}

const nameOf = ({ sku, location, lot }: LotKey) => `${sku}, ${location}, lot ${lot}`;

function checkCounts(lot: StockLot): string[] {
  const { stocked, available, reserved, sold, holds } = lot;
  const held = Object.values(holds).reduce((sum, { quantity }) => sum + quantity, 0);
  const counts = `${available} available + ${reserved} reserved + ${sold} sold`;
  return [
    ...(available + reserved + sold === stocked
      ? []
      : [`${nameOf(lot)}: ${counts} do not add up to ${stocked} stocked.`]),
    ...(Math.min(available, reserved, sold) < 0 ? [`${nameOf(lot)}: a count is negative: ${counts}.`] : []),
    ...(held === reserved
      ? []
      : [`${nameOf(lot)}: orders hold ${held} units, but ${reserved} are reserved.`]),
  ];
}

function checkPromises({ sku, record, lots }: Stock): string[] {
  const units = promisedUnits(lots);
  if (record.policy === undefined || units <= record.policy.limit) return [];
  return [`${sku}: ${units} units are promised, but the limit is ${record.policy.limit}.`];
}

function checkHolds(lot: StockLot, known: ReadonlySet<string>, ended: ReadonlySet<string>): string[] {
  return Object.keys(lot.holds)
    .filter((orderId) => ended.has(orderId) || !known.has(orderId))
    .map(
      (orderId) =>
        `${nameOf(lot)}: held for ${orderId}, which ${known.has(orderId) ? "has ended" : "does not exist"}.`,
    );
}

function compareWithOrders({ record, lots }: Stock, allocations: readonly Allocation[]): string[] {
  return lots.flatMap((lot) => {
    const units = allocations
      .filter((allocation) => isSameLot(lotNow(allocation, record), lot))
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return units === lot.sold
      ? []
      : [`${nameOf(lot)}: ${lot.sold} units are sold, but orders hold ${units}.`];
  });
}
