import { type Group } from "@tradewind/blueprint/define";
import { userPool } from "@tradewind/blueprint/identity";
import { JwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { linked } from "../storage/linked.ts";

/** Who an access token speaks for. */
export interface Principal {
  sub: string;
  groups: Group[];
  /** Epoch seconds. */
  authenticatedAt: number;
}

/** The key source is configured, never taken from a token; fetched once and kept. */
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
  const { issuer, jwksUri, clientId } = linked(userPool);
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

/** The principal of a valid access token; undefined for any other. */
export async function verifyAccessToken(token: string): Promise<Principal | undefined> {
  verifier ??= createVerifier();
  try {
    const payload = await verifier.verify(token);
    return {
      sub: String(payload.sub),
      groups: (payload["cognito:groups"] ?? []) as Group[],
      authenticatedAt: Number(payload["auth_time"]),
    };
  } catch {
    return undefined;
  }
}
