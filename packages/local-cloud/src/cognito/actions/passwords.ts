import type { Input } from "../../protocols/input.ts";
import { checkSecretHash, namedClient, namedUser, readUsername, signedIn } from "../caller.ts";
import { delivery } from "../codes.ts";
import { userKey } from "../directory.ts";
import { invalidParameter, limitExceeded, notAuthorized, userNotFound } from "../errors.ts";
import { checkPassword } from "../passwords.ts";
import type { PoolRecord, UserRecord } from "../records.ts";
import type { UserPools } from "../user-pools.ts";
import { simulated } from "./sign-up.ts";

const WRONG_PASSWORDS_PER_HOUR = 5;
const DAY_MS = 86_400_000;

export async function forgotPassword(pools: UserPools, input: Input): Promise<object> {
  const { client, pool } = namedClient(pools, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const user = pools.directory.findUser(pool.id, username);
  const silent = client.settings.PreventUserExistenceErrors === "ENABLED";
  if (!user && !silent) throw userNotFound();
  pools.codes.countRequest("reset", pools.directory.accountKey(pool.id, username));
  const email = user?.attributes["email_verified"] === "true" ? user.attributes["email"] : undefined;
  if (!user?.enabled || email === undefined) {
    if (silent) return simulated(pools, username);
    if (!user?.enabled) throw notAuthorized("User is disabled.");
    const reason = "as there is no registered/verified email or phone_number";
    throw invalidParameter(`Cannot reset password for the user ${reason}`);
  }
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    if (silent) return simulated(pools, username);
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  const send = await pools.codes.issue("reset", user);
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  pools.codes.sendSilently(send);
  return { CodeDeliveryDetails: delivery(email) };
}

export async function confirmForgotPassword(pools: UserPools, input: Input): Promise<object> {
  const { client, pool } = namedClient(pools, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const code = input.text("ConfirmationCode", { max: 2048 });
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const user = pools.directory.findUser(pool.id, username);
  if (!user?.enabled) {
    if (!user && client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
    return pools.codes.redeemNothing("reset", pools.directory.accountKey(pool.id, username), code);
  }
  await pools.codes.redeem("reset", user, code);
  const hash = await pools.hasher.hash(password);
  user.attributes["email_verified"] = "true";
  return setPassword(pools, user, hash);
}

export async function changePassword(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = signedIn(pools, input);
  const previous = input.text("PreviousPassword", { max: 256 });
  const proposed = input.text("ProposedPassword", { max: 256 });
  const account = userKey(pool, user);
  pools.hourly.use("change password", account, WRONG_PASSWORDS_PER_HOUR, limitExceeded);
  const matches = await pools.hasher.matches(previous, user.passwordHash);
  await pools.kernel.store.durable();
  if (!matches) throw notAuthorized("Incorrect username or password.");
  pools.hourly.reset("change password", account);
  checkPassword(proposed, pool.settings.Policies.PasswordPolicy);
  return setPassword(pools, user, await pools.hasher.hash(proposed));
}

export async function adminSetUserPassword(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = namedUser(pools, input);
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const hash = await pools.hasher.hash(password);
  if (input.flag("Permanent")) return setPassword(pools, user, hash);
  return setTemporaryPassword(pools, pool, user, hash);
}

/** The user must ask for no code: one is sent, and until it is used the old password signs nobody in. */
export async function adminResetUserPassword(pools: UserPools, input: Input): Promise<object> {
  const { user } = namedUser(pools, input);
  if (user.attributes["email_verified"] !== "true") {
    const reason = "as there is no registered/verified email or phone_number";
    throw invalidParameter(`Cannot reset password for the user ${reason}`);
  }
  const send = await pools.codes.issue("reset", user);
  user.status = "RESET_REQUIRED";
  user.modified = pools.kernel.clock.now();
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  await send();
  return {};
}

/** A password of the user's own choice. */
async function setPassword(pools: UserPools, user: UserRecord, hash: string): Promise<object> {
  user.passwordHash = hash;
  delete user.passwordExpires;
  user.status = "CONFIRMED";
  user.modified = pools.kernel.clock.now();
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  return {};
}

export async function setTemporaryPassword(
  pools: UserPools,
  pool: PoolRecord,
  user: UserRecord,
  hash: string,
): Promise<object> {
  const days = pool.settings.Policies.PasswordPolicy.TemporaryPasswordValidityDays;
  user.passwordHash = hash;
  user.modified = pools.kernel.clock.now();
  user.passwordExpires = user.modified + days * DAY_MS;
  user.status = "FORCE_CHANGE_PASSWORD";
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  return {};
}
