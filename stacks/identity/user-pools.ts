import { blueprint } from "@tradewind/blueprint";
import {
  clientSettingsOf,
  PRE_TOKEN_VERSION,
  passwordPolicyOf,
  schemaOf,
} from "@tradewind/blueprint/derived/user-pools";
import type { UserPoolDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { camelKeys } from "../camel-keys.ts";
import { arnOf, physicalName, stage } from "../stage.ts";

/** The component would open the implicit flow, and a hosted sign-in page that nobody uses. */
const NO_HOSTED_PAGE = {
  allowedOauthFlowsUserPoolClient: false,
  allowedOauthFlows: [],
  allowedOauthScopes: [],
  callbackUrls: [],
};

export const userPools = byName(blueprint.userPools, (definition: UserPoolDefinition) => {
  const trigger = arnOf("lambda", `function:${physicalName(definition.preToken.name)}`);
  const pool = new sst.aws.CognitoUserPool(definition.name, {
    usernames: ["email"],
    mfa: "optional",
    softwareToken: true,
    transform: {
      userPool: {
        deletionProtection: stage.keepsData ? "ACTIVE" : "INACTIVE",
        schemas: camelKeys(schemaOf(definition)),
        // The trigger by its name: the function is made later, since it is linked to resources that
        // need the pool.
        lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: PRE_TOKEN_VERSION, lambdaArn: trigger } },
        passwordPolicy: camelKeys(passwordPolicyOf(definition)),
        // Mails about orders go to this address.
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      },
    },
  });
  const client = pool.addClient(`${definition.name}Client`, {
    transform: {
      client: { ...NO_HOSTED_PAGE, generateSecret: true, ...camelKeys(clientSettingsOf(definition)) },
    },
  });
  const groups = definition.groups.map(
    (group) => new aws.cognito.UserGroup(`${definition.name}-${group}`, { name: group, userPoolId: pool.id }),
  );
  return { pool, client, groups };
});
