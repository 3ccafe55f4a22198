import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import { type CodeDelivery, delivery } from "../codes.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, notAuthorized, userNotFound } from "../errors.ts";
import { checkRequired, checkWritable, isEmail, readAttributes } from "../input/attributes.ts";
import { checkSecretHash, namedClient, namedUser, readUsername } from "../input/caller.ts";
import { checkPassword } from "../passwords.ts";
import { checkUsername, signsInWithEmail } from "../state/directory.ts";
import type { PoolRecord, UserRecord } from "../state/records.ts";

export async function signUp(context: CognitoContext, input: Input): Promise<object> {
  const { client, pool } = namedClient(context, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly) {
    throw notAuthorized("SignUp is not permitted for this user pool");
  }
  const attributes = readAttributes(input, "UserAttributes");
  checkWritable(pool, client, attributes);
  const password = input.text("Password", { max: 256 });
  checkPassword(password, pool.settings.Policies.PasswordPolicy);
  const user = newUser(context, pool, username, attributes);
  user.passwordHash = await context.hasher.hash(password);
  const verifies =
    pool.settings.AutoVerifiedAttributes.includes("email") && attributes["email"] !== undefined;
  const send = verifies ? await context.codes.issue("sign-up", user) : undefined;
  refuseTaken(context, pool, username);
  context.directory.addUser(user);
  await context.kernel.store.durable();
  await send?.();
  return {
    UserConfirmed: false,
    UserSub: user.attributes["sub"],
    ...(send && { CodeDeliveryDetails: delivery(user.attributes["email"] ?? "") }),
  };
}

/**
 * Makes a user with a new `sub`, without saving it. In pools with e-mail sign-in the `sub` is the
 * username.
 */
export function newUser(
  context: CognitoContext,
  pool: PoolRecord,
  username: string,
  attributes: Record<string, string>,
): UserRecord {
  const sub = context.kernel.random.uuid();
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
  refuseTaken(context, pool, username);
  const now = context.kernel.clock.now();
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

/**
 * Called before the password is hashed, to fail fast, and again after it, because another sign-up
 * may have come first.
 */
export function refuseTaken(context: CognitoContext, pool: PoolRecord, username: string): void {
  if (!context.directory.findUser(pool.id, username)) return;
  const text = signsInWithEmail(pool)
    ? "An account with the given email already exists."
    : "User already exists";
  throw new AwsError("UsernameExistsException", text);
}

export async function confirmSignUp(context: CognitoContext, input: Input): Promise<object> {
  const { client, pool } = namedClient(context, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const code = input.text("ConfirmationCode", { max: 2048 });
  const user = context.directory.findUser(pool.id, username);
  if (!user) {
    if (client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
    return context.codes.redeemNothing("sign-up", context.directory.accountKey(pool.id, username), code);
  }
  if (user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  await context.codes.redeem("sign-up", user, code);
  user.attributes["email_verified"] = "true";
  return confirm(context, user);
}

export async function adminConfirmSignUp(context: CognitoContext, input: Input): Promise<object> {
  const { user } = namedUser(context, input);
  if (user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  return confirm(context, user);
}

async function confirm(context: CognitoContext, user: UserRecord): Promise<object> {
  user.status = "CONFIRMED";
  user.modified = context.kernel.clock.now();
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  return {};
}

export async function resendConfirmationCode(context: CognitoContext, input: Input): Promise<object> {
  const { client, pool } = namedClient(context, input);
  const username = readUsername(input);
  checkSecretHash(client, username, input.optionalText("SecretHash"));
  const user = context.directory.findUser(pool.id, username);
  if (!user && client.settings.PreventUserExistenceErrors === "LEGACY") throw userNotFound();
  context.codes.countRequest("sign-up", context.directory.accountKey(pool.id, username));
  if (user && user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  if (!user?.enabled || user.attributes["email"] === undefined) return simulateDelivery(context, username);
  const send = await context.codes.issue("sign-up", user);
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  context.codes.sendSilently(send);
  return { CodeDeliveryDetails: delivery(user.attributes["email"]) };
}

/**
 * The response for a user who does not exist or has no address, in the time that a real one takes.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function simulateDelivery(
  context: CognitoContext,
  username: string,
): Promise<{ CodeDeliveryDetails: CodeDelivery }> {
  await context.hasher.matches("000000", undefined);
  await context.kernel.store.durable();
  return { CodeDeliveryDetails: delivery(isEmail(username) ? username : `${username.charAt(0)}@e`) };
}
