import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Cognito, type Message } from "../../../../packages/local-cloud/src/cognito/index.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { Lambda } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";

export const POOL = "us-east-1_Customers";
export const CLIENT = "storefront";
export const PASSWORD = "Correct-horse-1";

/** The claims of a token, unverified. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  const payload = Buffer.from(token?.split(".")[1] ?? "", "base64url").toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

const SETTINGS = {
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  UsernameConfiguration: { CaseSensitive: false },
  MfaConfiguration: "OPTIONAL",
};

const CLIENT_SETTINGS = {
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"],
  PreventUserExistenceErrors: "ENABLED",
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
};

/** A pool with e-mail sign-in, a client that rotates refresh tokens, and cheap password hashes. */
export interface Shop {
  kernel: Kernel;
  clock: VirtualClock;
  lambda: Lambda;
  cognito: Cognito;
  sdk: CognitoIdentityProviderClient;
  mails: Message[];
  /** The six digits of the newest message to an address. */
  codeFor(email: string): Promise<string>;
  addUser(email: string): Promise<void>;
  signIn(email: string, password?: string): Promise<InitiateAuthCommandOutput>;
  tokens(email: string): Promise<AuthenticationResultType>;
  refresh(refreshToken: string | undefined): Promise<AuthenticationResultType>;
  whoAmI(accessToken: string | undefined): Promise<string | undefined>;
  enrolTotp(email: string): Promise<{ secret: string; accessToken: string }>;
}

export interface ShopOptions {
  pool?: Record<string, unknown>;
  client?: Record<string, unknown>;
  data?: string;
  clock?: VirtualClock;
}

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const clock = options.clock ?? new VirtualClock();
  const kernel = createKernel({ clock, data: options.data });
  const lambda = new Lambda(kernel);
  const mails: Message[] = [];
  const cognito = new Cognito(kernel, {
    mail: (message) => void mails.push(message),
    lambda,
    scrypt: { N: 16, r: 1, p: 1 },
  });
  await cognito.definePool({ id: POOL, ...SETTINGS, ...options.pool });
  await cognito.defineClient({ poolId: POOL, clientId: CLIENT, ...CLIENT_SETTINGS, ...options.client });
  const sdk = new CognitoIdentityProviderClient(sdkConfig(cognito.service));

  const shop: Shop = {
    kernel,
    clock,
    lambda,
    cognito,
    sdk,
    mails,
    async codeFor(email) {
      await kernel.activity.idle();
      const text = mails.findLast(({ to }) => to === email)?.text ?? "";
      return /\d{6}/.exec(text)?.[0] ?? "none";
    },
    async addUser(email) {
      const UserAttributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
        { Name: "name", Value: "Ada Lovelace" },
      ];
      const user = { UserPoolId: POOL, Username: email };
      await sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }));
      await sdk.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
    },
    signIn: (email, password = PASSWORD) =>
      sdk.send(
        new InitiateAuthCommand({
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: CLIENT,
          AuthParameters: { USERNAME: email, PASSWORD: password },
        }),
      ),
    async tokens(email) {
      const { AuthenticationResult } = await shop.signIn(email);
      return AuthenticationResult ?? {};
    },
    async refresh(RefreshToken) {
      const answer = await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: CLIENT, RefreshToken }));
      return answer.AuthenticationResult ?? {};
    },
    async whoAmI(AccessToken) {
      const { UserAttributes } = await sdk.send(new GetUserCommand({ AccessToken }));
      return UserAttributes?.find(({ Name }) => Name === "email")?.Value;
    },
    async enrolTotp(email) {
      const { AccessToken = "" } = await shop.tokens(email);
      const { SecretCode = "" } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      const UserCode = cognito.totpCode(POOL, email);
      await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
      const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
      await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
      return { secret: SecretCode, accessToken: AccessToken };
    },
  };
  return shop;
}

/** The error's name and message as one line. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
