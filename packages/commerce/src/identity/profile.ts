/** An account as its owner sees it, and the attributes that it has at Cognito. */

import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Account } from "@tradewind/blueprint/areas/accounts/profile";
import { type Group, permissionsOf } from "@tradewind/blueprint/language/access";
import { cognito } from "../platform/clients/cognito.ts";
import type { Context } from "../platform/context.ts";
import { inPool } from "./cognito.ts";

/** The facts that an access token holds about its session. */
interface Session {
  groups: readonly Group[];
  /** The session passed the second factor. */
  mfa: boolean;
}

/** The caller's account, with the permissions of the session. */
export async function account({ actor }: Context, { groups, mfa }: Session): Promise<Account> {
  const { email, name, mfaEnrolled } = await profile(actor.id);
  return {
    id: actor.id,
    email,
    name,
    groups: [...groups],
    mfa: { enrolled: mfaEnrolled, passed: mfa },
    permissions: mfa ? permissionsOf(groups) : [],
  };
}

/** Changes the caller's name. @returns the account with the new name */
export async function changeName(ctx: Context, session: Session, name: string): Promise<Account> {
  await setAttribute(ctx.actor.id, "name", name);
  // Cognito does not promise that a read shows the last write.
  return { ...(await account(ctx, session)), name };
}

/** Sets an attribute of an account, past the rules for its owner. */
export async function setAttribute(userId: string, Name: string, Value: string): Promise<void> {
  const UserAttributes = [{ Name, Value }];
  await cognito.send(new AdminUpdateUserAttributesCommand({ ...inPool(), Username: userId, UserAttributes }));
}

interface Profile {
  email: string;
  name: string;
  mfaEnrolled: boolean;
}

/** Reads the profile of an account. */
export async function profile(userId: string): Promise<Profile> {
  const { UserAttributes, UserMFASettingList } = await cognito.send(
    new AdminGetUserCommand({ ...inPool(), Username: userId }),
  );
  const attribute = (name: string) => UserAttributes?.find(({ Name }) => Name === name)?.Value ?? "";
  return {
    email: attribute("email"),
    name: attribute("name"),
    mfaEnrolled: UserMFASettingList?.includes("SOFTWARE_TOKEN_MFA") ?? false,
  };
}
