import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { DEFAULT_COST, SecretHasher } from "../../../../packages/local-cloud/src/cognito/passwords.ts";
import { CLIENT, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const NEXT = "Another-horse-2";
const WRONG = "NotAuthorizedException: Incorrect username or password.";
const LIMIT = "LimitExceededException: Attempt limit exceeded, please try after some time.";

async function shopWithAda(options?: Parameters<typeof openShop>[0]): Promise<Shop> {
  const shop = await openShop(options);
  await shop.addUser(EMAIL);
  return shop;
}

const forgot = (shop: Shop, Username = EMAIL) =>
  shop.sdk.send(new ForgotPasswordCommand({ ClientId: CLIENT, Username }));
const reset = (shop: Shop, ConfirmationCode: string, Username = EMAIL) =>
  shop.sdk.send(
    new ConfirmForgotPasswordCommand({ ClientId: CLIENT, Username, ConfirmationCode, Password: NEXT }),
  );

describe("a forgotten password", () => {
  it("is replaced with the mailed code, once", async () => {
    const shop = await shopWithAda();
    const { CodeDeliveryDetails } = await forgot(shop);
    expect(CodeDeliveryDetails?.Destination).toBe("a***@e***");
    const code = await shop.codeFor(EMAIL);
    await reset(shop, code);
    expect(await refusal(shop.signIn(EMAIL))).toBe(WRONG);
    expect(await refusal(shop.signIn(EMAIL, NEXT))).toBe("accepted");
    expect(await refusal(reset(shop, code))).toBe(
      "ExpiredCodeException: Invalid code provided, please request a code again.",
    );
  });

  it("can be replaced by one of two requests that bring the code together", async () => {
    const shop = await shopWithAda();
    await forgot(shop);
    const code = await shop.codeFor(EMAIL);
    const outcomes = await Promise.all([refusal(reset(shop, code)), refusal(reset(shop, code))]);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  });

  it("cannot be replaced after an hour, nor with the code before the newest", async () => {
    const shop = await shopWithAda();
    await forgot(shop);
    const first = await shop.codeFor(EMAIL);
    shop.clock.advance(3_600_000);
    expect(await refusal(reset(shop, first))).toMatch(/^ExpiredCodeException/);
    await forgot(shop);
    const second = await shop.codeFor(EMAIL);
    if (second !== first) expect(await refusal(reset(shop, first))).toMatch(/^CodeMismatchException/);
    expect(await refusal(reset(shop, second))).toBe("accepted");
  });

  it("allows five guesses an hour, also when they come together", async () => {
    const shop = await shopWithAda();
    await forgot(shop);
    const code = await shop.codeFor(EMAIL);
    const guesses = Array.from({ length: 20 }, (_, index) =>
      refusal(reset(shop, String((Number(code) + index + 1) % 1_000_000).padStart(6, "0"))),
    );
    const outcomes = await Promise.all(guesses);
    expect(outcomes.filter((outcome) => outcome.startsWith("CodeMismatchException"))).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === LIMIT)).toHaveLength(15);
    expect(await refusal(reset(shop, code))).toBe(LIMIT);
  });

  it("is answered alike with and without an account, for requests, guesses and their limits", async () => {
    const shop = await shopWithAda();
    const unknown = "another@example.com";
    const known = await forgot(shop);
    expect((await forgot(shop, unknown)).CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    const wrong = (await shop.codeFor(EMAIL)) === "000000" ? "000001" : "000000";
    for (let guess = 0; guess < 6; guess += 1) {
      expect(await refusal(reset(shop, wrong, unknown))).toBe(await refusal(reset(shop, wrong)));
    }
    for (let request = 0; request < 5; request += 1) {
      expect(await refusal(forgot(shop, unknown))).toBe(await refusal(forgot(shop)));
    }
    expect(shop.mails.filter(({ to }) => to === unknown)).toEqual([]);
  });

  it("sends nothing to unverified or disabled accounts, and does not say so", async () => {
    const shop = await shopWithAda();
    const user = { UserPoolId: POOL, Username: EMAIL };
    const UserAttributes = [{ Name: "email_verified", Value: "false" }];
    await shop.sdk.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
    expect(await refusal(forgot(shop))).toBe("accepted");
    await shop.sdk.send(new AdminDisableUserCommand(user));
    expect(await refusal(forgot(shop))).toBe("accepted");
    await shop.kernel.activity.idle();
    expect(shop.mails).toEqual([]);
  });

  it("is told apart from an unknown user where the client asks for that", async () => {
    const shop = await shopWithAda({ client: { PreventUserExistenceErrors: "LEGACY" } });
    expect(await refusal(forgot(shop, "nobody@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });

  it("does not bring back an account that is deleted meanwhile", async () => {
    const shop = await shopWithAda();
    const user = { UserPoolId: POOL, Username: EMAIL };
    const request = refusal(forgot(shop));
    await shop.sdk.send(new AdminDeleteUserCommand(user));
    await request;
    expect(await refusal(shop.sdk.send(new AdminGetUserCommand(user)))).toMatch(/^UserNotFoundException/);
  });

  it("can be forced by an administrator", async () => {
    const shop = await shopWithAda();
    await shop.sdk.send(new AdminResetUserPasswordCommand({ UserPoolId: POOL, Username: EMAIL }));
    expect(await refusal(shop.signIn(EMAIL))).toBe(
      "PasswordResetRequiredException: Password reset required for the user",
    );
    await reset(shop, await shop.codeFor(EMAIL));
    expect(await refusal(shop.signIn(EMAIL, NEXT))).toBe("accepted");
  });
});

describe("changing the password", () => {
  const change = (shop: Shop, AccessToken: string | undefined, PreviousPassword: string, next = NEXT) =>
    refusal(
      shop.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: next })),
    );

  it("needs the old one and a good new one", async () => {
    const shop = await shopWithAda();
    const { AccessToken } = await shop.tokens(EMAIL);
    expect(await change(shop, AccessToken, "Wrong-horse-1")).toBe(WRONG);
    expect(await change(shop, AccessToken, PASSWORD, "weak")).toMatch(/^InvalidPasswordException/);
    expect(await change(shop, AccessToken, PASSWORD)).toBe("accepted");
    expect(await refusal(shop.signIn(EMAIL, NEXT))).toBe("accepted");
  });

  it("is refused for an hour after five wrong guesses of the old one", async () => {
    const shop = await shopWithAda();
    const { AccessToken } = await shop.tokens(EMAIL);
    for (let guess = 0; guess < 5; guess += 1) await change(shop, AccessToken, "Wrong-horse-1");
    expect(await change(shop, AccessToken, PASSWORD)).toBe(LIMIT);
  });
});

describe("stored passwords", () => {
  it("are salted scrypt hashes that state their cost, so that the cost can be raised later", async () => {
    const [low, high] = [new SecretHasher({ N: 16, r: 1, p: 1 }), new SecretHasher({ N: 64, r: 8, p: 1 })];
    const [one, two] = [await low.hash(PASSWORD), await low.hash(PASSWORD)];
    expect(one).toMatch(/^16\$1\$1\$/);
    expect(one).not.toBe(two);
    expect(one).not.toContain(PASSWORD);
    expect(await high.matches(PASSWORD, one)).toBe(true);
    expect(await high.matches(NEXT, one)).toBe(false);
  });

  it("take as long to check for nobody as for somebody", async () => {
    const hasher = new SecretHasher(DEFAULT_COST);
    const hash = await hasher.hash(PASSWORD);
    // The fastest of several alternating runs, so that other load on the machine affects both
    // alike.
    let [somebody, nobody] = [Infinity, Infinity];
    const time = async (stored: string | undefined) => {
      const start = performance.now();
      await hasher.matches(NEXT, stored);
      return performance.now() - start;
    };
    for (let run = 0; run < 8; run += 1) {
      somebody = Math.min(somebody, await time(hash));
      nobody = Math.min(nobody, await time(undefined));
    }
    expect(nobody).toBeGreaterThan(somebody / 2);
    expect(nobody).toBeLessThan(somebody * 2);
  });
});
