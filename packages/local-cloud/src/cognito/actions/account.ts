import type { Input } from "../../protocols/input.ts";
import {
  checkMutable,
  checkWritable,
  listAttributes,
  mergeAttributes,
  readableAttributes,
  readAttributes,
} from "../attributes.ts";
import { signedIn } from "../caller.ts";
import { delivery } from "../codes.ts";
import { signsInWithEmail, userKey } from "../directory.ts";
import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter } from "../errors.ts";
import type { PoolRecord, UserRecord } from "../records.ts";
import type { UserPools } from "../user-pools.ts";

export function getUser(pools: UserPools, input: Input): object {
  const { client, user } = signedIn(pools, input);
  return {
    Username: user.username,
    UserAttributes: listAttributes(readableAttributes(client, user)),
    ...mfaSettings(user),
  };
}

export function mfaSettings(user: UserRecord): {
  PreferredMfaSetting?: string;
  UserMFASettingList?: string[];
} {
  if (!user.totp.enabled) return {};
  return {
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    ...(user.totp.preferred && { PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" }),
  };
}

export async function updateUserAttributes(pools: UserPools, input: Input): Promise<object> {
  const { pool, client, user } = signedIn(pools, input);
  const attributes = readAttributes(input, "UserAttributes");
  checkWritable(pool, client, attributes);
  checkMutable(pool, user, attributes);
  const email = attributes["email"];
  const changed = email !== undefined && email !== user.attributes["email"];
  if (!changed || email === "") {
    applyAttributes(pools, pool, user, attributes);
    await pools.kernel.store.durable();
    return { CodeDeliveryDetailsList: [] };
  }
  refuseTakenEmail(pools, pool, user, email);
  pools.codes.countRequest("email", userKey(pool, user));
  const keepsOld =
    pool.settings.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.length > 0;
  const verifies = keepsOld || pool.settings.AutoVerifiedAttributes.includes("email");
  const send = verifies ? await pools.codes.issue("email", user, email) : undefined;
  refuseTakenEmail(pools, pool, user, email);
  // With verification before update the old address stays until the new one is proved.
  if (keepsOld) delete attributes["email"];
  else attributes["email_verified"] = "false";
  applyAttributes(pools, pool, user, attributes);
  await pools.kernel.store.durable();
  await send?.();
  return { CodeDeliveryDetailsList: send ? [delivery(email)] : [] };
}

export function refuseTakenEmail(pools: UserPools, pool: PoolRecord, user: UserRecord, email: string): void {
  const owner = signsInWithEmail(pool) ? pools.directory.findUser(pool.id, email) : undefined;
  if (owner && owner !== user) {
    throw new AwsError("AliasExistsException", "An account with the email already exists.");
  }
}

export function applyAttributes(
  pools: UserPools,
  pool: PoolRecord,
  user: UserRecord,
  attributes: Record<string, string>,
): void {
  const previousEmail = user.attributes["email"];
  if (attributes["email"] === "" && signsInWithEmail(pool)) {
    throw invalidParameter("Cannot delete email: it is what the user signs in with");
  }
  mergeAttributes(user, attributes);
  user.modified = pools.kernel.clock.now();
  pools.directory.saveUser(user, previousEmail);
}

export async function getUserAttributeVerificationCode(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = signedIn(pools, input);
  input.oneOf("AttributeName", ["email"]);
  const email = user.codes.email?.pendingEmail ?? user.attributes["email"];
  if (email === undefined) throw invalidParameter("User has no email to verify");
  pools.codes.countRequest("email", userKey(pool, user));
  const send = await pools.codes.issue("email", user, email);
  pools.directory.saveUser(user);
  await pools.kernel.store.durable();
  await send();
  return { CodeDeliveryDetails: delivery(email) };
}

export async function verifyUserAttribute(pools: UserPools, input: Input): Promise<object> {
  const { pool, user } = signedIn(pools, input);
  input.oneOf("AttributeName", ["email"]);
  const { pendingEmail } = await pools.codes.redeem("email", user, input.text("Code", { max: 2048 }));
  const email = pendingEmail ?? user.attributes["email"] ?? "";
  refuseTakenEmail(pools, pool, user, email);
  applyAttributes(pools, pool, user, { email, email_verified: "true" });
  await pools.kernel.store.durable();
  return {};
}

export async function globalSignOut(pools: UserPools, input: Input): Promise<object> {
  const { user } = signedIn(pools, input);
  pools.families.revokeAll(user);
  await pools.kernel.store.durable();
  return {};
}

export async function deleteUser(pools: UserPools, input: Input): Promise<object> {
  const { user } = signedIn(pools, input);
  return removeUser(pools, user);
}

export async function removeUser(pools: UserPools, user: UserRecord): Promise<object> {
  pools.families.revokeAll(user);
  pools.directory.deleteUser(user);
  await pools.kernel.store.durable();
  return {};
}
