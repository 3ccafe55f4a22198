import type { Input } from "../../protocols/input.ts";
import { delivery } from "../codes.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, limitExceeded, notAuthorized, userNotFound } from "../errors.ts";
import { checkSecretHash, namedClient, namedUser, readUsername, signedIn } from "../input/caller.ts";
import { checkPassword } from "../passwords.ts";
import { userKey } from "../state/directory.ts";
import type { PoolRecord, UserRecord } from "../state/records.ts";
import { simulateDelivery } from "./sign-up.ts";

const WRONG_PASSWORDS_PER_HOUR = 5;
const DAY_MS = 86_400_000;

export async function forgotPassword(context: CognitoContext, input: Input): Promise<object> {
  const { client, pool } = namedClient(context, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const user = context.directory.findUser(pool.id, username);
  const silent = client.settings.PreventUserExistenceErrors === "ENABLED";
  if (!user && !silent) throw userNotFound();
  context.codes.countRequest("reset", context.directory.accountKey(pool.id, username));
  const email = user?.attributes["email_verified"] === "true" ? user.attributes["email"] : undefined;
  if (!user?.enabled || email === undefined) {
    if (silent) return simulateDelivery(context, username);
    if (!user?.enabled) throw notAuthorized("User is disabled.");
    const reason = "as there is no registered/verified email or phone_number";
    throw invalidParameter(`Cannot reset password for the user ${reason}`);
  }
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    if (silent) return simulateDelivery(context, username);
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  const send = await context.codes.issue("reset", user);
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  context.codes.sendSilently(send);
  return { CodeDeliveryDetails: delivery(email) };
}

export async function confirmForgotPassword(context: CognitoContext, input: Input): Promise<object> {
  const { client, pool } = namedClient(context, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const code = input.text("ConfirmationCode", { max: 2048 });
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const user = context.directory.findUser(pool.id, username);
  if (!user?.enabled) {
    if (!user && client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
    return context.codes.redeemNothing("reset", context.directory.accountKey(pool.id, username), code);
  }
  await context.codes.redeem("reset", user, code);
  const hash = await context.hasher.hash(password);
  user.attributes["email_verified"] = "true";
  return setPassword(context, user, hash);
}

export async function changePassword(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = signedIn(context, input);
  const previous = input.text("PreviousPassword", { max: 256 });
  const proposed = input.text("ProposedPassword", { max: 256 });
  const account = userKey(pool, user);
  context.hourly.use("change password", account, WRONG_PASSWORDS_PER_HOUR, limitExceeded);
  const matches = await context.hasher.matches(previous, user.passwordHash);
  await context.kernel.store.durable();
  if (!matches) throw notAuthorized("Incorrect username or password.");
  context.hourly.reset("change password", account);
  checkPassword(proposed, pool.settings.Policies.PasswordPolicy);
  return setPassword(context, user, await context.hasher.hash(proposed));
}

export async function adminSetUserPassword(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = namedUser(context, input);
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const hash = await context.hasher.hash(password);
  if (input.flag("Permanent")) return setPassword(context, user, hash);
  return setTemporaryPassword(context, pool, user, hash);
}

/** Sends a reset code. Until it is used, the old password cannot sign the user in. */
export async function adminResetUserPassword(context: CognitoContext, input: Input): Promise<object> {
  const { user } = namedUser(context, input);
  if (user.attributes["email_verified"] !== "true") {
    const reason = "as there is no registered/verified email or phone_number";
    throw invalidParameter(`Cannot reset password for the user ${reason}`);
  }
  const send = await context.codes.issue("reset", user);
  user.status = "RESET_REQUIRED";
  user.modified = context.kernel.clock.now();
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  await send();
  return {};
}

/** Sets a permanent password. */
async function setPassword(context: CognitoContext, user: UserRecord, hash: string): Promise<object> {
  user.passwordHash = hash;
  delete user.passwordExpires;
  user.status = "CONFIRMED";
  user.modified = context.kernel.clock.now();
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  return {};
}

export async function setTemporaryPassword(
  context: CognitoContext,
  pool: PoolRecord,
  user: UserRecord,
  hash: string,
): Promise<object> {
  const days = pool.settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays;
  user.passwordHash = hash;
  user.modified = context.kernel.clock.now();
  user.passwordExpires = user.modified + days * DAY_MS;
  user.status = "FORCE_CHANGE_PASSWORD";
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  return {};
}
