import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type ErrorCode } from "@tradewind/blueprint/errors";
import { DomainError } from "../errors.ts";

export const cognito = new CognitoIdentityProviderClient({});

/** Cognito's errors as ours. One that says whether an account exists becomes the answer that does not. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  UsernameExistsException: "auth.email_taken",
  InvalidPasswordException: "auth.password_weak",
  CodeMismatchException: "auth.code_invalid",
  ExpiredCodeException: "auth.code_invalid",
  UserNotConfirmedException: "auth.email_unconfirmed",
  LimitExceededException: "auth.too_many_attempts",
  TooManyFailedAttemptsException: "auth.too_many_attempts",
  TooManyRequestsException: "auth.too_many_attempts",
};

/** Runs a call and translates its failure; `denied` is what a plain refusal means here. */
export async function asking<T>(call: Promise<T>, denied: ErrorCode): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    if (
      name === "NotAuthorizedException" &&
      cause instanceof Error &&
      /attempts exceeded/i.test(cause.message)
    ) {
      throw new DomainError("auth.too_many_attempts", { cause });
    }
    if (name === "NotAuthorizedException" || name === "UserNotFoundException")
      throw new DomainError(denied, { cause });
    const code = CODES[name];
    if (!code) throw cause;
    const detail = code === "auth.password_weak" && cause instanceof Error ? cause.message : undefined;
    throw new DomainError(code, { cause, ...(detail ? { detail } : {}) });
  }
}
