import { electroOptions } from "../platform/dynamodb/options.ts";
import { StockLotEntity } from "./entity.ts";
import { readStock, type Stock } from "./stock.ts";

/** SKUs that are read at once. */
const PAGE = 50;

/** Reads the stock of every SKU, one after the other. */
export async function* allStock(now: number): AsyncGenerator<Stock> {
  let cursor: string | null = null;
  do {
    const page: { data: { sku: string }[]; cursor: string | null } = await StockLotEntity.query
      .skus({})
      .go({ ...electroOptions, limit: PAGE, hydrate: true, cursor });
    const stocks = await Promise.all(page.data.map(({ sku }) => readStock(sku, now)));
    for (const stock of stocks) if (stock) yield stock;
    cursor = page.cursor;
  } while (cursor);
}
