import {
  AdminAddUserToGroupCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import type { PreTokenEvent } from "../../../../packages/local-cloud/src/cognito/index.ts";
import { CLIENT, claimsOf, openShop, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";

/** A shop whose pool runs `handler` before it makes tokens. */
async function shopWithTrigger(handler: (event: PreTokenEvent) => unknown): Promise<Shop> {
  const LambdaArn = "arn:aws:lambda:us-east-1:000000000000:function:pre-token";
  const shop = await openShop({
    pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn } } },
  });
  const load = () => (event: unknown) => handler(event as PreTokenEvent);
  shop.lambda.define({ name: "pre-token", timeoutMs: 5000, load });
  await shop.addUser(EMAIL);
  await shop.cognito.defineGroup({ poolId: POOL, name: "customer" });
  await shop.sdk.send(
    new AdminAddUserToGroupCommand({ UserPoolId: POOL, Username: EMAIL, GroupName: "customer" }),
  );
  return shop;
}

const respond = (claimsAndScopeOverrideDetails: object) => (event: PreTokenEvent) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails },
});

describe("the pre token generation trigger", () => {
  it("is given the version 2 event, for sign-ins and refreshes apart", async () => {
    const events: PreTokenEvent[] = [];
    const shop = await shopWithTrigger((event) => {
      events.push(event);
      return event;
    });
    const { RefreshToken, AccessToken } = await shop.tokens(EMAIL);
    await shop.refresh(RefreshToken);
    const sub = claimsOf(AccessToken)["sub"];
    expect(events[0]).toEqual({
      version: "2",
      triggerSource: "TokenGeneration_Authentication",
      region: "us-east-1",
      userPoolId: POOL,
      userName: sub,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: CLIENT },
      request: {
        userAttributes: {
          sub,
          email: EMAIL,
          email_verified: "true",
          name: "Ada Lovelace",
          "cognito:user_status": "CONFIRMED",
        },
        groupConfiguration: { groupsToOverride: ["customer"], iamRolesToOverride: [], preferredRole: null },
        scopes: ["aws.cognito.signin.user.admin"],
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(events[1]?.triggerSource).toBe("TokenGeneration_RefreshTokens");
  });

  it("adds, replaces and removes claims, of any JSON type", async () => {
    const shop = await shopWithTrigger(
      respond({
        idTokenGeneration: { claimsToAddOrOverride: { name: "Countess" }, claimsToSuppress: ["email"] },
        accessTokenGeneration: {
          claimsToAddOrOverride: { mfaSince: 1_800_000_000, limits: { orders: [1, 2] }, vip: true },
        },
      }),
    );
    const { AccessToken, IdToken } = await shop.tokens(EMAIL);
    expect(claimsOf(AccessToken)).toMatchObject({
      mfaSince: 1_800_000_000,
      limits: { orders: [1, 2] },
      vip: true,
    });
    expect(claimsOf(IdToken)).toMatchObject({ name: "Countess" });
    expect(claimsOf(IdToken)).not.toHaveProperty("email");
    expect(claimsOf(IdToken)).not.toHaveProperty("mfaSince");
  });

  it("cannot touch the claims that say who and whose the token is", async () => {
    const claims = Object.fromEntries(
      ["sub", "iss", "exp", "iat", "jti", "auth_time", "token_use", "client_id", "username", "event_id"].map(
        (name) => [name, "forged"],
      ),
    );
    const changes = { claimsToAddOrOverride: claims, claimsToSuppress: Object.keys(claims) };
    const shop = await shopWithTrigger(respond({ accessTokenGeneration: changes }));
    const access = claimsOf((await shop.tokens(EMAIL)).AccessToken);
    expect(Object.keys(access)).toEqual(expect.arrayContaining(Object.keys(claims)));
    expect(Object.values(access)).not.toContain("forged");
  });

  it("adds and removes scopes; without Cognito's own the token serves no self-service", async () => {
    const accessTokenGeneration = {
      scopesToAdd: ["orders:read"],
      scopesToSuppress: ["aws.cognito.signin.user.admin"],
    };
    const shop = await shopWithTrigger(respond({ accessTokenGeneration }));
    const { AccessToken } = await shop.tokens(EMAIL);
    expect(claimsOf(AccessToken)["scope"]).toBe("orders:read");
    expect(await refusal(shop.whoAmI(AccessToken))).toBe(
      "NotAuthorizedException: Access Token does not have required scopes",
    );
  });

  it("overrides groups in both tokens", async () => {
    const shop = await shopWithTrigger(respond({ groupOverrideDetails: { groupsToOverride: ["support"] } }));
    const { AccessToken, IdToken } = await shop.tokens(EMAIL);
    expect(claimsOf(AccessToken)["cognito:groups"]).toEqual(["support"]);
    expect(claimsOf(IdToken)["cognito:groups"]).toEqual(["support"]);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("no tokens today"))],
    ["answers nothing", () => null],
    ["answers nonsense", () => ({ response: { claimsAndScopeOverrideDetails: "please" } })],
  ])("lets nobody in when it %s", async (what, handler) => {
    const shop = await shopWithTrigger(handler);
    expect(await refusal(shop.signIn(EMAIL))).toBe(
      what === "throws"
        ? "UserLambdaValidationException: PreTokenGeneration failed with error no tokens today."
        : "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
  });

  it("leaves the refresh token usable when it fails during a refresh", async () => {
    let broken = false;
    const shop = await shopWithTrigger((event) => (broken ? null : event));
    const { RefreshToken } = await shop.tokens(EMAIL);
    broken = true;
    expect(await refusal(shop.refresh(RefreshToken))).toMatch(/^InvalidLambdaResponseException/);
    broken = false;
    shop.clock.advance(60_000);
    expect(await refusal(shop.refresh(RefreshToken))).toBe("accepted");
  });

  it("runs after the second factor, not before", async () => {
    const sources: string[] = [];
    const shop = await shopWithTrigger((event) => {
      sources.push(event.triggerSource);
      return event;
    });
    await shop.enrolTotp(EMAIL);
    sources.length = 0;
    const { Session, ChallengeName } = await shop.signIn(EMAIL);
    expect(sources).toEqual([]);
    const code = shop.cognito.totpCode(POOL, EMAIL) ?? "";
    await shop.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: CLIENT,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: EMAIL, SOFTWARE_TOKEN_MFA_CODE: code },
      }),
    );
    expect(sources).toEqual(["TokenGeneration_Authentication"]);
  });
});
