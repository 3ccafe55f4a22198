import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { keyScopes, staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import { isoTime, list, named, prefixedId, text } from "../language/schema.ts";
import { manageUsers } from "./accounts/identity.ts";

/** After a rotation, the previous secret works for this long. */
export const KEY_OVERLAP_HOURS = 24;
const MAX_REQUESTS_PER_MINUTE = 6_000;

const keysRoute = {
  auth: /* @__PURE__ */ staff("api-keys.manage"),
  throttle: adminThrottle,
  path: "/admin/api-keys",
  uses: [{ resource: commerceTable, access: "read-write" }],
} as const;
const idParam = () => z.strictObject({ id: prefixedId("key") });

const keyScope = /* @__PURE__ */ named("KeyScope", () => z.enum(keyScopes));

const keyMembers = () => ({
  id: prefixedId("key"),
  name: z.string(),
  scopes: z.array(keyScope()),
  requestsPerMinute: z.int(),
  createdAt: isoTime(),
  createdBy: z.string(),
  rotatedAt: z.optional(isoTime()),
});
const apiKey = /* @__PURE__ */ named("ApiKey", () => z.object(keyMembers()));
const withSecret = /* @__PURE__ */ named("ApiKeyWithSecret", () =>
  z.object({
    ...keyMembers(),
    key: z.string().check(z.describe("The secret. It is shown only once: the shop stores its hash.")),
  }),
);

export const createApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "CreateApiKey",
  method: "POST",
  summary: "Create an API key",
  description: "For an integration. The key can do only what its scopes allow.",
  handler: "functions/api-keys/create-key.handler",
  body: () =>
    z.strictObject({
      name: text(100),
      scopes: z.array(keyScope()).check(z.minLength(1), z.maxLength(keyScopes.length)),
      requestsPerMinute: z._default(z.int().check(z.minimum(1), z.maximum(MAX_REQUESTS_PER_MINUTE)), 600),
    }),
  responses: { 201: { description: "The key and its secret.", body: withSecret } },
  errors: [],
});

export const listApiKeys = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "ListApiKeys",
  method: "GET",
  summary: "List API keys",
  handler: "functions/api-keys/list-keys.handler",
  responses: {
    200: {
      description: "All keys, oldest first, without their secrets.",
      body: () => list(apiKey()),
    },
  },
  errors: [],
});

export const rotateApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "RotateApiKey",
  method: "POST",
  path: "/admin/api-keys/{id}/rotation",
  summary: "Rotate an API key",
  description: "The key gets a new secret. The previous secret works for another 24 hours.",
  handler: "functions/api-keys/rotate-key.handler",
  params: idParam,
  responses: { 200: { description: "The key with its new secret.", body: withSecret } },
  errors: ["api_key.not_found"],
});

export const revokeApiKey = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "RevokeApiKey",
  method: "DELETE",
  path: "/admin/api-keys/{id}",
  summary: "Revoke an API key",
  handler: "functions/api-keys/revoke-key.handler",
  params: idParam,
  responses: { 204: { description: "The key is revoked. It may work for another 60 seconds." } },
  errors: ["api_key.not_found"],
});

export const signOutAccount = /* @__PURE__ */ defineRoute(keysRoute, {
  name: "SignOutAccount",
  method: "POST",
  path: "/admin/accounts/{id}/sign-out",
  auth: /* @__PURE__ */ staff("accounts.sign-out"),
  summary: "End all sessions of an account",
  description: "For example, when a member of staff leaves.",
  handler: "functions/identity/sign-out-account.handler",
  uses: [manageUsers, { resource: commerceTable, access: "read-write" }],
  params: () => z.strictObject({ id: z.uuid() }),
  responses: {
    204: { description: "All sessions have ended. Their access tokens may work for another 60 seconds." },
  },
  errors: ["account.not_found"],
});

export const accessRoutes = [createApiKey, listApiKeys, rotateApiKey, revokeApiKey, signOutAccount];
