import { createHmac } from "node:crypto";
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import type { Shop } from "@tradewind/dev";

interface TestAccount {
  email: string;
  password: string;
  group: string;
  /**
   * Makes the account's sessions count as passed by a second factor. Enrolment itself has tests of
   * its own.
   */
  mfa: boolean;
}

const poolOf = (shop: Shop) => shop.links.get("UserPool") as LinkProperties["user-pool"];

/** Opens a confirmed account directly in Cognito, without the API's limits. */
export async function openTestAccount(
  shop: Shop,
  { email, password, group, mfa }: TestAccount,
): Promise<void> {
  const user = { UserPoolId: poolOf(shop).id, Username: email };
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
    { Name: "name", Value: "Test" },
    ...(mfa ? [{ Name: "custom:mfaSince", Value: "1" }] : []),
  ];
  const idp = (operation: string, input: object) =>
    shop.cloud.call("cognito-idp", operation, { ...user, ...input });
  await idp("AdminCreateUser", { UserAttributes, MessageAction: "SUPPRESS" });
  await idp("AdminSetUserPassword", { Password: password, Permanent: true });
  await idp("AdminAddUserToGroup", { GroupName: group });
}

/** Signs in directly at Cognito, without the API's limits, and returns the access token. */
export async function signedIn(
  shop: Shop,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const { clientId: ClientId, clientSecret } = poolOf(shop);
  const SECRET_HASH = createHmac("sha256", clientSecret)
    .update(email + ClientId)
    .digest("base64");
  const { AuthenticationResult } = await shop.cloud.call("cognito-idp", "InitiateAuth", {
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
  });
  return (AuthenticationResult as { AccessToken: string }).AccessToken;
}
