import { blueprint } from "@tradewind/blueprint";
import type { UserPoolDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { arnOf, physicalName, stage } from "../stage.ts";

export const userPools = byName(blueprint.userPools, (definition: UserPoolDefinition) => {
  const trigger = arnOf("lambda", `function:${physicalName(definition.preToken.name)}`);
  const pool = new sst.aws.CognitoUserPool(definition.name, {
    usernames: ["email"],
    mfa: "optional",
    softwareToken: true,
    transform: {
      userPool: {
        deletionProtection: stage.keepsData ? "ACTIVE" : "INACTIVE",
        schemas: definition.serverAttributes.map((name) => ({
          name,
          attributeDataType: "String",
          mutable: true,
          stringAttributeConstraints: { maxLength: "20" },
        })),
        // By its name: the function comes later, as it is linked to what needs the pool.
        lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: "V2_0", lambdaArn: trigger } },
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
    generateSecret: true,
    explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    accessTokenValidity: pool.accessTokenMinutes,
    idTokenValidity: pool.accessTokenMinutes,
    refreshTokenValidity: pool.refreshTokenDays,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: pool.refreshGraceSeconds },
    readAttributes: ["email", "email_verified", "name"],
    writeAttributes: ["email", "name"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
  };
}
