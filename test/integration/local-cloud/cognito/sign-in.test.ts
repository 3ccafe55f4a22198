import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { CLIENT, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const LOCKED = "NotAuthorizedException: Password attempts exceeded";

async function shopWithAda(options?: Parameters<typeof openShop>[0]): Promise<Shop> {
  const shop = await openShop(options);
  await shop.addUser(EMAIL);
  return shop;
}

/** Fails `times` times and waits until each lock ends. */
async function fail(shop: Shop, times: number, email = EMAIL): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) {
    expect(await refusal(shop.signIn(email, "Wrong-horse-1"))).toBe(WRONG);
  }
}

describe("signing in with a password", () => {
  it("gives tokens whatever the case of the address", async () => {
    const shop = await shopWithAda();
    const { AuthenticationResult, ChallengeParameters } = await shop.signIn("ADA@example.COM");
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    expect(ChallengeParameters).toEqual({});
    expect(await shop.whoAmI(AuthenticationResult?.AccessToken)).toBe(EMAIL);
  });

  it("refuses a wrong password and an unknown address in the same words", async () => {
    const shop = await shopWithAda();
    expect(await refusal(shop.signIn(EMAIL, "Wrong-horse-1"))).toBe(WRONG);
    expect(await refusal(shop.signIn("nobody@example.com"))).toBe(WRONG);
  });

  it("names an unknown user only where the client asks for that", async () => {
    const shop = await shopWithAda({ client: { PreventUserExistenceErrors: "LEGACY" } });
    expect(await refusal(shop.signIn("nobody@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });

  it("tells a disabled user so only after the right password", async () => {
    const shop = await shopWithAda();
    await shop.sdk.send(new AdminDisableUserCommand({ UserPoolId: POOL, Username: EMAIL }));
    expect(await refusal(shop.signIn(EMAIL))).toBe("NotAuthorizedException: User is disabled.");
    expect(await refusal(shop.signIn(EMAIL, "Wrong-horse-1"))).toBe(WRONG);
  });

  it("is refused through flows the client did not enable", async () => {
    const shop = await shopWithAda({ client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } });
    expect(await refusal(shop.signIn(EMAIL))).toBe(
      "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client",
    );
  });

  it("works for administrators with their own flow", async () => {
    const shop = await shopWithAda();
    const { AuthenticationResult } = await shop.sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: POOL,
        ClientId: CLIENT,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: EMAIL, PASSWORD },
      }),
    );
    expect(AuthenticationResult?.RefreshToken).toBeDefined();
  });

  it("wants the secret hash from a client with a secret", async () => {
    const shop = await shopWithAda();
    const ClientId = "backoffice";
    const secret = { poolId: POOL, clientId: ClientId, clientSecret: "s3cret" };
    await shop.cognito.defineClient({ ...secret, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
    const signIn = (hash: Record<string, string>) =>
      refusal(
        shop.sdk.send(
          new InitiateAuthCommand({
            AuthFlow: "USER_PASSWORD_AUTH",
            ClientId,
            AuthParameters: { USERNAME: EMAIL, PASSWORD, ...hash },
          }),
        ),
      );
    const hash = createHmac("sha256", "s3cret")
      .update(EMAIL + ClientId)
      .digest("base64");
    expect(await signIn({})).toBe(
      "NotAuthorizedException: Client backoffice is configured with secret but SECRET_HASH was not received",
    );
    expect(await signIn({ SECRET_HASH: hash.toUpperCase() })).toBe(
      "NotAuthorizedException: SecretHash does not match for the client: backoffice",
    );
    expect(await signIn({ SECRET_HASH: hash })).toBe("accepted");
  });
});

describe("brute force", () => {
  it("is locked out after five failures, for a second first and twice as long after each further failure", async () => {
    const shop = await shopWithAda();
    await fail(shop, 5);
    for (const lock of [1000, 2000, 4000, 8000]) {
      expect(await refusal(shop.signIn(EMAIL))).toBe(LOCKED);
      shop.clock.advance(lock - 1);
      expect(await refusal(shop.signIn(EMAIL))).toBe(LOCKED);
      shop.clock.advance(1);
      await fail(shop, 1);
    }
  });

  it("is never locked out for more than 15 minutes", async () => {
    const shop = await shopWithAda();
    await fail(shop, 5);
    for (let failure = 0; failure < 12; failure += 1) {
      // An attempt while locked keeps the failure count alive and does not lengthen the lock.
      shop.clock.advance(Math.min(2 ** failure, 900) * 1000 - 1);
      expect(await refusal(shop.signIn(EMAIL))).toBe(LOCKED);
      shop.clock.advance(1);
      await fail(shop, 1);
    }
    shop.clock.advance(15 * 60_000);
    expect(await refusal(shop.signIn(EMAIL))).toBe("accepted");
  });

  it("starts from nothing after a sign-in, and after 15 minutes without an attempt", async () => {
    const shop = await shopWithAda();
    await fail(shop, 4);
    await shop.signIn(EMAIL);
    await fail(shop, 5);
    expect(await refusal(shop.signIn(EMAIL))).toBe(LOCKED);
    shop.clock.advance(15 * 60_000);
    await fail(shop, 4);
    expect(await refusal(shop.signIn(EMAIL))).toBe("accepted");
  });

  it("gains nothing by guessing many at once", async () => {
    const shop = await shopWithAda();
    const guesses = Array.from({ length: 50 }, (_, index) =>
      refusal(shop.signIn(EMAIL, `Guess-number-${index}`)),
    );
    const outcomes = await Promise.all(guesses);
    expect(outcomes.filter((outcome) => outcome === WRONG)).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === LOCKED)).toHaveLength(45);
  });

  it("is answered alike for addresses without an account", async () => {
    const shop = await openShop();
    await fail(shop, 5, "nobody@example.com");
    expect(await refusal(shop.signIn("nobody@example.com"))).toBe(LOCKED);
  });

  it("of one account locks out no other", async () => {
    const shop = await shopWithAda();
    await shop.addUser("grace@example.com");
    await fail(shop, 5);
    expect(await refusal(shop.signIn("grace@example.com"))).toBe("accepted");
  });
});

