import type { BucketDefinition, KeyDefinition, TableDefinition } from "../language/resources.ts";

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

/** Pictures of products, served under `/images/`. */
export const assets = {
  kind: "bucket",
  name: "Assets",
  replicated: true,
  servedAt: "/images/*",
} as const satisfies BucketDefinition;

/** The web shop's files. */
export const web = {
  kind: "bucket",
  name: "Web",
  replicated: true,
  servedAt: "/*",
} as const satisfies BucketDefinition;

/** The ledger's digests: what an audit is held against. Seven years, as books are kept. */
export const ledgerDigests = {
  kind: "bucket",
  name: "LedgerDigests",
  lockedDays: 7 * 365,
  replicated: true,
} as const satisfies BucketDefinition;

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

/** Encrypts cards in the vault. */
export const vaultKey = {
  kind: "key",
  name: "VaultCards",
  spec: "SYMMETRIC_DEFAULT",
  inHsm: true,
} as const satisfies KeyDefinition;
