import type { Input } from "../../protocols/input.ts";
import { AwsError } from "../../kernel/wire.ts";
import { checkRequired, checkWritable, isEmail, readAttributes } from "../attributes.ts";
import { checkSecretHash, namedClient, namedUser, readUsername } from "../caller.ts";
import { type CodeDelivery, delivery } from "../codes.ts";
import { checkUsername, signsInWithEmail } from "../directory.ts";
import { invalidParameter, notAuthorized, userNotFound } from "../errors.ts";
import { checkPassword } from "../passwords.ts";
import type { PoolRecord, UserRecord } from "../records.ts";
import type { UserPools } from "../user-pools.ts";

export async function signUp(pools: UserPools, input: Input): Promise<object> {
  const { client, pool } = namedClient(pools, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly) {
    throw notAuthorized("SignUp is not permitted for this user pool");
  }
  const attributes = readAttributes(input, "UserAttributes");
  checkWritable(pool, client, attributes);
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const user = newUser(pools, pool, username, attributes);
  user.passwordHash = await pools.hasher.hash(password);
  const verifies =
    pool.settings.AutoVerifiedAttributes.includes("email") && attributes["email"] !== undefined;
  const send = verifies ? await pools.codes.issue("sign-up", user) : undefined;
  refuseTaken(pools, pool, username);
  pools.directory.addUser(user);
  await pools.kernel.store.durable();
  await send?.();
  return {
    UserConfirmed: false,
    UserSub: user.attributes["sub"],
    ...(send && { CodeDeliveryDetails: delivery(user.attributes["email"] ?? "") }),
  };
}

/** A user with a new `sub`, not yet saved; in pools with e-mail sign-in the `sub` is the username. */
export function newUser(
  pools: UserPools,
  pool: PoolRecord,
  username: string,
  attributes: Record<string, string>,
): UserRecord {
  const sub = pools.kernel.random.uuid();
  if (signsInWithEmail(pool)) {
    if (!isEmail(username)) throw invalidParameter("Username should be an email.");
    if (attributes["email"] !== undefined && attributes["email"] !== username) {
      throw invalidParameter("Username and email attribute should be the same.");
    }
    attributes["email"] = username;
  } else {
    checkUsername(username);
  }
  checkRequired(pool, attributes);
  refuseTaken(pools, pool, username);
  const now = pools.kernel.clock.now();
  return {
    poolId: pool.id,
    username: signsInWithEmail(pool) ? sub : username,
    status: "UNCONFIRMED",
    enabled: true,
    created: now,
    modified: now,
    attributes: { sub, ...(attributes["email"] !== undefined && { email_verified: "false" }), ...attributes },
    groups: [],
    codes: {},
    totp: { lastStep: 0, enabled: false, preferred: false },
  };
}

/** Checked before the password is hashed, to be quick, and after, since another sign-up may have come first. */
export function refuseTaken(pools: UserPools, pool: PoolRecord, username: string): void {
  if (!pools.directory.findUser(pool.id, username)) return;
  const text = signsInWithEmail(pool)
    ? "An account with the given email already exists."
    : "User already exists";
  throw new AwsError("UsernameExistsException", text);
}

export async function confirmSignUp(pools: UserPools, input: Input): Promise<object> {
  const { client, pool } = namedClient(pools, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const code = input.text("ConfirmationCode", { max: 2048 });
  const user = pools.directory.findUser(pool.id, username);
  if (!user) {
    if (client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
    return pools.codes.redeemNothing("sign-up", pools.directory.accountKey(pool.id, username), code);
  }
  if (user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  await pools.codes.redeem("sign-up", user, code);
  user.attributes["email_verified"] = "true";
  return confirm(pools, user);
}

export async function adminConfirmSignUp(pools: UserPools, input: Input): Promise<object> {
  const { user } = namedUser(pools, input);
  if (user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  return confirm(pools, user);
}

async function confirm(pools: UserPools, user: UserRecord): Promise<object> {
  user.status = "CONFIRMED";
  user.modified = pools.kernel.clock.now();
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  return {};
}

export async function resendConfirmationCode(pools: UserPools, input: Input): Promise<object> {
  const { client, pool } = namedClient(pools, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const user = pools.directory.findUser(pool.id, username);
  if (!user && client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
  pools.codes.countRequest("sign-up", pools.directory.accountKey(pool.id, username));
  if (user && user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  if (!user?.enabled || user.attributes["email"] === undefined) return simulated(pools, username);
  const send = await pools.codes.issue("sign-up", user);
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  pools.codes.sendSilently(send);
  return { CodeDeliveryDetails: delivery(user.attributes["email"]) };
}

/**
 * The answer for a user who does not exist or cannot be written to, in the time of a real one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function simulated(
  pools: UserPools,
  username: string,
): Promise<{ CodeDeliveryDetails: CodeDelivery }> {
  await pools.hasher.matches("000000", undefined);
  await pools.kernel.store.durable();
  return { CodeDeliveryDetails: delivery(isEmail(username) ? username : `${username.charAt(0)}@e`) };
}
