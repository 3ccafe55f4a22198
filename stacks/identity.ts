import { blueprint } from "@tradewind/blueprint";
import type { UserPoolDefinition } from "@tradewind/blueprint/define";
import { byName } from "./by-name.ts";
import { stage } from "./stage.ts";

export const userPools = byName(blueprint.userPools, (definition: UserPoolDefinition) => {
  const pool = new sst.aws.CognitoUserPool(definition.name, {
    usernames: ["email"],
    transform: {
      userPool: {
        deletionProtection: stage.keepsData ? "ACTIVE" : "INACTIVE",
        // Length is what counts: NIST SP 800-63B-4 advises against rules of composition.
        passwordPolicy: {
          minimumLength: definition.minimumPasswordLength,
          requireLowercase: false,
          requireNumbers: false,
          requireSymbols: false,
          requireUppercase: false,
          temporaryPasswordValidityDays: 7,
        },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      },
    },
  });
  const client = pool.addClient(`${definition.name}Client`, {
    transform: { client: clientSettings(definition) },
  });
  const groups = definition.groups.map(
    (group) => new aws.cognito.UserGroup(`${definition.name}-${group}`, { name: group, userPoolId: pool.id }),
  );
  return { pool, client, groups };
});

function clientSettings(pool: UserPoolDefinition): Partial<aws.cognito.UserPoolClientArgs> {
  return {
    // The component would open the implicit flow, and a hosted page that nobody uses.
    allowedOauthFlowsUserPoolClient: false,
    allowedOauthFlows: [],
    allowedOauthScopes: [],
    callbackUrls: [],
    generateSecret: false,
    explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    accessTokenValidity: pool.accessTokenMinutes,
    idTokenValidity: pool.accessTokenMinutes,
    refreshTokenValidity: pool.refreshTokenDays,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
  };
}
