import type { Blueprint } from "@tradewind/blueprint";
import {
  clientSettingsOf,
  PRE_TOKEN_VERSION,
  passwordPolicyOf,
  schemaOf,
} from "@tradewind/blueprint/derived/user-pools";
import type { Checkout } from "@tradewind/blueprint/language/access";
import type { UserPoolDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { unlessExists } from "./existing.ts";

/**
 * Makes the user pools, each with one client and its groups. Ids are the same in every data folder.
 */
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
      // No secret is needed on the developer's own machine.
      const clientSecret = `${clientId}secret`;
      const trigger = cloud.kernel.arn("lambda", `function:${pool.preToken.name}`);
      await cloud.cognito.definePool({ id, ...poolSettings(pool, trigger) });
      await cloud.cognito.defineClient({
        poolId: id,
        clientId,
        clientSecret,
        ClientName: pool.name,
        ...clientSettingsOf(pool),
      });
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
    MfaConfiguration: "OPTIONAL",
    Schema: schemaOf(pool),
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: PRE_TOKEN_VERSION, LambdaArn } },
    Policies: { PasswordPolicy: passwordPolicyOf(pool) },
  };
}
