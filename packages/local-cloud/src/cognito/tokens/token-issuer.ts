import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Lambda } from "../../lambda/index.ts";
import { readableAttributes } from "../input/attributes.ts";
import type { Directory } from "../state/directory.ts";
import type { ClientRecord, FamilyRecord, PoolRecord, TimeUnit, UserRecord } from "../state/records.ts";
import {
  changeAccessClaims,
  changeIdClaims,
  invokePreToken,
  NO_OVERRIDES,
  type PreTokenEvent,
  type PreTokenOverrides,
  type TokenTrigger,
} from "./pre-token.ts";
import type { Claims, SigningKeys } from "./signing-keys.ts";

const UNIT_MS: Record<TimeUnit, number> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

export const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

export interface TokenRequest {
  trigger: TokenTrigger;
  pool: PoolRecord;
  client: ClientRecord;
  user: UserRecord;
  family: FamilyRecord;
  clientMetadata: Record<string, string>;
}

export interface Tokens {
  AccessToken: string;
  IdToken: string;
  TokenType: "Bearer";
  /** Validity of the access token in seconds. */
  ExpiresIn: number;
}

interface Groups {
  names: string[];
  roles: string[];
  preferredRole: string | undefined;
}

/** Milliseconds. */
export function validity(client: ClientRecord, token: "Access" | "Id" | "Refresh"): number {
  const { settings } = client;
  return settings[`${token}TokenValidity`] * UNIT_MS[settings.TokenValidityUnits[`${token}Token`]];
}

export function issuer(kernel: Kernel, pool: PoolRecord): string {
  return `https://cognito-idp.${kernel.region}.amazonaws.com/${pool.id}`;
}

/** Builds and signs ID and access tokens with the claims of user pools. */
export class TokenIssuer {
  readonly #kernel: Kernel;
  readonly #directory: Directory;
  readonly #keys: SigningKeys;
  readonly #lambda: Lambda | undefined;

  constructor(kernel: Kernel, directory: Directory, keys: SigningKeys, lambda: Lambda | undefined) {
    this.#kernel = kernel;
    this.#directory = directory;
    this.#keys = keys;
    this.#lambda = lambda;
  }

  async issue(request: TokenRequest): Promise<Tokens> {
    const { pool, client } = request;
    const groups = this.#groups(request);
    const overrides = await this.#overrides(request, groups);
    const effective = overrideGroups(groups, overrides);
    const [AccessToken, IdToken] = await Promise.all([
      this.#keys.sign(pool.keys.access, changeAccessClaims(this.#access(request, effective), overrides)),
      this.#keys.sign(pool.keys.id, changeIdClaims(this.#id(request, effective), overrides)),
    ]);
    return { AccessToken, IdToken, TokenType: "Bearer", ExpiresIn: validity(client, "Access") / 1000 };
  }

  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
  #access(request: TokenRequest, groups: Groups): Claims {
    return {
      ...this.#common(request, "Access"),
      token_use: "access",
      client_id: request.client.id,
      scope: SELF_SERVICE_SCOPE,
      username: request.user.username,
      ...(groups.names.length > 0 && { "cognito:groups": groups.names }),
    };
  }

  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
  #id(request: TokenRequest, groups: Groups): Claims {
    const claims: Claims = { ...this.#common(request, "Id"), token_use: "id", aud: request.client.id };
    for (const [name, value] of Object.entries(readableAttributes(request.client, request.user))) {
      claims[name] = name.endsWith("_verified") ? value === "true" : value;
    }
    claims["cognito:username"] = request.user.username;
    if (groups.names.length > 0) claims["cognito:groups"] = groups.names;
    if (groups.roles.length > 0) claims["cognito:roles"] = groups.roles;
    if (groups.preferredRole !== undefined) claims["cognito:preferred_role"] = groups.preferredRole;
    return claims;
  }

  #common({ pool, client, user, family }: TokenRequest, token: "Access" | "Id"): Claims {
    const iat = Math.floor(this.#kernel.clock.now() / 1000);
    return {
      sub: user.attributes["sub"],
      iss: issuer(this.#kernel, pool),
      // Without token revocation, tokens have no origin_jti and no jti.
      ...(client.settings.EnableTokenRevocation && {
        origin_jti: family.originJti,
        jti: this.#kernel.random.uuid(),
      }),
      event_id: family.id,
      auth_time: family.authTime,
      iat,
      exp: iat + validity(client, token) / 1000,
    };
  }

  /** Groups by precedence. The lowest precedence gives the preferred role. */
  #groups({ pool, user }: TokenRequest): Groups {
    const groups = user.groups
      .map((name) => this.#directory.group(pool.id, name))
      .sort((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity));
    const roles = groups.map(({ roleArn }) => roleArn).filter((role) => role !== undefined);
    return { names: groups.map(({ name }) => name), roles, preferredRole: groups[0]?.roleArn };
  }

  async #overrides(request: TokenRequest, groups: Groups): Promise<PreTokenOverrides> {
    const { pool, client, user, trigger, clientMetadata } = request;
    const config = pool.settings.LambdaConfig.PreTokenGenerationConfig;
    if (!config) return NO_OVERRIDES;
    if (!this.#lambda) {
      const reason = `${config.LambdaArn} is configured, but this cloud runs no functions`;
      throw new AwsError(
        "UnexpectedLambdaException",
        `PreTokenGeneration invocation failed due to ${reason}.`,
      );
    }
    const event: PreTokenEvent = {
      version: "2",
      triggerSource: trigger,
      region: this.#kernel.region,
      userPoolId: pool.id,
      userName: user.username,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: client.id },
      request: {
        userAttributes: { ...user.attributes, "cognito:user_status": user.status },
        groupConfiguration: {
          groupsToOverride: groups.names,
          iamRolesToOverride: groups.roles,
          preferredRole: groups.preferredRole ?? null,
        },
        scopes: [SELF_SERVICE_SCOPE],
        ...(Object.keys(clientMetadata).length > 0 && { clientMetadata }),
      },
      response: { claimsAndScopeOverrideDetails: null },
    };
    return invokePreToken(this.#lambda, config.LambdaArn, event);
  }
}

function overrideGroups(groups: Groups, overrides: PreTokenOverrides): Groups {
  return {
    names: overrides.groups ?? groups.names,
    roles: overrides.roles ?? groups.roles,
    preferredRole: overrides.preferredRole ?? groups.preferredRole,
  };
}
