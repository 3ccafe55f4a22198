import type { Blueprint } from "@tradewind/blueprint";
import type { Checkout } from "@tradewind/blueprint/language/define";
import type { UserPoolDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { unlessExists } from "./existing.ts";

/** Makes the user pools, each with one client and its groups. Ids are the same in every data folder. */
export async function provisionIdentity(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
  checkout: Checkout,
): Promise<void> {
  await Promise.all(
    blueprint.userPools.map(async (pool) => {
      const id = `${cloud.kernel.region}_${pool.name}`;
      const clientId = `${pool.name.toLowerCase()}client`;
      // The laptop's shop keeps no secrets from its owner.
      const clientSecret = `${clientId}secret`;
      const trigger = cloud.kernel.arn("lambda", `function:${pool.preToken.name}`);
      await cloud.cognito.definePool({ id, ...poolSettings(pool, trigger) });
      await cloud.cognito.defineClient({ poolId: id, clientId, clientSecret, ...clientSettings(pool) });
      await Promise.all(pool.groups.map((group) => createGroup(cloud, id, group)));
      links.set(pool.name, {
        id,
        clientId,
        clientSecret,
        checkout,
        issuer: `https://cognito-idp.${cloud.kernel.region}.amazonaws.com/${id}`,
        jwksUri: `${cloud.url}/${id}/.well-known/jwks.json`,
      });
    }),
  );
}

function createGroup(cloud: LocalCloud, UserPoolId: string, GroupName: string) {
  return unlessExists(
    ["GroupExistsException"],
    () => cloud.call("cognito-idp", "CreateGroup", { UserPoolId, GroupName }),
    async () => ({}),
  );
}

function poolSettings(pool: UserPoolDefinition, LambdaArn: string) {
  return {
    PoolName: pool.name,
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    // Length is what counts: NIST SP 800-63B-4 advises against rules of composition.
    MfaConfiguration: "OPTIONAL",
    Schema: pool.serverAttributes.map((Name) => ({ Name, AttributeDataType: "String", Mutable: true })),
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn } },
    Policies: { PasswordPolicy: { MinimumLength: pool.minimumPasswordLength } },
  };
}

function clientSettings(pool: UserPoolDefinition) {
  return {
    ClientName: pool.name,
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    AccessTokenValidity: pool.accessTokenMinutes,
    IdTokenValidity: pool.accessTokenMinutes,
    RefreshTokenValidity: pool.refreshTokenDays,
    TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: pool.refreshGraceSeconds },
    ReadAttributes: ["email", "email_verified", "name"],
    WriteAttributes: ["email", "name"],
    PreventUserExistenceErrors: "ENABLED",
    EnableTokenRevocation: true,
  };
}
