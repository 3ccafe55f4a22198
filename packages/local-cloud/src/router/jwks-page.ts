import { AwsError } from "../kernel/wire.ts";
import type { Page } from "./router.ts";

const JWKS_PATH = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/jwks\.json$/;

/**
 * The public keys of user pools:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function jwksPage(pools: { jwks(poolId: string): object }): Page {
  return ({ method, path }) => {
    if (!path.endsWith("/jwks.json")) return undefined;
    const poolId = JWKS_PATH.exec(path)?.[1];
    if (!poolId || (method !== "GET" && method !== "HEAD")) return undefined;
    const headers = {
      "content-type": "application/json",
      "cache-control": "public, max-age=86400",
      "access-control-allow-origin": "*",
    };
    try {
      return { status: 200, headers, body: JSON.stringify(pools.jwks(poolId)) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { status: 404, headers, body: JSON.stringify({ message: error.message }) };
    }
  };
}
