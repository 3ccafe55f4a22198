import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { codeAt, matchingStep } from "../../../../packages/local-cloud/src/cognito/totp.ts";
import { CLIENT, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const STEP = 30_000;
const MISMATCH = "CodeMismatchException: Invalid code received for user";

async function shopWithTotp(): Promise<Shop & { secret: string }> {
  const shop = await openShop();
  await shop.addUser(EMAIL);
  const { secret } = await shop.enrolTotp(EMAIL);
  shop.clock.advance(10 * STEP);
  return { ...shop, secret };
}

const challenge = async (shop: Shop) => (await shop.signIn(EMAIL)).Session;
const answer = (shop: Shop, Session: string | undefined, code: string | undefined) =>
  shop.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId: CLIENT,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME: EMAIL, SOFTWARE_TOKEN_MFA_CODE: code ?? "" },
    }),
  );
const codeAfter = (shop: Shop & { secret: string }, steps: number) =>
  codeAt(Math.floor(shop.clock.now() / STEP) + steps, shop.secret);

describe("TOTP codes", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238, appendix B, at second %d", (seconds, code) => {
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect(codeAt(Math.floor(seconds / 30), secret)).toBe(code);
    expect(matchingStep(code, secret, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });
});

describe("enrolling an authenticator", () => {
  it("takes a code of the secret that was handed out, and then asks for one at each sign-in", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const { AccessToken } = await shop.tokens(EMAIL);
    const { SecretCode = "" } = await shop.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    expect(SecretCode).toMatch(/^[A-Z2-7]{32}$/);
    const verify = (UserCode: string) =>
      refusal(shop.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode })));
    const right = codeAt(Math.floor(shop.clock.now() / STEP), SecretCode);
    expect(await verify(right === "000000" ? "000001" : "000000")).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    );
    expect(await verify(right)).toBe("accepted");

    expect((await shop.signIn(EMAIL)).AuthenticationResult).toBeDefined();
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await shop.sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    const { ChallengeName, AuthenticationResult } = await shop.signIn(EMAIL);
    expect([ChallengeName, AuthenticationResult]).toEqual(["SOFTWARE_TOKEN_MFA", undefined]);
    expect(await shop.sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
  });

  it("cannot be preferred before it was verified", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const { AccessToken } = await shop.tokens(EMAIL);
    await shop.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const SoftwareTokenMfaSettings = { Enabled: true };
    const prefer = new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings });
    expect(await refusal(shop.sdk.send(prefer))).toBe(
      "InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );
  });

  it("anew keeps the old one in force until a code of the new one was shown", async () => {
    const shop = await shopWithTotp();
    const { AuthenticationResult } = await answer(shop, await challenge(shop), codeAfter(shop, 0));
    const AccessToken = AuthenticationResult?.AccessToken;
    await shop.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    shop.clock.advance(STEP);
    expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, 0)))).toBe("accepted");
  });

  it("is not offered by pools without MFA", async () => {
    const shop = await openShop({ pool: { MfaConfiguration: "OFF" } });
    await shop.addUser(EMAIL);
    const { AccessToken } = await shop.tokens(EMAIL);
    expect(await refusal(shop.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken })))).toBe(
      "SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool",
    );
  });

  it("is part of the first sign-in where the pool demands MFA", async () => {
    const shop = await openShop({ pool: { MfaConfiguration: "ON" } });
    await shop.addUser(EMAIL);
    const first = await shop.signIn(EMAIL);
    expect(first.ChallengeName).toBe("MFA_SETUP");
    expect(first.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["SOFTWARE_TOKEN_MFA"]');
    const { SecretCode = "", Session } = await shop.sdk.send(
      new AssociateSoftwareTokenCommand({ Session: first.Session }),
    );
    const finish = (session: string | undefined) =>
      shop.sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId: CLIENT,
          ChallengeName: "MFA_SETUP",
          Session: session,
          ChallengeResponses: { USERNAME: EMAIL },
        }),
      );
    expect(await refusal(finish(Session))).toMatch(/^InvalidParameterException/);
    const UserCode = codeAt(Math.floor(shop.clock.now() / STEP), SecretCode);
    const verified = await shop.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
    expect(verified.Status).toBe("SUCCESS");
    const { AuthenticationResult } = await finish(verified.Session);
    expect(await shop.whoAmI(AuthenticationResult?.AccessToken)).toBe(EMAIL);
    expect((await shop.signIn(EMAIL)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });
});

