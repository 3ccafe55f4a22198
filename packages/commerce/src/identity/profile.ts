import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { cognito } from "../platform/clients/cognito.ts";
import { inPool } from "./cognito.ts";

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
