/** Keys of payments and the vault. Other areas declare their keys in their own files. */
import type { KeyDefinition } from "../language/resources.ts";

/** Makes the fingerprints of cards: they recognise a card again without storing its number. */
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
