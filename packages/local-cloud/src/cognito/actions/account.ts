import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import { delivery } from "../codes.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import {
  checkMutable,
  checkWritable,
  listAttributes,
  mergeAttributes,
  readAttributes,
  readableAttributes,
} from "../input/attributes.ts";
import { signedIn } from "../input/caller.ts";
import { signsInWithEmail, userKey } from "../state/directory.ts";
import type { PoolRecord, UserRecord } from "../state/records.ts";

export function getUser(context: CognitoContext, input: Input): object {
  const { client, user } = signedIn(context, input);
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

export async function updateUserAttributes(context: CognitoContext, input: Input): Promise<object> {
  const { pool, client, user } = signedIn(context, input);
  const attributes = readAttributes(input, "UserAttributes");
  checkWritable(pool, client, attributes);
  checkMutable(pool, user, attributes);
  const email = attributes["email"];
  const changed = email !== undefined && email !== user.attributes["email"];
  if (!changed || email === "") {
    applyAttributes(context, pool, user, attributes);
    await context.kernel.store.durable();
    return { CodeDeliveryDetailsList: [] };
  }
  refuseTakenEmail(context, pool, user, email);
  context.codes.countRequest("email", userKey(pool, user));
  const keepsOld =
    pool.settings.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.length > 0;
  const verifies = keepsOld || pool.settings.AutoVerifiedAttributes.includes("email");
  const send = verifies ? await context.codes.issue("email", user, email) : undefined;
  refuseTakenEmail(context, pool, user, email);
  // With "verification before update" the old address stays until the new one is verified.
  if (keepsOld) delete attributes["email"];
  else attributes["email_verified"] = "false";
  applyAttributes(context, pool, user, attributes);
  await context.kernel.store.durable();
  await send?.();
  return { CodeDeliveryDetailsList: send ? [delivery(email)] : [] };
}

export function refuseTakenEmail(
  context: CognitoContext,
  pool: PoolRecord,
  user: UserRecord,
  email: string,
): void {
  const owner = signsInWithEmail(pool) ? context.directory.findUser(pool.id, email) : undefined;
  if (owner && owner !== user) {
    throw new AwsError("AliasExistsException", "An account with the email already exists.");
  }
}

export function applyAttributes(
  context: CognitoContext,
  pool: PoolRecord,
  user: UserRecord,
  attributes: Record<string, string>,
): void {
  const previousEmail = user.attributes["email"];
  if (attributes["email"] === "" && signsInWithEmail(pool)) {
    throw invalidParameter("Cannot delete email: it is what the user signs in with");
  }
  mergeAttributes(user, attributes);
  user.modified = context.kernel.clock.now();
  context.directory.saveUser(user, previousEmail);
}

export async function getUserAttributeVerificationCode(
  context: CognitoContext,
  input: Input,
): Promise<object> {
  const { pool, user } = signedIn(context, input);
  input.oneOf("AttributeName", ["email"]);
  const email = user.codes.email?.pendingEmail ?? user.attributes["email"];
  if (email === undefined) throw invalidParameter("User has no email to verify");
  context.codes.countRequest("email", userKey(pool, user));
  const send = await context.codes.issue("email", user, email);
  context.directory.saveUser(user);
  await context.kernel.store.durable();
  await send();
  return { CodeDeliveryDetails: delivery(email) };
}

export async function verifyUserAttribute(context: CognitoContext, input: Input): Promise<object> {
  const { pool, user } = signedIn(context, input);
  input.oneOf("AttributeName", ["email"]);
  const { pendingEmail } = await context.codes.redeem("email", user, input.text("Code", { max: 2048 }));
  const email = pendingEmail ?? user.attributes["email"] ?? "";
  refuseTakenEmail(context, pool, user, email);
  applyAttributes(context, pool, user, { email, email_verified: "true" });
  await context.kernel.store.durable();
  return {};
}

export async function globalSignOut(context: CognitoContext, input: Input): Promise<object> {
  const { user } = signedIn(context, input);
  context.families.revokeAll(user);
  await context.kernel.store.durable();
  return {};
}

export async function deleteUser(context: CognitoContext, input: Input): Promise<object> {
  const { user } = signedIn(context, input);
  return removeUser(context, user);
}

export async function removeUser(context: CognitoContext, user: UserRecord): Promise<object> {
  context.families.revokeAll(user);
  context.directory.deleteUser(user);
  await context.kernel.store.durable();
  return {};
}
