import { createHmac } from "node:crypto";
import { userPool } from "@tradewind/blueprint/areas/accounts/identity";
import { type ErrorCode } from "@tradewind/blueprint/language/errors";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";

/** The pool, for calls of administrators. */
export const inPool = () => ({ UserPoolId: resourceOf(userPool).id });

/** Our client in the pool. */
export const asClient = () => ({ ClientId: resourceOf(userPool).clientId });

export const withSecret = () => ({ ...asClient(), ClientSecret: resourceOf(userPool).clientSecret });

/** Proves to Cognito that the request comes from our functions. */
export function secretHash(username: string): string {
  const { clientId, clientSecret } = resourceOf(userPool);
  return createHmac("sha256", clientSecret)
    .update(username + clientId)
    .digest("base64");
}

/** Mail domains are case-insensitive, and people type the rest in any case. */
export const canonicalEmail = (email: string) => email.trim().toLowerCase();

/** Cognito does not tell how long a lockout lasts; a minute is enough for most. */
const LOCKOUT_SECONDS = 60;

/** Our codes for Cognito's errors. None of them tells if an account exists. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  InvalidPasswordException: "auth.password_weak",
  CodeMismatchException: "auth.code_invalid",
  EnableSoftwareTokenMFAException: "auth.code_invalid",
  ExpiredCodeException: "auth.code_invalid",
  UserNotConfirmedException: "auth.email_unconfirmed",
  PasswordResetRequiredException: "auth.password_reset_required",
  LimitExceededException: "auth.too_many_attempts",
  TooManyFailedAttemptsException: "auth.too_many_attempts",
  TooManyRequestsException: "auth.too_many_attempts",
};

export const isNamed = (cause: unknown, ...names: string[]): cause is Error =>
  cause instanceof Error && names.includes(cause.name);

/** Runs a call and translates its failure. @param denied the code for a plain refusal */
export async function translateErrors<T>(call: Promise<T>, denied: ErrorCode): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (isNamed(cause, "NotAuthorizedException") && /attempts exceeded/i.test(cause.message)) {
      throw new DomainError("auth.too_many_attempts", { cause, retryAfterSeconds: LOCKOUT_SECONDS });
    }
    if (isNamed(cause, "NotAuthorizedException", "UserNotFoundException"))
      throw new DomainError(denied, { cause });
    const code = cause instanceof Error ? CODES[cause.name] : undefined;
    if (!code) throw cause;
    throw new DomainError(code, {
      cause,
      ...(code === "auth.password_weak" && { detail: (cause as Error).message }),
      ...(code === "auth.too_many_attempts" && { retryAfterSeconds: LOCKOUT_SECONDS }),
    });
  }
}

/** Claims of an access token that came from Cognito just now, so it needs no verification. */
export function claimsOf(accessToken: string): { sub: string; origin_jti: string; auth_time: number } {
  const [, payload = ""] = accessToken.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as ReturnType<typeof claimsOf>;
}
