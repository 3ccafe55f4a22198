/** The choice of the carrier, and the account data that calls to a carrier need. */
import type { SecretDefinition, SettingDefinition } from "../language/resources.ts";

/**
 * The carrier of new parcels: `built-in`, or `easypost` for the carriers of an EasyPost account.
 */
export const carrierChoice = {
  kind: "setting",
  name: "Carrier",
  value: "built-in",
  allowed: { pattern: "^(built-in|easypost)$", words: "built-in or easypost" },
} as const satisfies SettingDefinition;

export const easyPostUrl = {
  kind: "setting",
  name: "EasyPostUrl",
  value: "https://api.easypost.com/v2/",
  allowed: { pattern: "^https?://.+/$", words: "a URL that ends in a slash" },
} as const satisfies SettingDefinition;

export const easyPostKey = {
  kind: "secret",
  name: "EasyPostKey",
  local: "EZTK-local",
} as const satisfies SecretDefinition;

/** EasyPost signs its webhooks with this secret. */
export const easyPostWebhookSecret = {
  kind: "secret",
  name: "EasyPostWebhookSecret",
  local: "local-easypost-webhook-secret",
} as const satisfies SecretDefinition;

/**
 * Grams that a unit is taken to weigh if the catalog no longer has its SKU. The order is paid, so
 * its parcel goes out. A label for too much weight costs cents more; for too little, the carrier
 * sends the parcel back or charges a correction.
 */
export const unlistedUnitGrams = {
  kind: "setting",
  name: "UnlistedUnitGrams",
  value: "1000",
  allowed: { pattern: "^[1-9]\\d{0,5}$", words: "a number of grams, such as 1000" },
} as const satisfies SettingDefinition;

/** Settings and secrets that a function needs to book parcels, or cancel them, with any carrier. */
export const carrierAccounts = [
  { resource: carrierChoice, access: "read" },
  { resource: easyPostUrl, access: "read" },
  { resource: easyPostKey, access: "read" },
  { resource: unlistedUnitGrams, access: "read" },
] as const;
