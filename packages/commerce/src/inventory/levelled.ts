import type { StockLot } from "./stock-lot.ts";
import type { Change } from "./stock.ts";

/** So many available units, spread evenly over these lots, if they still are as they were read. */
export function levelled(lots: readonly StockLot[], available: number): Change[] {
  const share = Math.floor(available / lots.length);
  return lots.map((lot, index) => {
    const wanted = index < available - share * lots.length ? share + 1 : share;
    return { lot, available: wanted - lot.available, exact: true };
  });
}
