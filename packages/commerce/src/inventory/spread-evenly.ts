import type { Change, StockLot } from "./stock-lot.ts";

/**
 * Changes that spread the available units evenly over these lots; refused when a lot has changed
 * since it was read.
 */
export function spreadEvenly(lots: readonly StockLot[], available: number): Change[] {
  const share = Math.floor(available / lots.length);
  return lots.map((lot, index) => {
    const wanted = index < available - share * lots.length ? share + 1 : share;
    return { lot, available: wanted - lot.available, exact: true };
  });
}
