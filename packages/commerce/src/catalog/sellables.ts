import { asBatchRead, type BatchRead } from "../platform/dynamodb/batch-read.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { StoredItem } from "../platform/dynamodb/transaction.ts";
import { type Sellable, SellableEntity } from "./entity.ts";

/** The variants with these SKUs, in any order; unknown SKUs are left out. One round trip. */
export async function sellables(skus: readonly string[]): Promise<Sellable[]> {
  if (skus.length === 1 && skus[0]) {
    const { data } = await SellableEntity.get({ sku: skus[0] }).go(electroOptions);
    return data ? [data] : [];
  }
  const { data } = await SellableEntity.get(skus.map((sku) => ({ sku }))).go(electroOptions);
  return data;
}

/** Reads of the variants with these SKUs, for a batch with others. */
export const sellableReads = (skus: readonly string[]): BatchRead[] =>
  skus.map((sku) => asBatchRead(SellableEntity.get({ sku })));

/** The variants that such reads brought; unknown SKUs are left out. */
export const sellablesOf = (items: readonly (StoredItem | undefined)[]): Sellable[] =>
  items.flatMap((Item) => (Item ? (SellableEntity.parse({ Item }).data ?? []) : []));
