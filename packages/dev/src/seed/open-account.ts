import { createHmac } from "node:crypto";
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import { unlessExists } from "../provision/existing.ts";

export interface NewAccount {
  email: string;
  name: string;
  group: string;
  password: string;
}

type Pool = LinkProperties["user-pool"];

/**
 * Opens a confirmed account with an enrolled authenticator. An account that exists gets the same
 * password, group and authenticator.
 */
export async function openAccount(cloud: LocalCloud, pool: Pool, account: NewAccount): Promise<void> {
  const { email: Username, name, group: GroupName, password } = account;
  const user = { UserPoolId: pool.id, Username };
  const UserAttributes = [
    { Name: "email", Value: Username },
    { Name: "email_verified", Value: "true" },
    { Name: "name", Value: name },
  ];
  await unlessExists(
    ["UsernameExistsException"],
    () =>
      cloud.call("cognito-idp", "AdminCreateUser", { ...user, UserAttributes, MessageAction: "SUPPRESS" }),
    async () => ({}),
  );
  await cloud.call("cognito-idp", "AdminSetUserPassword", { ...user, Password: password, Permanent: true });
  await cloud.call("cognito-idp", "AdminAddUserToGroup", { ...user, GroupName });
  if (cloud.cognito.totpCode(pool.id, Username) === undefined) await enrol(cloud, pool, Username, password);
}

async function enrol(cloud: LocalCloud, pool: Pool, Username: string, password: string): Promise<void> {
  const SECRET_HASH = createHmac("sha256", pool.clientSecret)
    .update(Username + pool.clientId)
    .digest("base64");
  const { AuthenticationResult } = await cloud.call("cognito-idp", "InitiateAuth", {
    ClientId: pool.clientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: Username, PASSWORD: password, SECRET_HASH },
  });
  const { AccessToken } = AuthenticationResult as { AccessToken: string };
  await cloud.call("cognito-idp", "AssociateSoftwareToken", { AccessToken });
  const UserCode = cloud.cognito.totpCode(pool.id, Username);
  await cloud.call("cognito-idp", "VerifySoftwareToken", { AccessToken, UserCode });
  const user = { UserPoolId: pool.id, Username };
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await cloud.call("cognito-idp", "AdminSetUserMFAPreference", { ...user, SoftwareTokenMfaSettings });
  const now = String(Math.floor(cloud.kernel.clock.now() / 1000));
  const UserAttributes = [{ Name: "custom:mfaSince", Value: now }];
  await cloud.call("cognito-idp", "AdminUpdateUserAttributes", { ...user, UserAttributes });
}
