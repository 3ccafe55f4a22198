/** Who fetches parcels, and what it takes to ask them. */
import type { SecretDefinition, SettingDefinition } from "../language/resources.ts";

/** The carrier of new parcels: `built-in`, or `easypost` for what its account has contracts with. */
export const carrierChoice = {
  kind: "setting",
  name: "Carrier",
  value: "built-in",
} as const satisfies SettingDefinition;

export const easyPostUrl = {
  kind: "setting",
  name: "EasyPostUrl",
  value: "https://api.easypost.com/v2/",
} as const satisfies SettingDefinition;

export const easyPostKey = {
  kind: "secret",
  name: "EasyPostKey",
  local: "EZTK-local",
} as const satisfies SecretDefinition;

/** By which EasyPost signs its webhooks. */
export const easyPostWebhookSecret = {
  kind: "secret",
  name: "EasyPostWebhookSecret",
  local: "local-easypost-webhook-secret",
} as const satisfies SecretDefinition;

/** What booking a parcel with any of the carriers reads besides the shop's tables. */
export const carrierAccounts = [
  { resource: carrierChoice, access: "read" },
  { resource: easyPostUrl, access: "read" },
  { resource: easyPostKey, access: "read" },
] as const;
