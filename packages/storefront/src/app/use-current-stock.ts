import { createContext, use, useEffect, useState } from "react";
import type { Api, Product, SkuAvailability } from "@tradewind/client";

/** The API in a browser. Absent where pages are rendered. */
export const ApiContext = createContext<Api | undefined>(undefined);

/**
 * A product with the stock of this moment. A page is kept for a while, and stock changes without a
 * new page. When the API does not answer, the page's own facts stay.
 */
export function useCurrentStock(product: Product): Product {
  const api = use(ApiContext);
  const [current, setCurrent] = useState<readonly SkuAvailability[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    api?.getAvailability(product.id, leaving).then(
      ({ items }) => setCurrent(items),
      () => {},
    );
    return () => leaving.abort();
  }, [api, product.id]);
  if (current.length === 0) return product;
  const bySku = new Map(current.map((stock) => [stock.sku, stock]));
  return { ...product, variants: product.variants.map((one) => ({ ...one, ...bySku.get(one.sku) })) };
}
