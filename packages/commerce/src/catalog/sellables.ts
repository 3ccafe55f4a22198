import { electroOptions } from "../platform/dynamodb/options.ts";
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
