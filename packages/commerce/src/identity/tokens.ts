import { JwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { userPool } from "@tradewind/blueprint/areas/accounts/identity";
import type { Group } from "@tradewind/blueprint/language/access";
import { isApiKey, openApiKey } from "../api-keys/index.ts";
import type { Principal } from "../platform/context.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { isGuestToken, openGuest } from "./guest-tokens.ts";
import { isRevoked } from "./revocations.ts";

/** The source of keys is configured, never taken from a token. Keys are fetched once. */
const keys = new SimpleJwksCache({
  fetcher: {
    async fetch(uri) {
      const response = await fetch(uri, { signal: AbortSignal.timeout(3000) });
      if (!response.ok) throw new Error(`The key set answered ${response.status}.`);
      return response.arrayBuffer();
    },
  },
});

function createVerifier() {
  const { issuer, jwksUri, clientId } = resourceOf(userPool);
  return JwtVerifier.create(
    {
      issuer,
      jwksUri,
      // Cognito's access tokens name their client in `client_id`, not in `aud`.
      audience: null,
      customJwtCheck: ({ payload }) => {
        if (payload["token_use"] !== "access") throw new Error("Not an access token.");
        if (payload["client_id"] !== clientId) throw new Error("Issued to another client.");
      },
    },
    { jwksCache: keys },
  );
}

let verifier: ReturnType<typeof createVerifier> | undefined;

/**
 * The principal of a valid access token whose session has not ended; undefined for any other token.
 */
export async function verifyAccessToken(token: string): Promise<Principal | undefined> {
  if (isGuestToken(token)) return guestPrincipal(token);
  if (isApiKey(token)) return keyPrincipal(token);
  const payload = await verifyJwt(token);
  if (!payload) return undefined;
  const authenticatedAt = Number(payload["auth_time"]);
  const { mfaSince: since, email, name } = payload;
  const principal: Principal = {
    sub: String(payload.sub),
    groups: (payload["cognito:groups"] ?? []) as Group[],
    family: payload["origin_jti"] as string,
    enrolled: typeof since === "string",
    mfa: typeof since === "string" && authenticatedAt >= Number(since),
    kind: "account",
    ...(typeof email === "string" && typeof name === "string" && { contact: { email, name } }),
  };
  const session = { userId: principal.sub, family: principal.family, authenticatedAt };
  return (await isRevoked(session, { consistent: false })) ? undefined : principal;
}

/** The principal of a guest's session, on a stage that lets guests order. */
function guestPrincipal(token: string): Principal | undefined {
  const opened = checkout() === "guest" ? openGuest(token, Date.now() / 1000) : undefined;
  if (!opened) return undefined;
  const { guestId } = opened;
  return { sub: guestId, groups: [], family: guestId, enrolled: false, mfa: false, kind: "guest" };
}

async function keyPrincipal(token: string): Promise<Principal | undefined> {
  const key = await openApiKey(token, Date.now() / 1000);
  if (!key) return undefined;
  const { keyId, scopes, requestsPerMinute } = key;
  const nobody = { groups: [], family: keyId, enrolled: false, mfa: false };
  return { sub: keyId, ...nobody, kind: "api-key", scopes, requestsPerMinute };
}

async function verifyJwt(token: string) {
  verifier ??= createVerifier();
  try {
    return await verifier.verify(token);
  } catch {
    return undefined;
  }
}

/** The stage's rule for checkout: `mfa`, `signed-in` or `guest`. */
export const checkout = () => resourceOf(userPool).checkout;
