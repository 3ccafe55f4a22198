import type { BucketDefinition } from "../language/resources.ts";

/** Product images, served under `/images/`. */
export const assets = {
  kind: "bucket",
  name: "Assets",
  replicated: true,
  servedAt: "/images/*",
} as const satisfies BucketDefinition;

/** The site's files, which browsers load under `/assets/`, and its kept pages. */
export const web = {
  kind: "bucket",
  name: "Web",
  replicated: true,
  // Kept pages can be written again.
  copiedPrefix: "assets/",
  servedAt: "/assets/*",
} as const satisfies BucketDefinition;

/** Digests of the ledger, for audits. They are kept for seven years, as the books are. */
export const ledgerDigests = {
  kind: "bucket",
  name: "LedgerDigests",
  lockedDays: 7 * 365,
  replicated: true,
} as const satisfies BucketDefinition;
