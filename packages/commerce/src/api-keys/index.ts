/**
 * API keys with which integrations call routes for staff, each within its scopes. A secret is shown
 * once, and only its hash is stored. After a rotation, both secrets work for a day. Each key has
 * its own rate limit.
 */

import { randomBytes } from "node:crypto";
import { KEY_OVERLAP_HOURS } from "@tradewind/blueprint/areas/api-keys";
import type { KeyScope } from "@tradewind/blueprint/language/access";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { isoNow } from "../platform/time.ts";
import { ApiKeyEntity, KeyUseEntity } from "./entity.ts";
import { asToken, hashOf } from "./verify.ts";

export { isApiKey, openApiKey } from "./verify.ts";

export interface NewKey {
  name: string;
  scopes: readonly KeyScope[];
  requestsPerMinute: number;
}

const newSecret = () => randomBytes(32).toString("base64url");

/** Creates a key. @returns the key with its secret, which is shown only here */
export async function create(ctx: Context, { name, scopes, requestsPerMinute }: NewKey) {
  const keyId = ctx.ids.next("key");
  const secret = newSecret();
  const { data } = await ApiKeyEntity.create({
    keyId,
    name,
    scopes: [...new Set(scopes)],
    requestsPerMinute,
    hash: hashOf(secret),
    createdAt: isoNow(ctx),
    createdBy: ctx.actor.id,
  }).go(electroOptions);
  return { ...view(data), key: asToken(keyId, secret) };
}

/** All keys, without secrets. */
export async function list() {
  const { data } = await ApiKeyEntity.query.primary({}).go({ ...electroOptions, pages: "all" });
  return { items: data.map(view) };
}

/** Replaces the secret of a key. @throws api_key.not_found */
export async function rotate({ clock }: Context, keyId: string) {
  const { data: key } = await ApiKeyEntity.get({ keyId }).go({ ...electroOptions, consistent: true });
  if (!key) throw new DomainError("api_key.not_found");
  const secret = newSecret();
  const now = clock.now();
  await ApiKeyEntity.patch({ keyId })
    .set({
      hash: hashOf(secret),
      previousHash: key.hash,
      previousUntil: Math.floor(now / 1000) + KEY_OVERLAP_HOURS * 3600,
      rotatedAt: new Date(now).toISOString(),
    })
    // Of two concurrent rotations, one fails: its key has changed since it was read.
    .where((one, { eq }) => eq(one.hash, key.hash))
    .go(electroOptions)
    .catch(throwNotFound);
  return { ...view({ ...key, rotatedAt: new Date(now).toISOString() }), key: asToken(keyId, secret) };
}

/** Revokes a key. @throws api_key.not_found */
export async function revoke(keyId: string): Promise<void> {
  await ApiKeyEntity.remove({ keyId }).go(electroOptions).catch(throwNotFound);
}

function throwNotFound(cause: unknown): never {
  if (cause instanceof Error && cause.name === "ConditionalCheckFailedException")
    throw new DomainError("api_key.not_found", { cause });
  throw cause;
}

/** Counts a request of a key. @throws throttled beyond its requests per minute */
export async function countRequest(
  { clock }: Context,
  keyId: string,
  requestsPerMinute: number,
): Promise<void> {
  const now = Math.floor(clock.now() / 1000);
  const minute = Math.floor(now / 60);
  const next = (minute + 1) * 60;
  await KeyUseEntity.update({ keyId, minute })
    .add({ count: 1 })
    .set({ expiresAt: next })
    .where((one, { notExists, lt }) => `${notExists(one.count)} OR ${lt(one.count, requestsPerMinute)}`)
    .go({ ...electroOptions, response: "none" })
    .catch((cause: unknown) => {
      if (cause instanceof Error && cause.name === "ConditionalCheckFailedException")
        throw new DomainError("throttled", { cause, retryAfterSeconds: next - now });
      throw cause;
    });
}

interface Kept extends NewKey {
  keyId: string;
  scopes: KeyScope[];
  createdAt: string;
  createdBy: string;
  rotatedAt?: string | undefined;
}

const view = ({ keyId, name, scopes, requestsPerMinute, createdAt, createdBy, rotatedAt }: Kept) => ({
  id: keyId,
  name,
  scopes,
  requestsPerMinute,
  createdAt,
  createdBy,
  ...(rotatedAt !== undefined && { rotatedAt }),
});
