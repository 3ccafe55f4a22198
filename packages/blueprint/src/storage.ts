import type { BucketDefinition, KeyDefinition, TableDefinition } from "./define.ts";

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
    gsi1: { partitionKey: "gsi1pk", sortKey: "gsi1sk", projection: "all" },
    /** Sparse: what is not finished, such as an order whose saga runs. */
    gsi2: { partitionKey: "gsi2pk", sortKey: "gsi2sk", projection: "keys" },
    /** All of a kind by time, for staff. Keys alone: it is written once an item. */
    gsi3: { partitionKey: "gsi3pk", sortKey: "gsi3sk", projection: "keys" },
  },
  timeToLive: "expiresAt",
  stream: "new-image",
} as const satisfies TableDefinition;

/** Denormalised products for high-traffic reads, in the blueprint's own schema: `PROD#id` / `METADATA`. */
export const productCache = {
  kind: "table",
  name: "ProductCache",
  attributes: { pk: "string", sk: "string", category: "string", price: "number" },
  partitionKey: "pk",
  sortKey: "sk",
  indexes: {
    CategoryIndex: { partitionKey: "category", sortKey: "price", projection: ["name", "image"] },
  },
} as const satisfies TableDefinition;

/** Pictures of products, served under `/images/`. */
export const assets = { kind: "bucket", name: "Assets" } as const satisfies BucketDefinition;

/** Keys the fingerprints by which a card is recognised again without keeping its number. */
export const cardFingerprintKey = {
  kind: "key",
  name: "CardFingerprint",
  spec: "HMAC_256",
} as const satisfies KeyDefinition;

/** Encrypts fields of payments. */
export const paymentKey = {
  kind: "key",
  name: "PaymentFields",
  spec: "SYMMETRIC_DEFAULT",
} as const satisfies KeyDefinition;
