import type { TableDefinition } from "../language/resources.ts";

/**
 * The single table: carts, orders, payments, stock, shipments, idempotency records and the outbox.
 * Its stream feeds the event bus.
 */
export const commerceTable = {
  kind: "table",
  name: "Commerce",
  attributes: {
    pk: "string",
    sk: "string",
    gsi1pk: "string",
    gsi1sk: "string",
    gsi2pk: "string",
    gsi2sk: "string",
    gsi3pk: "string",
    gsi3sk: "string",
  },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {
    /**
     * Items by owner. Only keys are projected, so updating an item does not write the index again.
     */
    gsi1: { partitionKey: "gsi1pk", sortKey: "gsi1sk", projection: "keys" },
    /** Unfinished items, such as an order whose saga runs. The index is sparse. */
    gsi2: { partitionKey: "gsi2pk", sortKey: "gsi2sk", projection: "keys" },
    /** All items of a kind by time, for staff. Only keys are projected: one write per item. */
    gsi3: { partitionKey: "gsi3pk", sortKey: "gsi3sk", projection: "keys" },
  },
  timeToLive: "expiresAt",
  stream: "new-image",
  replicated: true,
} as const satisfies TableDefinition;

/**
 * Denormalised products for high-traffic reads. The requirements set the schema: `PROD#id` /
 * `METADATA`.
 */
export const productCache = {
  kind: "table",
  name: "ProductCache",
  attributes: { pk: "string", sk: "string", category: "string", price: "number" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {
    CategoryIndex: {
      partitionKey: "category",
      sortKey: "price",
      projection: ["name", "image", "slug", "updatedAt"],
    },
  },
  replicated: true,
} as const satisfies TableDefinition;

/**
 * Encrypted cards by token. PCI isolation: a table of its own, in one region and without copies.
 */
export const vaultTable = {
  kind: "table",
  name: "Vault",
  attributes: { pk: "string", sk: "string" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {},
  timeToLive: "expiresAt",
} as const satisfies TableDefinition;

/** All payment events, in blocks. Each block holds the hash of the block before it. */
export const ledgerTable = {
  kind: "table",
  name: "Ledger",
  attributes: { pk: "string", sk: "string" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {},
  appendOnly: true,
  replicated: true,
} as const satisfies TableDefinition;
