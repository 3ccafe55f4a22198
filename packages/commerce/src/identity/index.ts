/** Accounts live in Cognito alone: no copy of a password, a name or an address is kept here. */
import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  type AuthenticationResultType,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { userPool } from "@tradewind/blueprint/identity";
import { DomainError } from "../errors.ts";
import { linked } from "../storage/linked.ts";
import { asking, cognito } from "./cognito.ts";

export { type Principal, verifyAccessToken } from "./tokens.ts";

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
}

const clientId = () => linked(userPool).clientId;

export const Identity = {
  /** @throws auth.email_taken, auth.password_weak, auth.too_many_attempts */
  async signUp({ email, password, name }: { email: string; password: string; name: string }) {
    const call = cognito.send(
      new SignUpCommand({
        ClientId: clientId(),
        Username: canonical(email),
        Password: password,
        UserAttributes: [
          { Name: "email", Value: canonical(email) },
          { Name: "name", Value: name },
        ],
      }),
    );
    await asking(call, "auth.forbidden");
    return { email: canonical(email) };
  },

  /** @throws auth.code_invalid, auth.too_many_attempts */
  async confirm({ email, code }: { email: string; code: string }): Promise<void> {
    const call = cognito.send(
      new ConfirmSignUpCommand({ ClientId: clientId(), Username: canonical(email), ConfirmationCode: code }),
    );
    await asking(call, "auth.code_invalid");
  },

  /** @throws auth.credentials_invalid, auth.email_unconfirmed, auth.too_many_attempts */
  async signIn({ email, password }: { email: string; password: string }): Promise<Tokens> {
    const call = cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId(),
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: canonical(email), PASSWORD: password },
      }),
    );
    const { AuthenticationResult } = await asking(call, "auth.credentials_invalid");
    return tokens(AuthenticationResult);
  },

  /** @throws auth.token_invalid */
  async refresh({ refreshToken }: { refreshToken: string }): Promise<Tokens> {
    const call = cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId(),
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
    const { AuthenticationResult } = await asking(call, "auth.token_invalid");
    // Without rotation Cognito sends no new refresh token: the old one stays good.
    return tokens({ RefreshToken: refreshToken, ...AuthenticationResult });
  },

  /** Where a customer is written to. */
  async contact(customerId: string): Promise<{ email: string; name: string }> {
    const { UserAttributes } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: linked(userPool).id, Username: customerId }),
    );
    const attribute = (name: string) => UserAttributes?.find(({ Name }) => Name === name)?.Value ?? "";
    return { email: attribute("email"), name: attribute("name") };
  },
};

/** The part after the @ is case-insensitive, and people type the rest as they please. */
const canonical = (email: string) => email.trim().toLowerCase();

function tokens(result: AuthenticationResultType | undefined): Tokens {
  const { AccessToken, IdToken, RefreshToken, ExpiresIn } = result ?? {};
  if (!AccessToken || !IdToken || !RefreshToken) throw new DomainError("auth.credentials_invalid");
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    refreshToken: RefreshToken,
    expiresIn: ExpiresIn ?? 0,
  };
}
