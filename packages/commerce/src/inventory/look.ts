/**
 * A look at the stock that an order wants, before it is placed. It reserves nothing: it only tells
 * early that an order cannot succeed.
 */
import type { Context } from "../platform/context.ts";
import { asBatchRead, type BatchRead } from "../platform/dynamodb/batch-read.ts";
import type { StoredItem } from "../platform/dynamodb/transaction.ts";
import { StockLotEntity } from "./entity.ts";
import { maxQuantity, offerOf } from "./levels.ts";
import { type Demand, sumPerSku } from "./rules.ts";
import { hasMoved, readStock } from "./stock.ts";
import { isSameLot, type LotKey, type StockLot } from "./stock-lot.ts";
import { firstLot, isFirst, lotKeys, rememberedRecord, rememberRecordOf } from "./stock-record.ts";

/** A SKU of which fewer units can be ordered than the order wants. */
export interface Shortage {
  sku: string;
  /** Units that one order can have. */
  available: number;
}

export interface StockLook {
  reads: BatchRead[];
  /** Finds the SKUs that are certainly short. @param items what the reads brought */
  shortages(ctx: Context, items: readonly (StoredItem | undefined)[]): Promise<Shortage[]>;
}

/** Chooses at most `most` reads. */
export function lookAtStock(wanted: readonly Demand[], most: number): StockLook {
  const demand = sumPerSku(wanted);
  const keys = [...demand.map(({ sku }) => firstLot(sku)), ...demand.flatMap(furtherLots)].slice(0, most);
  return {
    reads: keys.map((key) => asBatchRead(StockLotEntity.get(key))),
    async shortages(ctx, items) {
      const lots = items.flatMap((Item) => (Item ? [StockLotEntity.parse({ Item }).data as StockLot] : []));
      const now = ctx.clock.now();
      for (const lot of lots) rememberRecordOf(lot, now);
      const found: Shortage[] = [];
      for (const one of demand) {
        if (!seemsShort(one, keys, lots, now)) continue;
        const shortage = await certainShortage(ctx, one);
        if (shortage) found.push(shortage);
      }
      return found;
    },
  };
}

/** Lots that this process remembers of a SKU that is low: one that has plenty needs no look. */
function furtherLots({ sku }: Demand): LotKey[] {
  const known = rememberedRecord(sku)?.record;
  return known && known.level !== "plenty" ? lotKeys(sku, known).filter((key) => !isFirst(key)) : [];
}

/** True when all lots of the SKU were read, and have too few units together. */
function seemsShort(
  { sku, quantity }: Demand,
  keys: readonly LotKey[],
  lots: readonly StockLot[],
  now: number,
): boolean {
  if (!keys.some((key) => isSameLot(key, firstLot(sku)))) return false;
  const there = lots.filter((lot) => lot.sku === sku);
  const record = there.find(isFirst)?.book;
  const all = record ? lotKeys(sku, record) : [];
  if (!all.every((key) => there.some((lot) => isSameLot(lot, key)))) return false;
  return quantity > maxQuantity(offerOf(there, now));
}

/** Reads again: a batch is not of one moment, and may be of the moment before. */
async function certainShortage(ctx: Context, { sku, quantity }: Demand): Promise<Shortage | undefined> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  const available = maxQuantity(offerOf(stock?.lots ?? [], now));
  if (quantity <= available) return undefined;
  // Units that move from lot to lot while these are read one after the other may be missed.
  if (stock && stock.lots.length > 1 && (await hasMoved(stock))) return undefined;
  return { sku, available };
}
