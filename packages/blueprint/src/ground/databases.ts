/** The catalog's stores with addresses: source of truth, cache and search. */

/** Aurora PostgreSQL. */
export const catalogDatabase = {
  name: "CatalogDatabase",
  version: "17.4",
  port: 5432,
  database: "tradewind",
  username: "tradewind",
} as const;

/** ElastiCache for Redis OSS. */
export const catalogCache = { name: "CatalogCache", version: "7.1", port: 6379 } as const;

export const catalogSearch = { name: "CatalogSearch", version: "OpenSearch_2.17", port: 443 } as const;
