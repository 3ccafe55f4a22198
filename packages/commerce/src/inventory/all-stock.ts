import { electroOptions } from "../platform/dynamodb/options.ts";
import { StockLotEntity } from "./entity.ts";
import { readFirstLots, type Stock, stockOf } from "./stock.ts";

/** SKUs that are read at once. */
const PAGE = 50;

/** The SKUs that have stock, page by page, in their order. @param after the SKU to begin behind */
export async function* skuPages(after = ""): AsyncGenerator<string[]> {
  for (let last = after; ; ) {
    const { data } = await StockLotEntity.query
      .skus({})
      .gt({ listed: last })
      // The index has keys only, so its items do not name their entity.
      .go({ ...electroOptions, limit: PAGE, data: "raw", ignoreOwnership: true });
    const { Items, LastEvaluatedKey } = data as unknown as RawPage;
    const skus = Items.map(({ gsi3sk }) => skuOf(gsi3sk));
    if (skus.length > 0) yield skus;
    last = skus.at(-1) ?? last;
    if (!LastEvaluatedKey) return;
  }
}

interface RawPage {
  Items: { gsi3sk: string }[];
  LastEvaluatedKey?: object;
}

/** ElectroDB's sort key ends with the name and the value of its last attribute. */
const skuOf = (sortKey: string) => sortKey.slice(sortKey.lastIndexOf("#listed_") + "#listed_".length);

/** Reads the stock of every SKU, one after the other. */
export async function* allStock(now: number): AsyncGenerator<Stock> {
  for await (const skus of skuPages()) {
    const firsts = await readFirstLots(skus);
    const stocks = await Promise.all(firsts.map((first) => stockOf(first, now)));
    for (const stock of stocks) if (stock) yield stock;
  }
}
