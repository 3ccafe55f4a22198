import type { Input } from "../../protocols/input.ts";
import { invalidParameter } from "../errors.ts";
import type { PasswordPolicy, PoolSettings, SchemaAttribute } from "../state/records.ts";

/**
 * Members of CreateUserPool that would change behaviour this cloud lacks. They are refused, never
 * ignored.
 */
const UNSUPPORTED = [
  "AliasAttributes",
  "SmsConfiguration",
  "DeviceConfiguration",
  "SmsVerificationMessage",
  "SmsAuthenticationMessage",
  "VerificationMessageTemplate",
];

export const SECRET_FREE_NAME = /^[\w\s+=,.@-]+$/;

/**
 * The settings that a request asks for. As in AWS, absent members get the default, also in updates.
 */
export function readPoolSettings(input: Input): PoolSettings {
  for (const member of UNSUPPORTED) {
    if (input.has(member)) throw invalidParameter(`${member} is not supported by the local cloud`);
  }
  const admin = input.structure("AdminCreateUserConfig");
  const updates = input.structure("UserAttributeUpdateSettings");
  const verifiedFirst = emailOnly(updates, "AttributesRequireVerificationBeforeUpdate");
  return {
    Policies: {
      PasswordPolicy: readPasswordPolicy(input.structure("Policies")?.structure("PasswordPolicy")),
    },
    MfaConfiguration: input.optionalOneOf("MfaConfiguration", ["OFF", "OPTIONAL", "ON"]) ?? "OFF",
    LambdaConfig: readTriggers(input.structure("LambdaConfig")),
    AutoVerifiedAttributes: emailOnly(input, "AutoVerifiedAttributes"),
    UsernameAttributes: emailOnly(input, "UsernameAttributes"),
    UsernameConfiguration: {
      CaseSensitive: input.structure("UsernameConfiguration")?.flag("CaseSensitive") ?? true,
    },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: admin?.flag("AllowAdminCreateUserOnly") ?? false },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: verifiedFirst },
    SchemaAttributes: readSchema(input.structures("Schema")),
    DeletionProtection: input.optionalOneOf("DeletionProtection", ["ACTIVE", "INACTIVE"]) ?? "INACTIVE",
    UserPoolTags: input.map("UserPoolTags"),
  };
}

function emailOnly(input: Input | undefined, member: string): "email"[] {
  return (input?.texts(member) ?? []).map((attribute) => {
    if (attribute === "email") return attribute;
    throw invalidParameter(`${member} ${attribute} is not supported by the local cloud`);
  });
}

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
function readPasswordPolicy(input: Input | undefined): PasswordPolicy {
  const byDefault = input === undefined;
  return {
    MinimumLength: input?.integer("MinimumLength", { min: 6, max: 99 }) ?? 8,
    RequireUppercase: input?.flag("RequireUppercase") ?? byDefault,
    RequireLowercase: input?.flag("RequireLowercase") ?? byDefault,
    RequireNumbers: input?.flag("RequireNumbers") ?? byDefault,
    RequireSymbols: input?.flag("RequireSymbols") ?? byDefault,
    TemporaryPasswordValidityDays: input?.integer("TemporaryPasswordValidityDays", { min: 0, max: 365 }) || 7,
  };
}

const OTHER_TRIGGERS = [
  "CreateAuthChallenge",
  "CustomEmailSender",
  "CustomMessage",
  "CustomSMSSender",
  "DefineAuthChallenge",
  "PostAuthentication",
  "PostConfirmation",
  "PreAuthentication",
  "PreSignUp",
  "PreTokenGeneration",
  "UserMigration",
  "VerifyAuthChallengeResponse",
];

function readTriggers(input: Input | undefined): PoolSettings["LambdaConfig"] {
  for (const trigger of OTHER_TRIGGERS) {
    if (input?.has(trigger)) {
      throw invalidParameter(
        `The trigger ${trigger} is not supported by the local cloud; use PreTokenGenerationConfig`,
      );
    }
  }
  const config = input?.structure("PreTokenGenerationConfig");
  if (!config) return {};
  const version = config.oneOf("LambdaVersion", ["V1_0", "V2_0", "V3_0"]);
  if (version !== "V2_0") {
    throw invalidParameter(
      `PreTokenGenerationConfig ${version} is not supported by the local cloud; use V2_0`,
    );
  }
  const LambdaArn = config.text("LambdaArn", { min: 20, max: 2048, pattern: /^arn:/ });
  return { PreTokenGenerationConfig: { LambdaVersion: version, LambdaArn } };
}

function readSchema(attributes: Input[] | undefined): SchemaAttribute[] {
  const standard = new Set(["sub", "email", "name", "given_name", "family_name", "phone_number", "locale"]);
  return (attributes ?? []).map((attribute) => {
    if (attribute.flag("DeveloperOnlyAttribute")) {
      throw invalidParameter(
        "DeveloperOnlyAttribute is not supported by the local cloud; use the client's WriteAttributes",
      );
    }
    const name = attribute.text("Name", { min: 1, max: 20 });
    return {
      Name: standard.has(name) ? name : `custom:${name}`,
      AttributeDataType:
        attribute.optionalOneOf("AttributeDataType", ["String", "Number", "DateTime", "Boolean"]) ?? "String",
      Required: attribute.flag("Required") ?? false,
      Mutable: attribute.flag("Mutable") ?? true,
      DeveloperOnlyAttribute: false,
    };
  });
}
