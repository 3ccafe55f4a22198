import type { BucketDefinition } from "../language/resources.ts";

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
