import { AwsError } from "../kernel/wire.ts";
import type { CognitoContext } from "./context.ts";
import { invalidParameter, notAuthorized, userNotFound } from "./errors.ts";
import { readableAttributes } from "./input/attributes.ts";
import { type ClientCall, checkSecretHash } from "./input/caller.ts";
import { userKey } from "./state/directory.ts";
import type { ChallengeName, ChallengeRecord, FamilyRecord, UserRecord } from "./state/records.ts";
import type { TokenTrigger } from "./tokens/pre-token.ts";
import { type Tokens, validity } from "./tokens/token-issuer.ts";

/** The answer of InitiateAuth and RespondToAuthChallenge: tokens or a challenge. */
export type AuthAnswer =
  | { AuthenticationResult: Tokens & { RefreshToken?: string }; ChallengeParameters: Record<string, string> }
  | { ChallengeName: ChallengeName; Session: string; ChallengeParameters: Record<string, string> };

export interface SignIn extends ClientCall {
  clientMetadata: Record<string, string>;
}

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH. */
export async function signInWithPassword(
  context: CognitoContext,
  call: SignIn,
  { username, password }: { username: string; password: string },
): Promise<AuthAnswer> {
  const { directory, hasher, kernel, lockout } = context;
  const { pool, client } = call;
  const found = directory.findUser(pool.id, username);
  if (!found && client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
  const account = directory.accountKey(pool.id, username);
  await lockout.attempt(account, () => hasher.matches(password, found?.passwordHash));

  const user = directory.findUser(pool.id, username);
  if (!user) throw userNotFound();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED")
    throw new AwsError("UserNotConfirmedException", "User is not confirmed.");
  if (user.status === "RESET_REQUIRED") {
    throw new AwsError("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (user.status === "CONFIRMED") {
    return secondFactor(context, call, user, "TokenGeneration_Authentication");
  }
  if ((user.passwordExpires ?? Infinity) <= kernel.clock.now()) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
  return challenge(context, call, user, "NEW_PASSWORD_REQUIRED", {
    requiredAttributes: "[]",
    userAttributes: JSON.stringify(readableAttributes(client, user)),
  });
}

/**
 * Asks for a TOTP code or its set-up if the pool or the user requires it; otherwise completes the
 * sign-in.
 */
export async function secondFactor(
  context: CognitoContext,
  call: SignIn,
  user: UserRecord,
  trigger: TokenTrigger,
): Promise<AuthAnswer> {
  const { pool } = call;
  const mfa = pool.softwareTokenMfa ? pool.settings.MfaConfiguration : "OFF";
  const enrolled = user.totp.secret !== undefined;
  if (enrolled && (mfa === "ON" || (mfa === "OPTIONAL" && user.totp.enabled))) {
    return challenge(context, call, user, "SOFTWARE_TOKEN_MFA", {});
  }
  if (mfa === "ON") {
    return challenge(context, call, user, "MFA_SETUP", { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
  }
  return completeSignIn(context, call, user, trigger);
}

async function challenge(
  context: CognitoContext,
  { pool, client }: SignIn,
  user: UserRecord,
  name: ChallengeName,
  parameters: Record<string, string>,
): Promise<AuthAnswer> {
  const record: ChallengeRecord = {
    name,
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    expires: context.kernel.clock.now() + client.settings.AuthSessionValidity * 60_000,
  };
  const Session = context.challenges.open(record);
  await context.kernel.store.durable();
  const ChallengeParameters = { USER_ID_FOR_SRP: user.username, ...parameters };
  return { ChallengeName: name, Session, ChallengeParameters };
}

/** Starts a token family for a user who has passed every challenge. */
export async function completeSignIn(
  context: CognitoContext,
  { pool, client, clientMetadata }: SignIn,
  user: UserRecord,
  trigger: TokenTrigger,
): Promise<AuthAnswer> {
  const { directory, families, issuer, kernel, lockout } = context;
  const now = kernel.clock.now();
  const family: FamilyRecord = {
    id: kernel.random.uuid(),
    originJti: kernel.random.uuid(),
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    authTime: Math.floor(now / 1000),
    expires: now + validity(client, "Refresh"),
    revoked: false,
  };
  const tokens = await issuer.issue({ trigger, pool, client, user, family, clientMetadata });
  // An administrator may have changed the user while the trigger ran.
  if (directory.findUser(pool.id, user.username) !== user) throw userNotFound();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const RefreshToken = families.open(family);
  lockout.clear(userKey(pool, user));
  await kernel.store.durable();
  return { AuthenticationResult: { ...tokens, RefreshToken }, ChallengeParameters: {} };
}

export interface Refresh extends SignIn {
  refreshToken: string;
}

/** Issues new tokens for a refresh token, and a new refresh token if the client rotates them. */
export async function refresh(
  context: CognitoContext,
  call: Refresh,
  authorize: (user: UserRecord) => void,
): Promise<Tokens & { RefreshToken?: string }> {
  const { families, issuer, kernel } = context;
  try {
    const { family, user } = checkRefresh(context, call);
    authorize(user);
    const tokens = await issuer.issue({ ...call, trigger: "TokenGeneration_RefreshTokens", user, family });
    // Check again: meanwhile the family may have been revoked, or a concurrent request may have
    // used the token.
    checkRefresh(context, call);
    if (call.client.settings.RefreshTokenRotation?.Feature !== "ENABLED") return tokens;
    const successor = families.rotate(call.refreshToken, family);
    await kernel.store.durable();
    return { ...tokens, RefreshToken: successor };
  } catch (error) {
    // The refusal of a reused token has revoked the family.
    await kernel.store.durable();
    throw error;
  }
}

function checkRefresh(
  { directory, families }: CognitoContext,
  { pool, client, refreshToken }: Refresh,
): { family: FamilyRecord; user: UserRecord } {
  const family = families.check(refreshToken, client);
  const user = directory.findUser(pool.id, family.username);
  if (!user) throw userNotFound();
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { family, user };
}

export function refreshWithSecretHash(
  context: CognitoContext,
  call: Refresh,
  secretHash: string | undefined,
): Promise<AuthAnswer> {
  const authorize = (user: UserRecord) => checkSecretHash(call.client, user.username, secretHash);
  return refresh(context, call, authorize).then((tokens) => ({
    AuthenticationResult: tokens,
    ChallengeParameters: {},
  }));
}

export function checkFlow(call: ClientCall, flow: string): void {
  if (!call.client.settings.ExplicitAuthFlows.includes(`ALLOW_${flow}`)) {
    throw invalidParameter(`${flow} flow not enabled for this client`);
  }
}
