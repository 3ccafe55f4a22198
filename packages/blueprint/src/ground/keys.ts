/** Keys of the platform; a key that serves one area stands with that area. */
import type { KeyDefinition } from "../language/resources.ts";

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
