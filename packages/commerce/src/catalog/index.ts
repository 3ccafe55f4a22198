/**
 * The catalog for shoppers: denormalised items in ProductCache, one read each. Orders take prices
 * and names from here, never from a client.
 */
export { availability, categories, get, getBySlug, list } from "./browse.ts";
export type { Sellable } from "./entity.ts";
export { publish } from "./publish.ts";
export { sellableReads, sellables, sellablesOf } from "./sellables.ts";
