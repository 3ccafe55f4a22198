import {
  type AuthenticationResultType,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  type InitiateAuthResponse,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Challenge, Tokens } from "@tradewind/blueprint/areas/accounts/identity";
import { SESSION_IDLE_DAYS } from "@tradewind/blueprint/ground/limits";
import { cognito } from "../platform/clients/cognito.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { admit } from "./attempts.ts";
import {
  asClient,
  canonicalEmail,
  claimsOf,
  isNamed,
  secretHash,
  translateErrors,
  withSecret,
} from "./cognito.ts";
import { refuseGuessable } from "./guessable.ts";
import { isRevoked, revokeFamily } from "./revocations.ts";
import { seal, unseal } from "./sealed.ts";

type ChallengeName = Challenge["challenge"];

/** A sign-in under way, as its sealed session stores it. */
interface SignIn {
  challenge: ChallengeName;
  userId: string;
  session: string;
  /** Epoch milliseconds. */
  at: number;
}

/** A refresh token as clients hold it: Cognito's, with the family it belongs to. */
interface Refresh {
  userId: string;
  family: string;
  /** Epoch seconds. */
  authenticatedAt: number;
  token: string;
  /** Epoch seconds: time of issue. */
  at: number;
}

const IDLE_SECONDS = SESSION_IDLE_DAYS * 24 * 60 * 60;

/** As long as Cognito's own sessions. */
const SIGN_IN_MS = 3 * 60_000;

/**
 * Signs in with email and password.
 * @throws auth.credentials_invalid, auth.email_unconfirmed, auth.password_reset_required,
 * auth.too_many_attempts
 */
export async function signIn(
  ctx: Context,
  { email, password }: { email: string; password: string },
): Promise<Tokens | Challenge> {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "sign-in", account: username });
  const command = new InitiateAuthCommand({
    ...asClient(),
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH: secretHash(username) },
  });
  return outcome(ctx, await translateErrors(cognito.send(command), "auth.credentials_invalid"));
}

/**
 * Answers the challenge for a code of the authenticator app.
 * @throws auth.session_invalid, auth.code_invalid, auth.too_many_attempts
 */
export async function answerMfaChallenge(
  ctx: Context,
  { session, code }: { session: string; code: string },
): Promise<Tokens> {
  const answered = await respond(ctx, openSignIn(ctx, session, "SOFTWARE_TOKEN_MFA"), {
    SOFTWARE_TOKEN_MFA_CODE: code,
  });
  if ("challenge" in answered) throw new DomainError("auth.session_invalid");
  return answered;
}

/**
 * Replaces a temporary password.
 * @throws auth.session_invalid, auth.password_weak, auth.too_many_attempts
 */
export async function setNewPassword(
  ctx: Context,
  { session, password }: { session: string; password: string },
): Promise<Tokens | Challenge> {
  const signIn = openSignIn(ctx, session, "NEW_PASSWORD_REQUIRED");
  refuseGuessable(password);
  return respond(ctx, signIn, { NEW_PASSWORD: password });
}

/**
 * Opens the sealed session of a sign-in whose password was right a moment ago.
 * @throws auth.session_invalid
 */
export function openSignIn({ clock }: Context, session: string, challenge: ChallengeName): SignIn {
  const signIn = unseal<SignIn>("sign-in", session);
  if (signIn?.challenge !== challenge || signIn.at + SIGN_IN_MS <= clock.now())
    throw new DomainError("auth.session_invalid");
  return signIn;
}

async function respond(
  ctx: Context,
  { challenge, userId, session }: SignIn,
  responses: Record<string, string>,
): Promise<Tokens | Challenge> {
  await admit(ctx, { action: challenge, account: userId });
  const command = new RespondToAuthChallengeCommand({
    ...asClient(),
    ChallengeName: challenge,
    Session: session,
    ChallengeResponses: { USERNAME: userId, SECRET_HASH: secretHash(userId), ...responses },
  });
  return outcome(ctx, await translateErrors(cognito.send(command), "auth.session_invalid"));
}

function outcome(ctx: Context, answer: InitiateAuthResponse): Tokens | Challenge {
  const { AuthenticationResult, ChallengeName, ChallengeParameters, Session } = answer;
  if (AuthenticationResult) return tokens(ctx, AuthenticationResult);
  if (ChallengeName !== "SOFTWARE_TOKEN_MFA" && ChallengeName !== "NEW_PASSWORD_REQUIRED")
    throw new DomainError("auth.credentials_invalid");
  const session = seal("sign-in", {
    challenge: ChallengeName,
    userId: ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "",
    session: Session ?? "",
    at: ctx.clock.now(),
  } satisfies SignIn);
  return { challenge: ChallengeName, session };
}

/**
 * Exchanges a refresh token, which is spent by it, for new tokens. Cognito remembers spent tokens.
 * When one comes back, two parties hold it, so its whole family ends.
 * @throws auth.token_invalid, auth.too_many_attempts
 */
export async function refresh(ctx: Context, { refreshToken }: { refreshToken: string }): Promise<Tokens> {
  const held = unseal<Refresh>("refresh-token", refreshToken);
  const idle = held && held.at + IDLE_SECONDS <= ctx.clock.now() / 1000;
  if (!held || idle || (await isRevoked(held, { consistent: true })))
    throw new DomainError("auth.token_invalid");
  const command = new GetTokensFromRefreshTokenCommand({ ...withSecret(), RefreshToken: held.token });
  try {
    const { AuthenticationResult } = await translateErrors(cognito.send(command), "auth.token_invalid");
    return tokens(ctx, AuthenticationResult);
  } catch (cause) {
    if (!isNamed(cause, "RefreshTokenReuseException")) throw cause;
    await revokeFamily(ctx, held.userId, held.family);
    throw new DomainError("auth.token_invalid", { cause });
  }
}

/** Ends the session of a refresh token. A token that is not ours needs no sign-out (RFC 7009). */
export async function signOut(ctx: Context, { refreshToken }: { refreshToken: string }): Promise<void> {
  const held = unseal<Refresh>("refresh-token", refreshToken);
  if (!held) return;
  await Promise.all([
    cognito.send(new RevokeTokenCommand({ ...withSecret(), Token: held.token })),
    revokeFamily(ctx, held.userId, held.family),
  ]);
}

function tokens({ clock }: Context, result: AuthenticationResultType | undefined): Tokens {
  const { AccessToken, IdToken, RefreshToken, ExpiresIn } = result ?? {};
  if (!result || !AccessToken || !IdToken || !RefreshToken) throw new DomainError("auth.credentials_invalid");
  const { sub, origin_jti, auth_time } = claimsOf(AccessToken);
  const held: Refresh = {
    userId: sub,
    family: origin_jti,
    authenticatedAt: auth_time,
    token: RefreshToken,
    at: Math.floor(clock.now() / 1000),
  };
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    refreshToken: seal("refresh-token", { ...held }),
    expiresIn: ExpiresIn ?? 0,
  };
}
