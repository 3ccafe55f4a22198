import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import { checkMutable, checkSchema, listAttributes, readAttributes } from "../attributes.ts";
import { namedPool, namedUser, readUsername } from "../caller.ts";
import { invalidParameter, userNotFound } from "../errors.ts";
import { checkPassword, temporaryPassword } from "../passwords.ts";
import type { PoolRecord, UserRecord } from "../records.ts";
import type { UserPools } from "../user-pools.ts";
import { applyAttributes, mfaSettings, refuseTakenEmail, removeUser } from "./account.ts";
import { setTemporaryPassword } from "./passwords.ts";
import { newUser, refuseTaken } from "./sign-up.ts";

/** The members of UserType; GetUser and AdminGetUser name the attributes differently. */
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

/** Creates a user with a temporary password and, unless suppressed, sends it; RESEND renews it. */
export async function adminCreateUser(pools: UserPools, input: Input): Promise<object> {
  const pool = namedPool(pools, input);
  const username = readUsername(input);
  const action = input.optionalOneOf("MessageAction", ["RESEND", "SUPPRESS"]);
  const mediums = input.texts("DesiredDeliveryMediums") ?? ["EMAIL"];
  const attributes = readAttributes(input, "UserAttributes");
  const policy = pool.settings.Policies.PasswordPolicy;
  const password = input.optionalText("TemporaryPassword", { max: 256 }) ?? temporaryPassword(policy);
  checkPassword(password, policy);
  checkSchema(pool, attributes);

  const user =
    action === "RESEND" ? invited(pools, pool, username) : newUser(pools, pool, username, attributes);
  const hash = await pools.hasher.hash(password);
  if (action !== "RESEND") {
    refuseTaken(pools, pool, username);
    pools.directory.addUser(user);
  }
  await setTemporaryPassword(pools, pool, user, hash);
  const to = user.attributes["email"];
  if (action !== "SUPPRESS" && to !== undefined && mediums.includes("EMAIL")) {
    const text = `Your username is ${username} and temporary password is ${password}.`;
    await pools.codes.send({ to, subject: "Your temporary password", text });
  }
  return { User: describeUser(user) };
}

function invited(pools: UserPools, pool: PoolRecord, username: string): UserRecord {
  const user = pools.directory.findUser(pool.id, username);
  if (!user) throw userNotFound();
  if (user.status === "FORCE_CHANGE_PASSWORD") return user;
  const state = `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`;
  throw new AwsError("UnsupportedUserStateException", state);
}

export function adminGetUser(pools: UserPools, input: Input): object {
  const { user } = namedUser(pools, input);
  return {
    ...describeState(user),
    UserAttributes: listAttributes(user.attributes),
    ...mfaSettings(user),
  };
}

/** Administrators may write what users may not, such as `email_verified`. */
export async function adminUpdateUserAttributes(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = namedUser(pools, input);
  const attributes = readAttributes(input, "UserAttributes");
  checkSchema(pool, attributes);
  checkMutable(pool, user, attributes);
  const email = attributes["email"];
  if (email !== undefined && email !== user.attributes["email"]) {
    refuseTakenEmail(pools, pool, user, email);
    attributes["email_verified"] ??= "false";
  }
  applyAttributes(pools, pool, user, attributes);
  await pools.kernel.store.durable();
  return {};
}

export async function adminDeleteUserAttributes(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = namedUser(pools, input);
  const names = input.texts("UserAttributeNames") ?? [];
  if (names.includes("sub")) throw invalidParameter("Cannot modify the non-mutable attribute sub");
  applyAttributes(pools, pool, user, Object.fromEntries(names.map((name) => [name, ""])));
  await pools.kernel.store.durable();
  return {};
}

export async function adminUserGlobalSignOut(pools: UserPools, input: Input): Promise<object> {
  const { user } = namedUser(pools, input);
  pools.families.revokeAll(user);
  await pools.kernel.store.durable();
  return {};
}

/** Disabling also ends every session: enabling the user again must not bring them back. */
export async function adminDisableUser(pools: UserPools, input: Input): Promise<object> {
  const { user } = namedUser(pools, input);
  pools.families.revokeAll(user);
  return setEnabled(pools, user, false);
}

export function adminEnableUser(pools: UserPools, input: Input): Promise<object> {
  return setEnabled(pools, namedUser(pools, input).user, true);
}

async function setEnabled(pools: UserPools, user: UserRecord, enabled: boolean): Promise<object> {
  user.enabled = enabled;
  user.modified = pools.kernel.clock.now();
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  return {};
}

export function adminDeleteUser(pools: UserPools, input: Input): Promise<object> {
  return removeUser(pools, namedUser(pools, input).user);
}
