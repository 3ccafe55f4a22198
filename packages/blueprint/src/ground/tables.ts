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
    /** What belongs to somebody. Keys alone, as below: a change of the item is no second write here. */
    gsi1: { partitionKey: "gsi1pk", sortKey: "gsi1sk", projection: "keys" },
    /** Sparse: what is not finished, such as an order whose saga runs. */
    gsi2: { partitionKey: "gsi2pk", sortKey: "gsi2sk", projection: "keys" },
    /** All of a kind by time, for staff. Keys alone: it is written once an item. */
    gsi3: { partitionKey: "gsi3pk", sortKey: "gsi3sk", projection: "keys" },
  },
  timeToLive: "expiresAt",
  stream: "new-image",
  replicated: true,
} as const satisfies TableDefinition;

/** Denormalised products for high-traffic reads, in the requirements' own schema: `PROD#id` / `METADATA`. */
export const productCache = {
  kind: "table",
  name: "ProductCache",
  attributes: { pk: "string", sk: "string", category: "string", price: "number" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {
    CategoryIndex: { partitionKey: "category", sortKey: "price", projection: ["name", "image"] },
  },
  replicated: true,
} as const satisfies TableDefinition;

/** Encrypted cards by their token, apart from everything else: PCI isolation. It has one home and no copy. */
export const vaultTable = {
  kind: "table",
  name: "Vault",
  attributes: { pk: "string", sk: "string" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {},
  timeToLive: "expiresAt",
} as const satisfies TableDefinition;

/** Every payment event, in blocks that hash their predecessor. */
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
