import { createHmac, timingSafeEqual } from "node:crypto";
import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, notAuthorized, resourceNotFound, userNotFound } from "../errors.ts";
import type { ClientRecord, FamilyRecord, PoolRecord, UserRecord } from "../state/records.ts";
import { peek } from "../tokens/signing-keys.ts";
import { issuer, SELF_SERVICE_SCOPE } from "../tokens/token-issuer.ts";

export interface ClientCall {
  pool: PoolRecord;
  client: ClientRecord;
}

export const CLIENT_ID = { min: 1, max: 128, pattern: /^[\w+]+$/ };
export const POOL_ID = { min: 1, max: 55, pattern: /^[\w-]+_[0-9a-zA-Z]+$/ };

/** The app client named by `ClientId`, with its pool. */
export function namedClient(context: CognitoContext, input: Input): ClientCall {
  const client = context.directory.client(input.text("ClientId", CLIENT_ID));
  return { client, pool: context.directory.pool(client.poolId) };
}

/** Like {@link namedClient}, for operations of administrators, which name the pool too. */
export function poolClient(context: CognitoContext, input: Input): ClientCall {
  const pool = namedPool(context, input);
  const call = namedClient(context, input);
  if (call.pool !== pool) throw resourceNotFound(`User pool client ${call.client.id} does not exist.`);
  return call;
}

export function namedPool(context: CognitoContext, input: Input): PoolRecord {
  return context.directory.pool(input.text("UserPoolId", POOL_ID));
}

/** The user that an administrator names. */
export function namedUser(context: CognitoContext, input: Input): { pool: PoolRecord; user: UserRecord } {
  const pool = namedPool(context, input);
  const user = context.directory.findUser(pool.id, readUsername(input));
  if (!user) throw userNotFound();
  return { pool, user };
}

export function readUsername(input: Input, member = "Username"): string {
  return input.text(member, { min: 1, max: 128 });
}

/**
 * A client with a secret proves it by `SECRET_HASH`, an HMAC of username and client id.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function checkSecretHash(client: ClientRecord, username: string, hash: string | undefined): void {
  const secret = client.settings.ClientSecret;
  if (secret === undefined) {
    if (hash === undefined) return;
    throw notAuthorized(`Client ${client.id} is not configured with secret but secret was received`);
  }
  if (hash === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const wanted = createHmac("sha256", secret)
    .update(username + client.id)
    .digest("base64");
  if (!equalTexts(hash, wanted))
    throw notAuthorized(`SecretHash does not match for the client: ${client.id}`);
}

/** GetTokensFromRefreshToken and RevokeToken take the secret itself instead of a hash. */
export function checkSecret(client: ClientRecord, secret: string | undefined): void {
  const wanted = client.settings.ClientSecret;
  if (wanted === undefined && secret === undefined) return;
  if (wanted === undefined || secret === undefined || !equalTexts(secret, wanted)) {
    throw notAuthorized(`Unable to verify secret for client: ${client.id}`);
  }
}

function equalTexts(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export interface SignedInCall extends ClientCall {
  user: UserRecord;
  family: FamilyRecord;
}

/**
 * The user of an `AccessToken`. The token must be ours, unexpired, unrevoked and allow
 * self-service.
 */
export function signedIn(context: CognitoContext, input: Input): SignedInCall {
  const token = input.text("AccessToken", { pattern: /^[\w\-=]+\.[\w\-=]+\.[\w\-=]+$/ });
  const { directory, families, kernel, keys } = context;
  const poolId = String(peek(token)?.["iss"]).split("/").at(-1) ?? "";
  const pool = directory.hasPool(poolId) ? directory.pool(poolId) : undefined;
  const claims = pool && keys.verify(pool.keys.access, token);
  if (!pool || claims?.["token_use"] !== "access" || claims["iss"] !== issuer(kernel, pool)) {
    throw notAuthorized("Invalid Access Token");
  }
  if (Number(claims["exp"]) * 1000 <= kernel.clock.now()) throw notAuthorized("Access Token has expired");
  const user = directory.findUser(pool.id, String(claims["username"]));
  const family = families.find(String(claims["event_id"]));
  if (!user || user.attributes["sub"] !== claims["sub"]) throw userNotFound();
  if (!family || family.revoked) throw notAuthorized("Access Token has been revoked");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (!String(claims["scope"]).split(" ").includes(SELF_SERVICE_SCOPE)) {
    throw notAuthorized("Access Token does not have required scopes");
  }
  return { pool, client: directory.client(family.clientId), user, family };
}

/** A member of a request's parameter map, such as USERNAME in AuthParameters. */
export function parameter(parameters: Record<string, string>, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
