import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { admit } from "./attempts.ts";
import { cognito } from "../platform/clients/cognito.ts";
import { asClient, asking, canonical, inPool, isNamed, secretHash } from "./cognito.ts";
import { refuseGuessable } from "./guessable.ts";
import { revokeAll, revokeFamily } from "./revocations.ts";

/** Our client speaks about the user with this name. */
const about = (username: string) => ({ ...asClient(), Username: username, SecretHash: secretHash(username) });

/**
 * The answer does not tell whether the address has an account: its owner learns of it by mail.
 * @throws auth.password_weak, auth.too_many_attempts
 */
export async function signUp(
  ctx: Context,
  { email, password, name }: { email: string; password: string; name: string },
) {
  const username = canonical(email);
  await admit(ctx, { action: "sign-up", account: username });
  refuseGuessable(password);
  const UserAttributes = [
    { Name: "email", Value: username },
    { Name: "name", Value: name },
  ];
  const call = cognito.send(new SignUpCommand({ ...about(username), Password: password, UserAttributes }));
  try {
    await asking(call, "auth.forbidden");
  } catch (error) {
    if (!isNamed(error, "UsernameExistsException")) throw error;
    await remind(username);
  }
  return { email: username };
}

/** Somebody signs up who has an account: a code to confirm it, or else one to reset its password. */
async function remind(username: string): Promise<void> {
  try {
    await cognito.send(new ResendConfirmationCodeCommand(about(username)));
  } catch (error) {
    // Whatever fails here must not show in the answer.
    if (isNamed(error, "InvalidParameterException"))
      await cognito.send(new ForgotPasswordCommand(about(username))).catch(() => undefined);
  }
}

/** @throws auth.code_invalid, auth.too_many_attempts */
export async function confirm(ctx: Context, { email, code }: { email: string; code: string }) {
  const username = canonical(email);
  await admit(ctx, { action: "confirm", account: username });
  const command = new ConfirmSignUpCommand({ ...about(username), ConfirmationCode: code });
  await asking(cognito.send(command), "auth.code_invalid");
}

/** @throws auth.too_many_attempts */
export async function resendCode(ctx: Context, { email }: { email: string }): Promise<void> {
  const username = canonical(email);
  await admit(ctx, { action: "resend", account: username });
  await silently(cognito.send(new ResendConfirmationCodeCommand(about(username))));
}

/** @throws auth.too_many_attempts */
export async function forgotPassword(ctx: Context, { email }: { email: string }) {
  const username = canonical(email);
  await admit(ctx, { action: "forgot-password", account: username });
  await silently(cognito.send(new ForgotPasswordCommand(about(username))));
}

/** Refusals that would tell something about the account are no answer. */
async function silently(call: Promise<unknown>): Promise<void> {
  try {
    await asking(call, "auth.forbidden");
  } catch (error) {
    if (error instanceof DomainError && error.code === "auth.forbidden") return;
    if (!isNamed(error, "InvalidParameterException")) throw error;
  }
}

/**
 * Sets a new password and ends every session: whoever knew the old one is out.
 * @throws auth.code_invalid, auth.password_weak, auth.too_many_attempts
 */
export async function resetPassword(
  ctx: Context,
  { email, code, password }: { email: string; code: string; password: string },
): Promise<void> {
  const username = canonical(email);
  await admit(ctx, { action: "reset-password", account: username });
  refuseGuessable(password);
  const command = new ConfirmForgotPasswordCommand({
    ...about(username),
    ConfirmationCode: code,
    Password: password,
  });
  await asking(cognito.send(command), "auth.code_invalid");
  const { Username: userId = "" } = await cognito.send(
    new AdminGetUserCommand({ ...inPool(), Username: username }),
  );
  await signOutEverywhere(ctx, userId);
}

/**
 * Wants the password so far: a session alone, which somebody may have found open, changes none. Cognito's own change is not for
 * tokens of those who have a second factor, which may not touch the account.
 * @throws auth.credentials_invalid, auth.password_weak, auth.too_many_attempts
 */
export async function changePassword(
  ctx: Context,
  { family }: { family: string },
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  const userId = ctx.actor.id;
  await admit(ctx, { action: "change-password", account: userId });
  refuseGuessable(newPassword);
  const proof = new InitiateAuthCommand({
    ...asClient(),
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: userId, PASSWORD: currentPassword, SECRET_HASH: secretHash(userId) },
  });
  await asking(cognito.send(proof), "auth.credentials_invalid");
  const change = new AdminSetUserPasswordCommand({
    ...inPool(),
    Username: userId,
    Password: newPassword,
    Permanent: true,
  });
  await asking(cognito.send(change), "auth.credentials_invalid");
  await signOutEverywhere(ctx, userId);
  // It may have begun in this very second.
  await revokeFamily(ctx, userId, family);
}

/** Ends all sessions of a user: refresh tokens at once, access tokens when the authorizer next looks. */
export async function signOutEverywhere(ctx: Context, userId: string): Promise<void> {
  await Promise.all([
    cognito.send(new AdminUserGlobalSignOutCommand({ ...inPool(), Username: userId })),
    revokeAll(ctx, userId),
  ]);
}

/** An admin ends somebody's sessions. @throws account.not_found */
export async function signOutAccount(ctx: Context, userId: string): Promise<void> {
  await signOutEverywhere(ctx, userId).catch((cause: unknown) => {
    throw isNamed(cause, "UserNotFoundException") ? new DomainError("account.not_found", { cause }) : cause;
  });
}
