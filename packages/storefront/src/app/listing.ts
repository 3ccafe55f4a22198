import type { ListProductsQuery } from "@tradewind/client";
import { minorUnits } from "./money.ts";

/** All prices of the catalog are in it. */
export const CATALOG_CURRENCY = "USD";

const PER_PAGE = 24;
const HIGHEST_PRICE = 999_999_999;

/** Reads the query of a category's page: `?sort=-price&from=10&to=49.90&cursor=…`. */
export function listingOf(search: URLSearchParams): ListProductsQuery {
  const bounds = [priceIn(search.get("from")), priceIn(search.get("to"))];
  const [from, to] = bounds;
  const crossed = from !== undefined && to !== undefined && from > to;
  const [minPrice, maxPrice] = crossed ? bounds.toReversed() : bounds;
  return {
    limit: PER_PAGE,
    sort: search.get("sort") === "-price" ? "-price" : "price",
    minPrice,
    maxPrice,
    cursor: search.get("cursor") || undefined,
  };
}

/** True if the page leaves products out. An order leaves none out, nor does a first part. */
export const isNarrowed = (search: URLSearchParams): boolean =>
  ["from", "to", "cursor"].some((name) => Boolean(search.get(name)));

/** A price as it is typed, in minor units. Anything else is as if the field were empty. */
function priceIn(text: string | null): number | undefined {
  if (text === null || text.trim() === "") return undefined;
  const amount = Math.round(Number(text) * minorUnits(CATALOG_CURRENCY));
  return Number.isSafeInteger(amount) && amount >= 0 ? Math.min(amount, HIGHEST_PRICE) : undefined;
}
