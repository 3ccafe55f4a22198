import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  ConfirmSignUpCommand,
  GlobalSignOutCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CLIENT, claimsOf, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "cognito-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
});

/** Opens the same data folder as a new process would. Only durable state remains. */
async function restart(shop: Shop): Promise<Shop> {
  shop.kernel.store.close();
  return openShop({ data, clock: shop.clock });
}

describe("after a restart", () => {
  it("tokens, groups and keys are what they were, and rotation goes on", async () => {
    const before = await openShop({ data });
    await before.addUser(EMAIL);
    await before.cognito.defineGroup({ poolId: POOL, name: "customer" });
    const join = { UserPoolId: POOL, Username: EMAIL, GroupName: "customer" };
    await before.sdk.send(new AdminAddUserToGroupCommand(join));
    const first = await before.tokens(EMAIL);
    const second = await before.refresh(first.RefreshToken);
    const keys = before.cognito.jwks(POOL);

    const after = await restart(before);
    expect(after.cognito.jwks(POOL)).toEqual(keys);
    expect(await after.whoAmI(first.AccessToken)).toBe(EMAIL);
    const third = await after.refresh(second.RefreshToken);
    expect(claimsOf(third.AccessToken)["cognito:groups"]).toEqual(["customer"]);
    after.clock.advance(10_000);
    expect(await refusal(after.refresh(first.RefreshToken))).toMatch(/^RefreshTokenReuseException/);

    const last = await restart(after);
    expect(await refusal(last.refresh(third.RefreshToken))).toMatch(/has been revoked$/);
    last.kernel.store.close();
  });

  it("who was signed out stays signed out, and who was locked out stays locked out", async () => {
    const before = await openShop({ data });
    await before.addUser(EMAIL);
    await before.addUser("grace@example.com");
    const { AccessToken, RefreshToken } = await before.tokens(EMAIL);
    await before.sdk.send(new GlobalSignOutCommand({ AccessToken }));
    for (let time = 0; time < 5; time += 1)
      await refusal(before.signIn("grace@example.com", "Wrong-horse-1"));

    const after = await restart(before);
    expect(await refusal(after.whoAmI(AccessToken))).toMatch(/has been revoked$/);
    expect(await refusal(after.refresh(RefreshToken))).toMatch(/has been revoked$/);
    expect(await refusal(after.signIn("grace@example.com"))).toMatch(/Password attempts exceeded$/);
    after.kernel.store.close();
  });

  it("a code that was mailed is still good, and a challenge still open", async () => {
    const before = await openShop({ data });
    await before.addUser("grace@example.com");
    await before.enrolTotp("grace@example.com");
    const { Session } = await before.signIn("grace@example.com");
    await before.sdk.send(new SignUpCommand({ ClientId: CLIENT, Username: EMAIL, Password: PASSWORD }));
    const ConfirmationCode = await before.codeFor(EMAIL);

    const after = await restart(before);
    await after.sdk.send(new ConfirmSignUpCommand({ ClientId: CLIENT, Username: EMAIL, ConfirmationCode }));
    const code = after.cognito.totpCode(POOL, "grace@example.com") ?? "";
    const answer = new RespondToAuthChallengeCommand({
      ClientId: CLIENT,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME: "grace@example.com", SOFTWARE_TOKEN_MFA_CODE: code },
    });
    expect(await refusal(after.sdk.send(answer))).toBe("accepted");

    const last = await restart(after);
    expect(await refusal(last.sdk.send(answer))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    last.kernel.store.close();
  });
});

it("neither passwords nor codes nor refresh tokens nor sessions lie in the data folder", async () => {
  const shop = await openShop({ data });
  await shop.addUser(EMAIL);
  await shop.enrolTotp(EMAIL);
  const { Session = "none" } = await shop.signIn(EMAIL);
  await shop.addUser("grace@example.com");
  const { RefreshToken = "none" } = await shop.tokens("grace@example.com");
  shop.kernel.store.close();
  const stored = readdirSync(data).map((file) => readFileSync(join(data, file), "latin1"));
  const everything = stored.join("");
  expect(everything).toContain(EMAIL);
  for (const secret of [PASSWORD, RefreshToken, Session]) expect(everything).not.toContain(secret);
});

it("every call is metered by operation", async () => {
  const shop = await openShop();
  await shop.addUser(EMAIL);
  await shop.tokens(EMAIL);
  const total = shop.kernel.meter.totals().find(({ operation }) => operation === "InitiateAuth");
  expect(total).toMatchObject({ service: "cognito-idp", calls: 1, units: { requests: 1 } });
});

it("malformed requests are answered with errors of AWS's kind", async () => {
  const shop = await openShop();
  const operations = [
    "SignUp",
    "InitiateAuth",
    "RespondToAuthChallenge",
    "GetUser",
    "CreateUserPoolClient",
    "X",
  ];
  const members = [
    "ClientId",
    "Username",
    "Password",
    "AuthFlow",
    "AuthParameters",
    "AccessToken",
    "UserPoolId",
  ];
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(CLIENT, POOL, "USER_PASSWORD_AUTH", "a.b.c"));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.oneof(
        fc.dictionary(fc.constantFrom(...members), value).map((body) => JSON.stringify(body)),
        fc.string(),
      ),
      async (operation, body) => {
        const { status } = await shop.cognito.service.handle({
          method: "POST",
          path: "/",
          query: new URLSearchParams(),
          headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
          body: Buffer.from(body),
        });
        expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