describe("a temporary password", () => {
  const invite = (shop: Shop) =>
    shop.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: POOL,
        Username: EMAIL,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
  const mailed = (shop: Shop) => /password is (.*)\.$/.exec(shop.mails.at(-1)?.text ?? "")?.[1] ?? "none";
  const answer = (shop: Shop, Session: string | undefined, password: string) =>
    shop.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: CLIENT,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: password, "userAttributes.name": "Ada" },
      }),
    );

  it("is mailed, opens the challenge for a new one, and is then useless", async () => {
    const shop = await openShop();
    const { User } = await invite(shop);
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    const temporary = mailed(shop);
    const { ChallengeName, ChallengeParameters, Session } = await shop.signIn(EMAIL, temporary);
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: User?.Username, requiredAttributes: "[]" });

    expect(await refusal(answer(shop, Session, "weak"))).toMatch(/^InvalidPasswordException/);
    const { AuthenticationResult } = await answer(shop, Session, PASSWORD);
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(answer(shop, Session, PASSWORD))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    expect(await refusal(shop.signIn(EMAIL, temporary))).toBe(WRONG);
    expect(await refusal(shop.signIn(EMAIL))).toBe("accepted");
  });

  it("stops working after seven days, and can be renewed", async () => {
    const shop = await openShop();
    await invite(shop);
    const first = mailed(shop);
    shop.clock.advance(7 * 86_400_000);
    expect(await refusal(shop.signIn(EMAIL, first))).toBe(
      "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
    );
    const again = { UserPoolId: POOL, Username: EMAIL, MessageAction: "RESEND" } as const;
    await shop.sdk.send(new AdminCreateUserCommand(again));
    expect((await shop.signIn(EMAIL, mailed(shop))).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("cannot be renewed once the user has chosen a password", async () => {
    const shop = await shopWithAda();
    const again = { UserPoolId: POOL, Username: EMAIL, MessageAction: "RESEND" } as const;
    expect(await refusal(shop.sdk.send(new AdminCreateUserCommand(again)))).toMatch(
      /^UnsupportedUserStateException/,
    );
  });

  it("must be answered within the session's three minutes", async () => {
    const shop = await shopWithAda();
    const temporary = { UserPoolId: POOL, Username: EMAIL, Password: "Temporary-1!", Permanent: false };
    await shop.sdk.send(new AdminSetUserPasswordCommand(temporary));
    const { Session } = await shop.signIn(EMAIL, "Temporary-1!");
    shop.clock.advance(180_000);
    expect(await refusal(answer(shop, Session, PASSWORD))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  it("answers only for the user it was given to", async () => {
    const shop = await openShop();
    await invite(shop);
    await shop.addUser("grace@example.com");
    const { Session } = await shop.signIn(EMAIL, mailed(shop));
    const stolen = new RespondToAuthChallengeCommand({
      ClientId: CLIENT,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: "grace@example.com", NEW_PASSWORD: PASSWORD },
    });
    expect(await refusal(shop.sdk.send(stolen))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });
});
