import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { keyScopes, staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import { isoTime, page, prefixedId, text } from "../language/schema.ts";
import { manageUsers } from "./identity.ts";

/** A key that was replaced works this long beside the new one. */
export const KEY_OVERLAP_HOURS = 24;
const MOST_REQUESTS_A_MINUTE = 6_000;

const keysRoute = {
  auth: /* @__PURE__ */ staff("api-keys.manage"),
  throttle: adminThrottle,
  path: "/admin/api-keys",
  uses: [{ resource: commerceTable, access: "read-write" }],
} as const;
const idParam = () => z.strictObject({ id: prefixedId("key") });

const apiKey = () => ({
  id: prefixedId("key"),
  name: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  requestsPerMinute: z.int(),
  createdAt: isoTime(),
  createdBy: z.string(),
  rotatedAt: z.optional(isoTime()),
});
const withSecret = () =>
  z.object({ ...apiKey(), key: z.string().check(z.describe("Shown once; only its hash is kept.")) });

export const createApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "CreateApiKey",
  method: "POST",
  summary: "Make a key for an integration, which may do what its scopes say and no more.",
  handler: "functions/api-keys/create-key.handler",
  body: () =>
    z.strictObject({
      name: text(100),
      scopes: z.array(z.enum(keyScopes)).check(z.minLength(1), z.maxLength(keyScopes.length)),
      requestsPerMinute: z._default(z.int().check(z.minimum(1), z.maximum(MOST_REQUESTS_A_MINUTE)), 600),
    }),
  responses: { 201: { description: "The key.", body: withSecret } },
  errors: [],
});

export const listApiKeys = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "ListApiKeys",
  method: "GET",
  summary: "The keys of integrations, oldest first, without their secrets.",
  handler: "functions/api-keys/list-keys.handler",
  responses: { 200: { description: "The keys.", body: () => page(z.object(apiKey())) } },
  errors: [],
});

export const rotateApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "RotateApiKey",
  method: "POST",
  path: "/admin/api-keys/{id}/rotation",
  summary: "Give a key a new secret; the one before works for another 24 hours.",
  handler: "functions/api-keys/rotate-key.handler",
  params: idParam,
  responses: { 200: { description: "The key with its new secret.", body: withSecret } },
  errors: ["api_key.not_found"],
});

export const revokeApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "RevokeApiKey",
  method: "DELETE",
  path: "/admin/api-keys/{id}",
  summary: "Take a key away; the gateway may let it pass for another 60 seconds.",
  handler: "functions/api-keys/revoke-key.handler",
  params: idParam,
  responses: { 204: { description: "The key is no more." } },
  errors: ["api_key.not_found"],
});

export const signOutAccount = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "SignOutAccount",
  method: "POST",
  path: "/admin/accounts/{id}/sign-out",
  auth: /* @__PURE__ */ staff("accounts.sign-out"),
  summary: "End all sessions of an account, such as one of somebody who left.",
  handler: "functions/identity/sign-out-account.handler",
  uses: [manageUsers, { resource: commerceTable, access: "read-write" }],
  params: () => z.strictObject({ id: z.uuid() }),
  responses: { 204: { description: "All sessions are over; access tokens work for 60 seconds at most." } },
  errors: ["account.not_found"],
});

export const accessRoutes = [createApiKey, listApiKeys, rotateApiKey, revokeApiKey, signOutAccount];
