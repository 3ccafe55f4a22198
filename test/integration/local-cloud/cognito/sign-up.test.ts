import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { CLIENT, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const HOUR = 3_600_000;

const signUp = (shop: Shop, email = EMAIL, password = PASSWORD) =>
  shop.sdk.send(
    new SignUpCommand({
      ClientId: CLIENT,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: "name", Value: "Ada" }],
    }),
  );
const confirm = (shop: Shop, code: string, email = EMAIL) =>
  shop.sdk.send(new ConfirmSignUpCommand({ ClientId: CLIENT, Username: email, ConfirmationCode: code }));
const resend = (shop: Shop, email = EMAIL) =>
  shop.sdk.send(new ResendConfirmationCodeCommand({ ClientId: CLIENT, Username: email }));
const account = (shop: Shop) => shop.sdk.send(new AdminGetUserCommand({ UserPoolId: POOL, Username: EMAIL }));

/** A code other than the one sent. */
const other = (code: string) => (code === "123456" ? "654321" : "123456");

describe("signing up", () => {
  it("mails a code, and the code makes the account usable and its address verified", async () => {
    const shop = await openShop();
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp(shop);
    expect(UserConfirmed).toBe(false);
    expect(UserSub).toMatch(/^[0-9a-f-]{36}$/);
    expect(CodeDeliveryDetails).toEqual({
      Destination: "a***@e***",
      DeliveryMedium: "EMAIL",
      AttributeName: "email",
    });
    expect(await refusal(shop.signIn(EMAIL))).toBe("UserNotConfirmedException: User is not confirmed.");

    await confirm(shop, await shop.codeFor(EMAIL));
    const { UserStatus, UserAttributes, Username } = await account(shop);
    expect(UserStatus).toBe("CONFIRMED");
    expect(Username).toBe(UserSub);
    expect(UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
    expect((await shop.signIn(EMAIL)).AuthenticationResult?.TokenType).toBe("Bearer");
  });

  it("refuses a second account for one address, however it is written", async () => {
    const shop = await openShop();
    await signUp(shop);
    const taken = "UsernameExistsException: An account with the given email already exists.";
    expect(await refusal(signUp(shop, "ADA@Example.com"))).toBe(taken);
  });

  it("gives an address to one of two sign-ups made at the same time", async () => {
    const shop = await openShop();
    const outcomes = await Promise.all([refusal(signUp(shop)), refusal(signUp(shop))]);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
  });

  it.each([
    ["Sh0rt-p", "Password not long enough"],
    ["lower-case-1", "Password must have uppercase characters"],
    ["UPPER-CASE-1", "Password must have lowercase characters"],
    ["No-numbers-here", "Password must have numeric characters"],
    ["NoSymbols123", "Password must have symbol characters"],
  ])("refuses the password %s", async (password, reason) => {
    const shop = await openShop();
    const text = `InvalidPasswordException: Password did not conform with policy: ${reason}`;
    expect(await refusal(signUp(shop, EMAIL, password))).toBe(text);
  });

  it("lets nobody verify an address by writing the flag", async () => {
    const shop = await openShop();
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    const call = new SignUpCommand({ ClientId: CLIENT, Username: EMAIL, Password: PASSWORD, UserAttributes });
    expect(await refusal(shop.sdk.send(call))).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
  });

  it("refuses attributes outside the schema", async () => {
    const shop = await openShop();
    const UserAttributes = [{ Name: "custom:tier", Value: "gold" }];
    const call = new SignUpCommand({ ClientId: CLIENT, Username: EMAIL, Password: PASSWORD, UserAttributes });
    expect(await refusal(shop.sdk.send(call))).toContain(
      "custom:tier: Attribute does not exist in the schema",
    );
  });

  it("is closed where only administrators create users", async () => {
    const shop = await openShop({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
    expect(await refusal(signUp(shop))).toBe(
      "NotAuthorizedException: SignUp is not permitted for this user pool",
    );
  });

  it("reports that the code could not be delivered", async () => {
    const shop = await openShop();
    shop.mails.push = () => {
      throw new Error("mailbox on fire");
    };
    expect(await refusal(signUp(shop))).toMatch(/^CodeDeliveryFailureException: .*mailbox on fire/);
  });
});

describe("confirming a sign-up", () => {
  it("refuses a wrong code and then takes the right one", async () => {
    const shop = await openShop();
    await signUp(shop);
    const code = await shop.codeFor(EMAIL);
    expect(await refusal(confirm(shop, other(code)))).toBe(
      "CodeMismatchException: Invalid verification code provided, please try again.",
    );
    expect(await refusal(confirm(shop, code))).toBe("accepted");
    expect(await refusal(confirm(shop, code))).toBe(
      "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
    );
  });

  it("gives up after five wrong codes, right ones included, until the hour is over", async () => {
    const shop = await openShop();
    await signUp(shop);
    const code = await shop.codeFor(EMAIL);
    for (let attempt = 0; attempt < 5; attempt += 1) await refusal(confirm(shop, other(code)));
    expect(await refusal(confirm(shop, code))).toMatch(/^TooManyFailedAttemptsException/);
    shop.clock.advance(HOUR);
    expect(await refusal(confirm(shop, code))).toBe("accepted");
  });

  it("refuses a code after a day, and takes the one that is sent instead", async () => {
    const shop = await openShop();
    await signUp(shop);
    const first = await shop.codeFor(EMAIL);
    shop.clock.advance(24 * HOUR);
    expect(await refusal(confirm(shop, first))).toBe(
      "ExpiredCodeException: Invalid code provided, please request a code again.",
    );
    await resend(shop);
    expect(await refusal(confirm(shop, await shop.codeFor(EMAIL)))).toBe("accepted");
  });

  it("answers for an unknown address as for a wrong code", async () => {
    const shop = await openShop();
    await signUp(shop);
    const wrong = other(await shop.codeFor(EMAIL));
    expect(await refusal(confirm(shop, wrong, "nobody@example.com"))).toBe(
      await refusal(confirm(shop, wrong)),
    );
  });

  it("is not needed when an administrator confirms", async () => {
    const shop = await openShop();
    await signUp(shop);
    await shop.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: POOL, Username: EMAIL }));
    expect((await shop.signIn(EMAIL)).AuthenticationResult).toBeDefined();
  });
});

describe("asking for another code", () => {
  it("answers alike for addresses with and without an account", async () => {
    const shop = await openShop();
    await signUp(shop);
    const [known, unknown] = [await resend(shop), await resend(shop, "another@example.com")];
    expect(unknown.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    await shop.kernel.activity.idle();
    expect(shop.mails.map(({ to }) => to)).toEqual([EMAIL, EMAIL]);
  });

  it("is limited to five an hour, whether or not the account exists", async () => {
    const shop = await openShop();
    await signUp(shop);
    for (const email of [EMAIL, "nobody@example.com"]) {
      for (let request = 0; request < 5; request += 1) await resend(shop, email);
      expect(await refusal(resend(shop, email))).toBe(
        "LimitExceededException: Attempt limit exceeded, please try after some time.",
      );
    }
  });
});
