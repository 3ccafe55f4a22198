import type { Sellable } from "../catalog/index.ts";
import * as Catalog from "../catalog/index.ts";
import type { Demand } from "../inventory/index.ts";
import * as Inventory from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { MOST_READS, readBatch } from "../platform/dynamodb/batch-read.ts";
import { DomainError } from "../platform/errors.ts";

interface WantedLines {
  /** The variants that are sold; unknown SKUs are left out. */
  sellables: Sellable[];
  /**
   * Refuses what is visibly out of stock. Otherwise the saga decides: units may be sold meanwhile.
   * @throws order.out_of_stock
   */
  refuseShortages: (ctx: Context) => Promise<void>;
}

/** Reads the prices of the wanted lines, and the stock along with them, in one round trip. */
export async function readWantedLines(lines: readonly Demand[]): Promise<WantedLines> {
  const prices = Catalog.sellableReads(lines.map(({ sku }) => sku));
  const look = Inventory.lookAtStock(lines, MOST_READS - prices.length);
  const items = await readBatch([...prices, ...look.reads]);
  return {
    sellables: Catalog.sellablesOf(items.slice(0, prices.length)),
    refuseShortages: async (ctx) => {
      const shortages = await look.shortages(ctx, items.slice(prices.length));
      if (shortages.length > 0) throw new DomainError("order.out_of_stock", { facts: { shortages } });
    },
  };
}
