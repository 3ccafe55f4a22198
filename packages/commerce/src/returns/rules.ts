import type { Allocation, Demand } from "../inventory/index.ts";
import type { ReturnLine } from "./entity.ts";

type Units = Readonly<Record<string, number>>;

export const unitsOf = (units: Units, sku: string): number => units[sku] ?? 0;

/** Adds the quantities of the lines to `units`, or subtracts them with a `sign` of -1. */
export function addUnits(units: Units, lines: readonly Demand[], sign: 1 | -1 = 1): Record<string, number> {
  const sum = { ...units };
  for (const { sku, quantity } of lines) sum[sku] = unitsOf(sum, sku) + sign * quantity;
  return sum;
}

/** Lines with the names under which they were bought, and the names of their exchanges. */
export function withNames(bought: readonly { sku: string; name: string }[], lines: readonly ReturnLine[]) {
  const names = new Map(bought.map(({ sku, name }) => [sku, name]));
  return lines.map(({ sku, quantity, exchange }) => ({
    sku,
    name: names.get(sku) ?? sku,
    quantity,
    ...(exchange && { exchange: { sku: exchange.sku, name: nameOf(exchange) } }),
  }));
}

const nameOf = ({ name, options }: { name: string; options: Record<string, string> }) =>
  [name, ...Object.values(options)].join(", ");

/** True when an order of `bought` has these units left, besides the claimed ones. */
export function hasUnitsLeft(bought: readonly Demand[], claimed: Units, lines: readonly Demand[]): boolean {
  return lines.every(({ sku, quantity }) => {
    const line = bought.find((one) => one.sku === sku);
    return line !== undefined && unitsOf(claimed, sku) + quantity <= line.quantity;
  });
}

/** Chooses the lots that units go back to: those that gave them, less what went back already. */
export function restockLots(
  from: readonly Allocation[],
  restocked: readonly Allocation[],
  lines: readonly Demand[],
): Allocation[] {
  return lines.flatMap(({ sku, quantity }) => {
    let left = quantity;
    return from
      .filter((allocation) => allocation.sku === sku)
      .flatMap((allocation) => {
        const gone = restocked
          .filter(({ sku: other, lot }) => other === sku && lot === allocation.lot)
          .reduce((sum, one) => sum + one.quantity, 0);
        const share = Math.min(left, allocation.quantity - gone);
        left -= share;
        return share > 0 ? [{ ...allocation, quantity: share }] : [];
      });
  });
}
