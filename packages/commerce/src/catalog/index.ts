/**
 * The catalog as shoppers read it: denormalised items in ProductCache, one read each. Prices and names that orders use come
 * from here, never from a client.
 */
export { availability, categories, get, list } from "./browse.ts";
export { publish } from "./publish.ts";
export type { Sellable } from "./entity.ts";
export { sellables } from "./sellables.ts";
