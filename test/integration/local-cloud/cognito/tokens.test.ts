import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  DeleteUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { CLIENT, claimsOf, openShop, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const UUID = expect.stringMatching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/,
) as unknown;
const REVOKED = "NotAuthorizedException: Refresh Token has been revoked";

async function shopWithAda(options?: Parameters<typeof openShop>[0]): Promise<Shop> {
  const shop = await openShop(options);
  await shop.addUser(EMAIL);
  return shop;
}

describe("id and access tokens", () => {
  it("carry Cognito's claims", async () => {
    const shop = await shopWithAda();
    const user = { UserPoolId: POOL, Username: EMAIL };
    for (const [GroupName, Precedence] of [["customer", 9] as const, ["admin", 1] as const]) {
      await shop.sdk.send(new CreateGroupCommand({ UserPoolId: POOL, GroupName, Precedence }));
      await shop.sdk.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
    }
    const { Username: sub } = await shop.sdk.send(new AdminGetUserCommand(user));
    const { AccessToken, IdToken } = await shop.tokens(EMAIL);
    const now = shop.clock.now() / 1000;
    const common = {
      sub,
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`,
      origin_jti: UUID,
      event_id: UUID,
      jti: UUID,
      auth_time: now,
      iat: now,
      exp: now + 3600,
      "cognito:groups": ["admin", "customer"],
    };
    const access = claimsOf(AccessToken);
    const id = claimsOf(IdToken);
    expect(access).toEqual({
      ...common,
      token_use: "access",
      client_id: CLIENT,
      scope: "aws.cognito.signin.user.admin",
      username: sub,
    });
    expect(id).toEqual({
      ...common,
      token_use: "id",
      aud: CLIENT,
      "cognito:username": sub,
      email: EMAIL,
      email_verified: true,
      name: "Ada Lovelace",
    });
    expect(id["origin_jti"]).toBe(access["origin_jti"]);
    expect(id["jti"]).not.toBe(access["jti"]);
  });

  it("are accepted by aws-jwt-verify with the pool's published keys, each for its own use only", async () => {
    const shop = await shopWithAda({ clock: new VirtualClock(Date.now()) });
    const { AccessToken = "", IdToken = "" } = await shop.tokens(EMAIL);
    const verifier = (tokenUse: "access" | "id") => {
      const made = CognitoJwtVerifier.create({ userPoolId: POOL, clientId: CLIENT, tokenUse });
      made.cacheJwks(shop.cognito.jwks(POOL));
      return made;
    };
    expect(verifier("access").verifySync(AccessToken).client_id).toBe(CLIENT);
    expect(verifier("id").verifySync(IdToken).aud).toBe(CLIENT);
    expect(() => verifier("access").verifySync(IdToken)).toThrow("Token use not allowed");
    const [header = "", , signature = ""] = AccessToken.split(".");
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(AccessToken), username: "root" }));
    expect(() =>
      verifier("access").verifySync([header, forged.toString("base64url"), signature].join(".")),
    ).toThrow("Invalid signature");
  });

  it("live as long as the client says", async () => {
    const client = {
      AccessTokenValidity: 5,
      IdTokenValidity: 10,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "hours" },
    };
    const shop = await shopWithAda({ client });
    const { AccessToken, IdToken, RefreshToken, ExpiresIn } = await shop.tokens(EMAIL);
    const now = shop.clock.now() / 1000;
    expect(ExpiresIn).toBe(300);
    expect(claimsOf(AccessToken)["exp"]).toBe(now + 300);
    expect(claimsOf(IdToken)["exp"]).toBe(now + 600);
    shop.clock.advance(300_000);
    expect(await refusal(shop.whoAmI(AccessToken))).toBe("NotAuthorizedException: Access Token has expired");
    shop.clock.advance(2 * 3_600_000);
    expect(await refusal(shop.refresh(RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has expired",
    );
  });

  it("are refused by Cognito itself when they are of the wrong kind, tampered with or unsigned", async () => {
    const shop = await shopWithAda();
    const { AccessToken = "", IdToken } = await shop.tokens(EMAIL);
    const [header = "", payload = "", signature = ""] = AccessToken.split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const others = [
      IdToken,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
      `${header}.e30.${signature}`,
    ];
    for (const token of others) {
      expect(await refusal(shop.whoAmI(token))).toBe("NotAuthorizedException: Invalid Access Token");
    }
  });
});

describe("refreshing", () => {
  it("gives new tokens of the same sign-in, under a new refresh token", async () => {
    const shop = await shopWithAda();
    const first = await shop.tokens(EMAIL);
    shop.clock.advance(60_000);
    const second = await shop.refresh(first.RefreshToken);
    const [before, after] = [claimsOf(first.AccessToken), claimsOf(second.AccessToken)];
    for (const claim of ["sub", "origin_jti", "event_id", "auth_time"]) {
      expect(after[claim]).toBe(before[claim]);
    }
    expect(after["jti"]).not.toBe(before["jti"]);
    expect(after["iat"]).toBe(Number(before["iat"]) + 60);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    expect(await refusal(shop.refresh(second.RefreshToken))).toBe("accepted");
  });

  it("takes a rotated token again within the grace period", async () => {
    const shop = await shopWithAda();
    const { RefreshToken } = await shop.tokens(EMAIL);
    const [one, two] = [await shop.refresh(RefreshToken), await shop.refresh(RefreshToken)];
    shop.clock.advance(9_999);
    expect(await refusal(shop.refresh(RefreshToken))).toBe("accepted");
    expect(await refusal(shop.refresh(one.RefreshToken))).toBe("accepted");
    expect(await refusal(shop.refresh(two.RefreshToken))).toBe("accepted");
  });

  it("with a stolen, already rotated token ends every token of that sign-in and of no other", async () => {
    const shop = await shopWithAda();
    const stolen = await shop.tokens(EMAIL);
    const elsewhere = await shop.tokens(EMAIL);
    const current = await shop.refresh(stolen.RefreshToken);
    shop.clock.advance(10_000);
    expect(await refusal(shop.refresh(stolen.RefreshToken))).toMatch(/^RefreshTokenReuseException/);
    expect(await refusal(shop.refresh(current.RefreshToken))).toBe(REVOKED);
    expect(await refusal(shop.whoAmI(current.AccessToken))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
    expect(await refusal(shop.refresh(elsewhere.RefreshToken))).toBe("accepted");
    expect(await refusal(shop.whoAmI(elsewhere.AccessToken))).toBe("accepted");
  });

  it("without grace succeeds once when two requests bring one token together", async () => {
    const client = { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 } };
    const shop = await shopWithAda({ client });
    const { RefreshToken } = await shop.tokens(EMAIL);
    const outcomes = await Promise.all([
      refusal(shop.refresh(RefreshToken)),
      refusal(shop.refresh(RefreshToken)),
    ]);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.startsWith("RefreshTokenReuseException"))).toHaveLength(1);
  });

  it("never outlives the sign-in's refresh validity, however often it is done", async () => {
    const shop = await shopWithAda();
    let { RefreshToken } = await shop.tokens(EMAIL);
    for (let day = 0; day < 29; day += 1) {
      shop.clock.advance(86_400_000);
      ({ RefreshToken } = await shop.refresh(RefreshToken));
    }
    shop.clock.advance(86_400_000);
    expect(await refusal(shop.refresh(RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has expired",
    );
  });

  it("by REFRESH_TOKEN_AUTH keeps the refresh token, and is closed to clients that rotate", async () => {
    const shop = await shopWithAda();
    await shop.cognito.defineClient({
      poolId: POOL,
      clientId: "kiosk",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    const initiate = (ClientId: string, AuthParameters: Record<string, string>) => {
      const AuthFlow = "USERNAME" in AuthParameters ? "USER_PASSWORD_AUTH" : "REFRESH_TOKEN_AUTH";
      return shop.sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters }));
    };
    const signedIn = await initiate("kiosk", { USERNAME: EMAIL, PASSWORD: "Correct-horse-1" });
    const REFRESH_TOKEN = signedIn.AuthenticationResult?.RefreshToken ?? "";
    for (let time = 0; time < 2; time += 1) {
      const { AuthenticationResult } = await initiate("kiosk", { REFRESH_TOKEN });
      expect(AuthenticationResult?.RefreshToken).toBeUndefined();
      expect(await shop.whoAmI(AuthenticationResult?.AccessToken)).toBe(EMAIL);
    }
    expect(await refusal(initiate(CLIENT, { REFRESH_TOKEN }))).toBe(
      "InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client",
    );
  });

  it("ignores null members, as older browser clients send for a device they do not have", async () => {
    const ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    const RefreshTokenRotation = { Feature: "DISABLED" };
    const shop = await shopWithAda({ client: { ExplicitAuthFlows, RefreshTokenRotation } });
    const { RefreshToken } = await shop.tokens(EMAIL);
    const body = {
      ClientId: CLIENT,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: null },
      ClientMetadata: null,
    };
    // The SDK of today leaves null members out.
    const answer = await shop.cognito.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" },
      body: Buffer.from(JSON.stringify(body)),
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(String(answer.body))).toHaveProperty("AuthenticationResult.AccessToken");
  });

  it("refuses tokens that are made up or belong to another client", async () => {
    const shop = await shopWithAda();
    await shop.cognito.defineClient({ poolId: POOL, clientId: "kiosk" });
    const { RefreshToken = "" } = await shop.tokens(EMAIL);
    const invalid = "NotAuthorizedException: Invalid Refresh Token";
    expect(await refusal(shop.refresh("made-up"))).toBe(invalid);
    const elsewhere = new InitiateAuthCommand({
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: "kiosk",
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    expect(await refusal(shop.sdk.send(elsewhere))).toBe(invalid);
  });
});

describe("signing out", () => {
  it("everywhere ends all tokens of the user, but not what is signed in afterwards", async () => {
    const shop = await shopWithAda();
    const [phone, laptop] = [await shop.tokens(EMAIL), await shop.tokens(EMAIL)];
    await shop.sdk.send(new GlobalSignOutCommand({ AccessToken: phone.AccessToken }));
    const again = await shop.tokens(EMAIL);
    for (const { RefreshToken, AccessToken } of [phone, laptop]) {
      expect(await refusal(shop.refresh(RefreshToken))).toBe(REVOKED);
      expect(await refusal(shop.whoAmI(AccessToken))).toBe(
        "NotAuthorizedException: Access Token has been revoked",
      );
    }
    expect(await shop.whoAmI(again.AccessToken)).toBe(EMAIL);
  });

  it("can be done by an administrator", async () => {
    const shop = await shopWithAda();
    const { RefreshToken } = await shop.tokens(EMAIL);
    await shop.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: POOL, Username: EMAIL }));
    expect(await refusal(shop.refresh(RefreshToken))).toBe(REVOKED);
  });

  it("here revokes this sign-in's tokens alone, even by a rotated refresh token", async () => {
    const shop = await shopWithAda();
    const [here, elsewhere] = [await shop.tokens(EMAIL), await shop.tokens(EMAIL)];
    const current = await shop.refresh(here.RefreshToken);
    await shop.sdk.send(new RevokeTokenCommand({ ClientId: CLIENT, Token: here.RefreshToken }));
    expect(await refusal(shop.refresh(current.RefreshToken))).toBe(REVOKED);
    expect(await refusal(shop.whoAmI(current.AccessToken))).toMatch(/revoked$/);
    expect(await shop.whoAmI(elsewhere.AccessToken)).toBe(EMAIL);
  });

  it("cannot be done with an access token in place of the refresh token", async () => {
    const shop = await shopWithAda();
    const { AccessToken } = await shop.tokens(EMAIL);
    const revoke = new RevokeTokenCommand({ ClientId: CLIENT, Token: AccessToken });
    expect(await refusal(shop.sdk.send(revoke))).toMatch(/^UnsupportedTokenTypeException/);
  });

  it("happens to a disabled user, and enabling does not bring the sessions back", async () => {
    const shop = await shopWithAda();
    const { RefreshToken, AccessToken } = await shop.tokens(EMAIL);
    const user = { UserPoolId: POOL, Username: EMAIL };
    await shop.sdk.send(new AdminDisableUserCommand(user));
    await shop.sdk.send(new AdminEnableUserCommand(user));
    expect(await refusal(shop.refresh(RefreshToken))).toBe(REVOKED);
    expect(await refusal(shop.whoAmI(AccessToken))).toMatch(/revoked$/);
  });

  it("happens to a deleted user", async () => {
    const shop = await shopWithAda();
    const { RefreshToken, AccessToken } = await shop.tokens(EMAIL);
    await shop.sdk.send(new DeleteUserCommand({ AccessToken }));
    expect(await refusal(shop.whoAmI(AccessToken))).toBe("UserNotFoundException: User does not exist.");
    expect(await refusal(shop.refresh(RefreshToken))).toBe(REVOKED);
    await shop.addUser(EMAIL);
    expect(await refusal(shop.whoAmI(AccessToken))).toBe("UserNotFoundException: User does not exist.");
  });
});
