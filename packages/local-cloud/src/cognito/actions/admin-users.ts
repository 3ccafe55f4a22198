import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter, userNotFound } from "../errors.ts";
import { checkMutable, checkSchema, listAttributes, readAttributes } from "../input/attributes.ts";
import { namedPool, namedUser, readUsername } from "../input/caller.ts";
import { checkPassword, temporaryPassword } from "../passwords.ts";
import type { PoolRecord, UserRecord } from "../state/records.ts";
import { applyAttributes, mfaSettings, refuseTakenEmail, removeUser } from "./account.ts";
import { setTemporaryPassword } from "./passwords.ts";
import { newUser, refuseTaken } from "./sign-up.ts";

/** The members of UserType. GetUser and AdminGetUser use another name for the attributes. */
export function describeUser(user: UserRecord) {
  return { ...describeState(user), Attributes: listAttributes(user.attributes) };
}

function describeState(user: UserRecord) {
  return {
    Username: user.username,
    UserCreateDate: user.created / 1000,
    UserLastModifiedDate: user.modified / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/**
 * Creates a user and sends a temporary password unless the message is suppressed. RESEND renews the
 * password.
 */
export async function adminCreateUser(context: CognitoContext, input: Input): Promise<object> {
  const pool = namedPool(context, input);
  const username = readUsername(input);
  const action = input.optionalOneOf("MessageAction", ["RESEND", "SUPPRESS"]);
  const mediums = input.texts("DesiredDeliveryMediums") ?? ["EMAIL"];
  const attributes = readAttributes(input, "UserAttributes");
  const policy = pool.settings.Policies.PasswordPolicy;
  const password = input.optionalText("TemporaryPassword", { max: 256 }) ?? temporaryPassword(policy);
  checkPassword(password, policy);
  checkSchema(pool, attributes);

  const user =
    action === "RESEND"
      ? findInvitedUser(context, pool, username)
      : newUser(context, pool, username, attributes);
  const hash = await context.hasher.hash(password);
  if (action !== "RESEND") {
    refuseTaken(context, pool, username);
    context.directory.addUser(user);
  }
  await setTemporaryPassword(context, pool, user, hash);
  const to = user.attributes["email"];
  if (action !== "SUPPRESS" && to !== undefined && mediums.includes("EMAIL")) {
    const text = `Your username is ${username} and temporary password is ${password}.`;
    await context.codes.send({ to, subject: "Your temporary password", text });
  }
  return { User: describeUser(user) };
}

function findInvitedUser(context: CognitoContext, pool: PoolRecord, username: string): UserRecord {
  const user = context.directory.findUser(pool.id, username);
  if (!user) throw userNotFound();
  if (user.status === "FORCE_CHANGE_PASSWORD") return user;
  const state = `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`;
  throw new AwsError("UnsupportedUserStateException", state);
}

export function adminGetUser(context: CognitoContext, input: Input): object {
  const { user } = namedUser(context, input);
  return {
    ...describeState(user),
    UserAttributes: listAttributes(user.attributes),
    ...mfaSettings(user),
  };
}

/** Administrators may write attributes that users may not, such as `email_verified`. */
export async function adminUpdateUserAttributes(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = namedUser(context, input);
  const attributes = readAttributes(input, "UserAttributes");
  checkSchema(pool, attributes);
  checkMutable(pool, user, attributes);
  const email = attributes["email"];
  if (email !== undefined && email !== user.attributes["email"]) {
    refuseTakenEmail(context, pool, user, email);
    attributes["email_verified"] ??= "false";
  }
  applyAttributes(context, pool, user, attributes);
  await context.kernel.store.durable();
  return {};
}

export async function adminDeleteUserAttributes(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = namedUser(context, input);
  const names = input.texts("UserAttributeNames") ?? [];
  if (names.includes("sub")) throw invalidParameter("Cannot modify the non-mutable attribute sub");
  applyAttributes(context, pool, user, Object.fromEntries(names.map((name) => [name, ""])));
  await context.kernel.store.durable();
  return {};
}

export async function adminUserGlobalSignOut(context: CognitoContext, input: Input): Promise<object> {
  const { user } = namedUser(context, input);
  context.families.revokeAll(user);
  await context.kernel.store.durable();
  return {};
}

/** Disabling a user also ends all sessions, so that enabling does not restore them. */
export async function adminDisableUser(context: CognitoContext, input: Input): Promise<object> {
  const { user } = namedUser(context, input);
  context.families.revokeAll(user);
  return setEnabled(context, user, false);
}

export function adminEnableUser(context: CognitoContext, input: Input): Promise<object> {
  return setEnabled(context, namedUser(context, input).user, true);
}

async function setEnabled(context: CognitoContext, user: UserRecord, enabled: boolean): Promise<object> {
  user.enabled = enabled;
  user.modified = context.kernel.clock.now();
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  return {};
}

export function adminDeleteUser(context: CognitoContext, input: Input): Promise<object> {
  return removeUser(context, namedUser(context, input).user);
}
