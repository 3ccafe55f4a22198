import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { CognitoContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import {
  type ClientCall,
  checkSecret,
  checkSecretHash,
  namedClient,
  parameter,
  poolClient,
} from "../input/caller.ts";
import {
  type AuthAnswer,
  checkFlow,
  refresh,
  refreshWithSecretHash,
  signInWithPassword,
} from "../sign-in.ts";

const UNSUPPORTED = ["USER_SRP_AUTH", "CUSTOM_AUTH", "USER_AUTH"] as const;

export function initiateAuth(context: CognitoContext, input: Input): Promise<AuthAnswer> {
  const flow = input.oneOf("AuthFlow", [
    "USER_PASSWORD_AUTH",
    "REFRESH_TOKEN_AUTH",
    "REFRESH_TOKEN",
    ...UNSUPPORTED,
  ]);
  return start(context, input, namedClient(context, input), flow);
}

export function adminInitiateAuth(context: CognitoContext, input: Input): Promise<AuthAnswer> {
  const flow = input.oneOf("AuthFlow", [
    "ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH",
    "REFRESH_TOKEN_AUTH",
    "REFRESH_TOKEN",
    ...UNSUPPORTED,
  ]);
  return start(context, input, poolClient(context, input), flow);
}

async function start(
  context: CognitoContext,
  input: Input,
  call: ClientCall,
  flow: string,
): Promise<AuthAnswer> {
  const parameters = input.map("AuthParameters");
  const signIn = { ...call, clientMetadata: input.map("ClientMetadata") };
  const secretHash = parameters["SECRET_HASH"];
  switch (flow) {
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
    case "ADMIN_NO_SRP_AUTH": {
      checkFlow(call, flow === "USER_PASSWORD_AUTH" ? flow : "ADMIN_USER_PASSWORD_AUTH");
      const username = parameter(parameters, "USERNAME");
      const password = parameter(parameters, "PASSWORD");
      if (username.length > 128 || password.length > 256) {
        throw invalidParameter("1 validation error detected: USERNAME or PASSWORD is too long");
      }
      checkSecretHash(call.client, username, secretHash);
      return signInWithPassword(context, signIn, { username, password });
    }
    case "REFRESH_TOKEN":
    case "REFRESH_TOKEN_AUTH": {
      // With token rotation only GetTokensFromRefreshToken may refresh.
      checkFlow(call, "REFRESH_TOKEN_AUTH");
      const refreshToken = parameter(parameters, "REFRESH_TOKEN");
      return refreshWithSecretHash(context, { ...signIn, refreshToken }, secretHash);
    }
    default:
      throw invalidParameter(`${flow} is not supported by the local cloud`);
  }
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export async function getTokensFromRefreshToken(context: CognitoContext, input: Input): Promise<object> {
  const call = namedClient(context, input);
  checkSecret(call.client, input.optionalText("ClientSecret"));
  const refreshToken = input.text("RefreshToken");
  if (call.client.settings.RefreshTokenRotation?.Feature !== "ENABLED") checkFlow(call, "REFRESH_TOKEN_AUTH");
  const clientMetadata = input.map("ClientMetadata");
  const AuthenticationResult = await refresh(context, { ...call, clientMetadata, refreshToken }, () => {});
  return { AuthenticationResult };
}

/** Revokes the token's family. RFC 7009: an unknown token counts as revoked already. */
export async function revokeToken(context: CognitoContext, input: Input): Promise<object> {
  const { client } = namedClient(context, input);
  checkSecret(client, input.optionalText("ClientSecret"));
  const token = input.text("Token");
  if (!client.settings.EnableTokenRevocation) {
    throw new AwsError("UnsupportedOperationException", "Revoke token is not enabled for this app client");
  }
  if (token.split(".").length === 3) {
    throw new AwsError("UnsupportedTokenTypeException", "Only refresh tokens can be revoked");
  }
  const family = context.families.familyOf(token);
  if (!family) return {};
  if (family.clientId !== client.id) {
    throw new AwsError("UnauthorizedException", "The token was not issued to this client");
  }
  context.families.revoke(family);
  await context.kernel.store.durable();
  return {};
}
