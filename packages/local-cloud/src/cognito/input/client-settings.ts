import type { Input } from "../../protocols/input.ts";
import { invalidParameter } from "../errors.ts";
import type { ClientSettings, TimeUnit } from "../state/records.ts";
import { SECRET_FREE_NAME } from "./pool-settings.ts";

const FLOWS = [
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_AUTH",
];
const UNITS: readonly TimeUnit[] = ["seconds", "minutes", "hours", "days"];
const SECONDS: Record<TimeUnit, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export function readClientSettings(input: Input, secret: string | undefined): ClientSettings {
  const units = input.structure("TokenValidityUnits");
  const unit = (token: string, byDefault: TimeUnit) => units?.optionalOneOf(token, UNITS) ?? byDefault;
  const rotation = readRotation(input.structure("RefreshTokenRotation"));
  const readable = input.texts("ReadAttributes");
  const writable = input.texts("WriteAttributes");
  const settings: ClientSettings = {
    ClientName: input.text("ClientName", { min: 1, max: 128, pattern: SECRET_FREE_NAME }),
    ...(secret !== undefined && { ClientSecret: secret }),
    ExplicitAuthFlows: readFlows(input, rotation?.Feature === "ENABLED"),
    AccessTokenValidity: input.integer("AccessTokenValidity", { min: 1, max: 86_400 }) ?? 1,
    IdTokenValidity: input.integer("IdTokenValidity", { min: 1, max: 86_400 }) ?? 1,
    // "You can't set RefreshTokenValidity to 0. If you do, Amazon Cognito overrides the value with
    // the default."
    RefreshTokenValidity: input.integer("RefreshTokenValidity", { min: 0, max: 315_360_000 }) || 30,
    TokenValidityUnits: {
      AccessToken: unit("AccessToken", "hours"),
      IdToken: unit("IdToken", "hours"),
      RefreshToken: unit("RefreshToken", "days"),
    },
    AuthSessionValidity: input.integer("AuthSessionValidity", { min: 3, max: 15 }) ?? 3,
    EnableTokenRevocation: input.flag("EnableTokenRevocation") ?? true,
    PreventUserExistenceErrors:
      input.optionalOneOf("PreventUserExistenceErrors", ["LEGACY", "ENABLED"]) ?? "LEGACY",
    ...(rotation && { RefreshTokenRotation: rotation }),
    ...(readable && { ReadAttributes: readable }),
    ...(writable && { WriteAttributes: writable }),
  };
  checkValidities(settings);
  return settings;
}

function readFlows(input: Input, rotates: boolean): string[] {
  const flows = input.texts("ExplicitAuthFlows") ?? [];
  for (const flow of flows) {
    if (!FLOWS.includes(flow)) throw invalidParameter(`ExplicitAuthFlows: ${flow} is not supported`);
  }
  if (rotates && flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalidParameter("ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together with refresh token rotation");
  }
  if (flows.length > 0) return flows;
  const byDefault = ["ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
  return rotates ? byDefault : ["ALLOW_REFRESH_TOKEN_AUTH", ...byDefault];
}

function readRotation(input: Input | undefined): ClientSettings["RefreshTokenRotation"] {
  if (!input) return undefined;
  return {
    Feature: input.oneOf("Feature", ["ENABLED", "DISABLED"]),
    RetryGracePeriodSeconds: input.integer("RetryGracePeriodSeconds", { min: 0, max: 60 }) ?? 0,
  };
}

/**
 * Access and ID tokens are valid for 5 minutes to a day, refresh tokens for an hour to ten years,
 * and longer than the others.
 */
function checkValidities(settings: ClientSettings): void {
  const { TokenValidityUnits: units } = settings;
  const access = settings.AccessTokenValidity * SECONDS[units.AccessToken];
  const id = settings.IdTokenValidity * SECONDS[units.IdToken];
  const refresh = settings.RefreshTokenValidity * SECONDS[units.RefreshToken];
  for (const [name, seconds] of [
    ["AccessTokenValidity", access],
    ["IdTokenValidity", id],
  ] as const) {
    if (seconds < 300 || seconds > 86_400) {
      throw invalidParameter(`Invalid range for token validity: ${name} must be between 5 minutes and 1 day`);
    }
    if (refresh < seconds) throw invalidParameter(`RefreshTokenValidity must not be shorter than ${name}`);
  }
  if (refresh < 3600 || refresh > 315_360_000) {
    throw invalidParameter(
      "Invalid range for token validity: RefreshTokenValidity must be between 60 minutes and 10 years",
    );
  }
}
