/** User pools, in the shape of Cognito's API. */
import type { UserPoolDefinition } from "../language/resources.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html */
export const passwordPolicyOf = (pool: UserPoolDefinition) => ({
  MinimumLength: pool.minimumPasswordLength,
  // NIST SP 800-63B-4 advises a minimum length and no rules of composition.
  RequireLowercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
  RequireUppercase: false,
  TemporaryPasswordValidityDays: 7,
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html */
export const schemaOf = (pool: UserPoolDefinition) =>
  pool.serverAttributes.map((name) => ({
    Name: name,
    AttributeDataType: "String",
    Mutable: true,
    StringAttributeConstraints: { MaxLength: "20" },
  }));

/** The version of the pre-token trigger that may change access tokens. */
export const PRE_TOKEN_VERSION = "V2_0";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const clientSettingsOf = (pool: UserPoolDefinition) => ({
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
});
