import { createHash, timingSafeEqual } from "node:crypto";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { ApiKeyEntity } from "./entity.ts";

/** `key.<id without its prefix>.<secret>` */
const KEY = /^key\.([0-9A-Z]{26})\.([A-Za-z0-9_-]{43})$/;

export const isApiKey = (token: string) => token.startsWith("key.");
export const asToken = (keyId: string, secret: string) => `key.${keyId.slice("key_".length)}.${secret}`;
export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("base64url");

/**
 * Returns the API key of a token; undefined when it is unknown, revoked, or replaced for longer
 * than both secrets work.
 */
export async function openApiKey(token: string, nowSeconds: number) {
  const [, id, secret] = KEY.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const { data: key } = await ApiKeyEntity.get({ keyId: `key_${id}` }).go(electroOptions);
  if (!key) return undefined;
  const given = Buffer.from(hashOf(secret));
  const matches = (hash: string) => timingSafeEqual(Buffer.from(hash), given);
  const previous = key.previousHash !== undefined && (key.previousUntil ?? 0) > nowSeconds;
  return matches(key.hash) || (previous && matches(key.previousHash ?? "")) ? key : undefined;
}
