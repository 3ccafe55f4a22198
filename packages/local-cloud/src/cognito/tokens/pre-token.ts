import { AwsError } from "../../kernel/wire.ts";
import type { Lambda } from "../../lambda/index.ts";
import type { Claims } from "./signing-keys.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
export type TokenTrigger =
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_RefreshTokens";

export interface PreTokenEvent {
  version: "2";
  triggerSource: TokenTrigger;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: {
    userAttributes: Record<string, string>;
    groupConfiguration: {
      groupsToOverride: string[];
      iamRolesToOverride: string[];
      preferredRole: string | null;
    };
    scopes: string[];
    clientMetadata?: Record<string, string>;
  };
  response: { claimsAndScopeOverrideDetails: null };
}

interface TokenChanges {
  claimsToAddOrOverride: Claims;
  claimsToSuppress: string[];
  scopesToAdd: string[];
  scopesToSuppress: string[];
}

/** The response of a trigger. Absent parts are empty or undefined. */
export interface PreTokenOverrides {
  id: TokenChanges;
  access: TokenChanges;
  groups: string[] | undefined;
  roles: string[] | undefined;
  preferredRole: string | undefined;
}

/**
 * Claims that a trigger cannot change according to the documentation: in every token, or in one
 * kind.
 */
const FIXED = "acr amr at_hash auth_time azp exp iat iss jti nbf nonce origin_jti sub token_use".split(" ");
const FIXED_ID = new Set([...FIXED, "identities", "aud", "cognito:username"]);
const FIXED_ACCESS = new Set([
  ...FIXED,
  "username",
  "client_id",
  "scope",
  "device_key",
  "event_id",
  "version",
]);
/** Only `groupOverrideDetails` changes groups. */
const GROUP_CLAIMS = new Set(["cognito:groups", "cognito:roles", "cognito:preferred_role"]);

/** Invokes the trigger and returns its changes. */
export async function invokePreToken(
  lambda: Lambda,
  arn: string,
  event: PreTokenEvent,
): Promise<PreTokenOverrides> {
  const result = await lambda.invoke(arn, event).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("UnexpectedLambdaException", `PreTokenGeneration invocation failed due to ${reason}.`);
  });
  if (!result.ok) {
    const reason = `PreTokenGeneration failed with error ${result.error.errorMessage}.`;
    throw new AwsError("UserLambdaValidationException", reason);
  }
  const response = member(isObject(result.payload) ? result.payload : invalidOutput(), "response");
  return readOverrides(member(response, "claimsAndScopeOverrideDetails"));
}

export const NO_OVERRIDES = readOverrides(undefined);

function readOverrides(details: Claims | undefined): PreTokenOverrides {
  const groups = member(details, "groupOverrideDetails");
  const preferredRole = groups?.["preferredRole"];
  return {
    id: readChanges(member(details, "idTokenGeneration")),
    access: readChanges(member(details, "accessTokenGeneration")),
    groups: strings(groups, "groupsToOverride"),
    roles: strings(groups, "iamRolesToOverride"),
    preferredRole: typeof preferredRole === "string" ? preferredRole : undefined,
  };
}

function readChanges(changes: Claims | undefined): TokenChanges {
  return {
    claimsToAddOrOverride: member(changes, "claimsToAddOrOverride") ?? {},
    claimsToSuppress: strings(changes, "claimsToSuppress") ?? [],
    scopesToAdd: strings(changes, "scopesToAdd") ?? [],
    scopesToSuppress: strings(changes, "scopesToSuppress") ?? [],
  };
}

function member(value: Claims | undefined, name: string): Claims | undefined {
  const found = value?.[name] ?? undefined;
  if (found === undefined) return undefined;
  return isObject(found) ? found : invalidOutput();
}

function strings(value: Claims | undefined, name: string): string[] | undefined {
  const found = value?.[name] ?? undefined;
  if (found === undefined) return undefined;
  if (!Array.isArray(found)) return invalidOutput();
  return found.map((item: unknown) => (typeof item === "string" ? item : invalidOutput()));
}

function isObject(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalidOutput(): never {
  throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output");
}

export function changeIdClaims(claims: Claims, overrides: PreTokenOverrides): Claims {
  return changeClaims(claims, overrides.id, FIXED_ID);
}

export function changeAccessClaims(claims: Claims, overrides: PreTokenOverrides): Claims {
  const changes = overrides.access;
  const changed = changeClaims(claims, changes, FIXED_ACCESS);
  const suppressed = new Set(changes.scopesToSuppress);
  const scopes = String(claims["scope"]).split(" ");
  const kept = new Set([...scopes, ...changes.scopesToAdd].filter((scope) => !suppressed.has(scope)));
  changed["scope"] = [...kept].join(" ");
  return changed;
}

function changeClaims(claims: Claims, changes: TokenChanges, fixed: Set<string>): Claims {
  const changed = { ...claims };
  for (const [name, value] of Object.entries(changes.claimsToAddOrOverride)) {
    const reserved = fixed.has(name) || GROUP_CLAIMS.has(name) || /^(?:aws|dev):/.test(name);
    // An access token may get the audience of its own client.
    if (!reserved && (name !== "aud" || value === claims["client_id"])) changed[name] = value;
  }
  for (const name of changes.claimsToSuppress) if (!fixed.has(name)) delete changed[name];
  return changed;
}
