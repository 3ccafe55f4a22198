/** How much there is of a SKU. */
import { DEFAULT_LOCATION } from "@tradewind/blueprint/stock-locations";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { plain, whole } from "../storage/options.ts";
import { firstLot, isFirst, newBook } from "./book.ts";
import { StockLotEntity } from "./entity.ts";
import { emptyLot, type StockLot } from "./stock-lot.ts";
import { readStock, total } from "./stock.ts";

const counts = (lots: readonly StockLot[]) => ({
  available: total(lots, "available"),
  reserved: total(lots, "reserved"),
  sold: total(lots, "sold"),
});

/** @throws stock.unknown_sku */
export async function get(ctx: Context, sku: string) {
  const stock = await readStock(sku, ctx.clock.now());
  if (!stock) throw new DomainError("stock.unknown_sku");
  const locations = Object.keys(stock.book.lots).map((location) => {
    const lots = stock.lots.filter((lot) => lot.location === location);
    return { location, ...counts(lots), lots: lots.length };
  });
  return { sku, ...counts(stock.lots), locations };
}

type Glance = Pick<StockLot, "sku" | "location" | "lot" | "available" | "book">;

/** Units that can be sold now, by SKU; one round trip while SKUs have one lot. */
export async function available(skus: readonly string[]): Promise<Map<string, number>> {
  const firsts = await glance(skus.map(firstLot));
  const others = firsts.flatMap(({ sku, book }) =>
    Object.entries(book?.lots ?? {})
      .flatMap(([location, lots]) => lots.map((lot) => ({ sku, location, lot })))
      .filter((key) => !isFirst(key)),
  );
  const units = new Map<string, number>();
  for (const lot of [...firsts, ...(others.length > 0 ? await glance(others) : [])]) {
    units.set(lot.sku, (units.get(lot.sku) ?? 0) + lot.available);
  }
  return units;
}

async function glance(keys: readonly Pick<StockLot, "sku" | "location" | "lot">[]): Promise<Glance[]> {
  const { data } = await StockLotEntity.get([...keys]).go({
    ...plain,
    // A lot's holds are most of its size, and no shopper's business.
    attributes: ["sku", "location", "lot", "available", "book"],
  });
  return data;
}

export interface Opening {
  sku: string;
  available: number;
  /** How many lots the units are spread over. */
  lots?: number;
}

/** Opens the stock of new SKUs at the default location; a SKU that has stock already is replaced. */
export async function open(_ctx: Context, stock: readonly Opening[]): Promise<void> {
  const lots = stock.flatMap(({ sku, available: units, lots: count = 1 }) => {
    const numbers = Array.from({ length: count }, (_, lot) => lot);
    const book = newBook({ [DEFAULT_LOCATION]: numbers }, units);
    return numbers.map((lot): StockLot => {
      const share = Math.floor(units / count) + (lot < units % count ? 1 : 0);
      return {
        ...emptyLot({ sku, location: DEFAULT_LOCATION, lot }, share),
        ...(lot === 0 && { book, listed: sku }),
      };
    });
  });
  await whole(StockLotEntity.put(lots).go(plain));
}
