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
import { cognito } from "../platform/clients/cognito.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { admit } from "./attempts.ts";
import { asClient, canonicalEmail, inPool, isNamed, secretHash, translateErrors } from "./cognito.ts";
import { refuseGuessable } from "./guessable.ts";
import { revokeAll, revokeFamily } from "./revocations.ts";

/** Parameters of a call of our client about this user. */
const forUser = (username: string) => ({
  ...asClient(),
  Username: username,
  SecretHash: secretHash(username),
});

/**
 * Signs up. The answer does not tell if the address has an account; its owner learns of the attempt
 * by mail.
 * @throws auth.password_weak, auth.too_many_attempts
 */
export async function signUp(
  ctx: Context,
  { email, password, name }: { email: string; password: string; name: string },
) {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "sign-up", account: username });
  refuseGuessable(password);
  const UserAttributes = [
    { Name: "email", Value: username },
    { Name: "name", Value: name },
  ];
  const call = cognito.send(new SignUpCommand({ ...forUser(username), Password: password, UserAttributes }));
  try {
    await translateErrors(call, "auth.forbidden");
  } catch (error) {
    if (!isNamed(error, "UsernameExistsException")) throw error;
    await remind(username);
  }
  return { email: username };
}

/**
 * Mails the owner of an account that somebody signs up for: the code to confirm it, or one to reset
 * its password.
 */
async function remind(username: string): Promise<void> {
  try {
    await cognito.send(new ResendConfirmationCodeCommand(forUser(username)));
  } catch (error) {
    // No failure here may show in the answer.
    if (isNamed(error, "InvalidParameterException"))
      await cognito.send(new ForgotPasswordCommand(forUser(username))).catch(() => undefined);
  }
}

/** Confirms a new account. @throws auth.code_invalid, auth.too_many_attempts */
export async function confirm(ctx: Context, { email, code }: { email: string; code: string }) {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "confirm", account: username });
  const command = new ConfirmSignUpCommand({ ...forUser(username), ConfirmationCode: code });
  await translateErrors(cognito.send(command), "auth.code_invalid");
}

/** Mails the confirmation code again. @throws auth.too_many_attempts */
export async function resendCode(ctx: Context, { email }: { email: string }): Promise<void> {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "resend", account: username });
  await ignoreRefusals(cognito.send(new ResendConfirmationCodeCommand(forUser(username))));
}

/** Mails a code to reset the password. @throws auth.too_many_attempts */
export async function forgotPassword(ctx: Context, { email }: { email: string }) {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "forgot-password", account: username });
  await ignoreRefusals(cognito.send(new ForgotPasswordCommand(forUser(username))));
}

/** Ignores refusals, which would tell something about the account. */
async function ignoreRefusals(call: Promise<unknown>): Promise<void> {
  try {
    await translateErrors(call, "auth.forbidden");
  } catch (error) {
    if (error instanceof DomainError && error.code === "auth.forbidden") return;
    if (!isNamed(error, "InvalidParameterException")) throw error;
  }
}

/**
 * Sets a new password and ends every session, so that anyone who knew the old one is signed out.
 * @throws auth.code_invalid, auth.password_weak, auth.too_many_attempts
 */
export async function resetPassword(
  ctx: Context,
  { email, code, password }: { email: string; code: string; password: string },
): Promise<void> {
  const username = canonicalEmail(email);
  await admit(ctx, { action: "reset-password", account: username });
  refuseGuessable(password);
  const command = new ConfirmForgotPasswordCommand({
    ...forUser(username),
    ConfirmationCode: code,
    Password: password,
  });
  await translateErrors(cognito.send(command), "auth.code_invalid");
  const { Username: userId = "" } = await cognito.send(
    new AdminGetUserCommand({ ...inPool(), Username: username }),
  );
  await signOutEverywhere(ctx, userId);
}

/**
 * Changes the password and ends every session. Requires the current password, so an open session is
 * not enough. Cognito's own ChangePassword does not work with the tokens of MFA users.
 * @throws auth.password_incorrect, which is no 401: clients refresh their token on 401 and try
 * again; auth.password_weak, auth.too_many_attempts
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
  await translateErrors(cognito.send(proof), "auth.password_incorrect");
  const change = new AdminSetUserPasswordCommand({
    ...inPool(),
    Username: userId,
    Password: newPassword,
    Permanent: true,
  });
  await translateErrors(cognito.send(change), "auth.token_invalid");
  await signOutEverywhere(ctx, userId);
  // This session may have begun in this very second, which the sign-out above does not cover.
  await revokeFamily(ctx, userId, family);
}

/**
 * Ends all sessions of a user: refresh tokens at once, access tokens when the authorizer next
 * looks.
 */
export async function signOutEverywhere(ctx: Context, userId: string): Promise<void> {
  await Promise.all([
    cognito.send(new AdminUserGlobalSignOutCommand({ ...inPool(), Username: userId })),
    revokeAll(ctx, userId),
  ]);
}

/** Ends all sessions of an account, for an admin. @throws account.not_found */
export async function signOutAccount(ctx: Context, userId: string): Promise<void> {
  await signOutEverywhere(ctx, userId).catch((cause: unknown) => {
    throw isNamed(cause, "UserNotFoundException") ? new DomainError("account.not_found", { cause }) : cause;
  });
}
