/**
 * The catalog's stores: the source of truth, a cache and a search index. Each has an address in the
 * shop's network.
 */
import type { CacheDefinition, DatabaseDefinition, SearchDefinition } from "../language/resources.ts";

export const catalogDatabase = {
  name: "CatalogDatabase",
  version: "17.4",
  port: 5432,
  database: "tradewind",
  username: "tradewind",
} as const satisfies DatabaseDefinition;

export const catalogCache = {
  name: "CatalogCache",
  version: "7.1",
  port: 6379,
} as const satisfies CacheDefinition;

export const catalogSearch = {
  name: "CatalogSearch",
  version: "OpenSearch_2.17",
  port: 443,
} as const satisfies SearchDefinition;