describe("answering the TOTP challenge", () => {
  it("takes the code of this step and of its neighbours, no others", async () => {
    for (const steps of [-1, 0, 1]) {
      const shop = await shopWithTotp();
      expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, steps)))).toBe("accepted");
    }
    for (const steps of [-2, 2]) {
      const shop = await shopWithTotp();
      expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, steps)))).toBe(MISMATCH);
    }
  });

  it("refuses a code that was used, in the same and in another sign-in, and every older one", async () => {
    const shop = await shopWithTotp();
    const code = codeAfter(shop, 0);
    const session = await challenge(shop);
    await answer(shop, session, code);
    expect(await refusal(answer(shop, session, code))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const used = "ExpiredCodeException: Your software token has already been used once.";
    expect(await refusal(answer(shop, await challenge(shop), code))).toBe(used);
    expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, -1)))).toBe(used);
    expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, 1)))).toBe("accepted");
  });

  it("accepts one code once when it is sent twice at the same time", async () => {
    const shop = await shopWithTotp();
    const [one, two] = [await challenge(shop), await challenge(shop)];
    const code = codeAfter(shop, 0);
    const outcomes = await Promise.all([refusal(answer(shop, one, code)), refusal(answer(shop, two, code))]);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  });

  it("lets a mistyped code be corrected in the same session", async () => {
    const shop = await shopWithTotp();
    const session = await challenge(shop);
    expect(await refusal(answer(shop, session, codeAfter(shop, 5)))).toBe(MISMATCH);
    expect(await refusal(answer(shop, session, codeAfter(shop, 0)))).toBe("accepted");
  });

  it("is locked out after five wrong codes, and new sign-ins with the password do not unlock it", async () => {
    const shop = await shopWithTotp();
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await refusal(answer(shop, await challenge(shop), codeAfter(shop, 10 + guess)))).toBe(MISMATCH);
    }
    expect(await refusal(challenge(shop))).toBe("NotAuthorizedException: Password attempts exceeded");
    shop.clock.advance(1000);
    const session = await challenge(shop);
    expect(await refusal(answer(shop, session, codeAfter(shop, 10)))).toBe(MISMATCH);
    expect(await refusal(answer(shop, session, codeAfter(shop, 0)))).toBe(
      "NotAuthorizedException: Password attempts exceeded",
    );
  });

  it("expires after three minutes", async () => {
    const shop = await shopWithTotp();
    const session = await challenge(shop);
    shop.clock.advance(180_000);
    expect(await refusal(answer(shop, session, codeAfter(shop, 0)))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  it("is not asked for any more once support has switched MFA off for a lost phone", async () => {
    const shop = await shopWithTotp();
    await shop.sdk.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: POOL,
        Username: EMAIL,
        SoftwareTokenMfaSettings: { Enabled: false },
      }),
    );
    expect((await shop.signIn(EMAIL, PASSWORD)).AuthenticationResult).toBeDefined();
  });
});

describe("the code shown on the demo page", () => {
  it("is always one that the sign-in takes, even twice within one step", async () => {
    const shop = await shopWithTotp();
    for (let time = 0; time < 2; time += 1) {
      const code = shop.cognito.totpCode(POOL, EMAIL);
      expect(await refusal(answer(shop, await challenge(shop), code))).toBe("accepted");
    }
  });

  it("is missing for users without an authenticator", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    expect(shop.cognito.totpCode(POOL, EMAIL)).toBeUndefined();
  });
});
