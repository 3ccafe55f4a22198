import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MeteredCall } from "@tradewind/local-cloud";
import { Client, TestShop } from "../../support/shop.ts";
import { Person } from "./support.ts";

describe("a second factor", () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop.stop());

  const as = (token: string) => new Client(shop.shop.url, token);
  const seconds = (count: number) => shop.clock?.advanceTo(shop.clock.now() + count * 1000);
  const orders = (token: string) => as(token).get("/orders");

  it("is enrolled with a code, required at each later sign-in, and opens /orders", async () => {
    const ada = new Person(shop, "ada@example.com");
    await ada.signUp();
    const { body: before } = await ada.signIn();
    expect((await orders(before.accessToken)).status).toBe(403);
    expect((await as(before.accessToken).get("/cart")).status).toBe(200);
    const enrolled = await as(before.accessToken).call("POST", "/auth/mfa/enroll");
    expect(enrolled.body.uri).toBe(
      `otpauth://totp/Tradewind?secret=${enrolled.body.secret}&issuer=Tradewind`,
    );
    const codes = await ada.enrol(before);
    expect(new Set(codes).size).toBe(10);
    const challenged = await ada.signIn();
    expect(challenged.body).toEqual({ challenge: "SOFTWARE_TOKEN_MFA", session: expect.any(String) });
    const { session } = challenged.body;
    const answered = await ada.post("/auth/mfa/challenge", { session, code: ada.totp() });
    expect((await orders(answered.body.accessToken)).status).toBe(200);
    const me = await as(answered.body.accessToken).get("/auth/me");
    expect(me.body.mfa).toEqual({ enrolled: true, passed: true });
  });

  it("ends the sessions that began without it, and a refresh does not restore them", async () => {
    const bea = new Person(shop, "bea@example.com");
    await bea.signUp();
    const { body: elsewhere } = await bea.signIn();
    seconds(30);
    const { body: here } = await bea.signIn();
    await bea.enrol(here);
    expect((await bea.post("/auth/refresh", { refreshToken: elsewhere.refreshToken })).status).toBe(401);
    expect((await as(elsewhere.accessToken).get("/cart")).status).toBe(401);
  });

  it("can be enrolled only shortly after a sign-in, not by an old session", async () => {
    const dan = new Person(shop, "dan@example.com");
    await dan.signUp();
    const { body: open } = await dan.signIn();
    seconds(16 * 60);
    const { body: refreshed } = await dan.post("/auth/refresh", { refreshToken: open.refreshToken });
    for (const { accessToken } of [open, refreshed])
      expect((await as(accessToken).call("POST", "/auth/mfa/enroll")).body.code).toBe("auth.sign_in_again");
    const { body: fresh } = await dan.signIn();
    expect((await as(fresh.accessToken).call("POST", "/auth/mfa/enroll")).status).toBe(200);
  });

  it("counts only for sessions that began after its enrolment", async () => {
    // A crash during the enrolment leaves the account's sessions open, as here.
    const { id: UserPoolId } = shop.shop.links.get("UserPool") as { id: string };
    const cyn = new Person(shop, "cyn@example.com");
    await cyn.signUp();
    const { body: early } = await cyn.signIn();
    seconds(30);
    const since = String(Math.floor((shop.clock?.now() ?? 0) / 1000));
    const UserAttributes = [{ Name: "custom:mfaSince", Value: since }];
    await shop.shop.cloud.call("cognito-idp", "AdminUpdateUserAttributes", {
      UserPoolId,
      Username: cyn.email,
      UserAttributes,
    });
    const { body: refreshed } = await cyn.post("/auth/refresh", { refreshToken: early.refreshToken });
    expect((await as(refreshed.accessToken).get("/cart")).status).toBe(200);
    expect((await orders(refreshed.accessToken)).status).toBe(403);
    const { body: late } = await cyn.signIn();
    expect((await orders(late.accessToken)).status).toBe(200);
  });

  it("accepts each code once, and counts wrong codes", async () => {
    const dan = new Person(shop, "dan@example.com");
    await dan.signUp();
    await dan.enrol((await dan.signIn()).body);
    const first = (await dan.signIn()).body.session;
    const second = (await dan.signIn()).body.session;
    const code = dan.totp();
    const wrong = code === "000000" ? "000001" : "000000";
    expect((await dan.post("/auth/mfa/challenge", { session: first, code: wrong })).body.code).toBe(
      "auth.code_invalid",
    );
    expect((await dan.post("/auth/mfa/challenge", { session: first, code })).status).toBe(200);
    const replayed = await dan.post("/auth/mfa/challenge", { session: second, code });
    expect(replayed).toMatchObject({ status: 400, body: { code: "auth.code_invalid" } });
    const again = await dan.post("/auth/mfa/challenge", { session: first, code: dan.totp() });
    expect(again).toMatchObject({ status: 401, body: { code: "auth.session_invalid" } });
  });

  it("refuses a challenge session that is forged, changed or three minutes old", async () => {
    const eve = new Person(shop, "eve@example.com");
    await eve.signUp();
    await eve.enrol((await eve.signIn()).body);
    const { session } = (await eve.signIn()).body;
    const [text = "", mac = ""] = session.split(".");
    const other = JSON.parse(Buffer.from(text, "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...other, userId: "another" })).toString("base64url");
    for (const bad of [`${forged}.${mac}`, `${text}.${mac.slice(0, -2)}AA`, "a".repeat(40)]) {
      const { body } = await eve.post("/auth/mfa/challenge", { session: bad, code: eve.totp() });
      expect(body.code).toBe("auth.session_invalid");
    }
    seconds(180);
    const late = await eve.post("/auth/mfa/challenge", { session, code: eve.totp() });
    expect(late.body.code).toBe("auth.session_invalid");
  });

  it("is removed by a recovery code with the password, once, and not by the access token", async () => {
    const fay = new Person(shop, "fay@example.com");
    await fay.signUp();
    const [recoveryCode = ""] = await fay.enrol((await fay.signIn()).body);
    const tokens = await fay.signInWithTotp();
    expect((await as(tokens.accessToken).call("POST", "/auth/mfa/enroll")).body.code).toBe(
      "auth.mfa_enrolled",
    );
    // This call goes directly to Cognito.
    const off = { AccessToken: tokens.accessToken, SoftwareTokenMfaSettings: { Enabled: false } };
    await expect(shop.shop.cloud.call("cognito-idp", "SetUserMFAPreference", off)).rejects.toThrow(/scopes/);
    const { session } = (await fay.signIn()).body;
    const guess = await fay.post("/auth/mfa/recover", {
      session,
      recoveryCode: "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa",
    });
    expect(guess.body.code).toBe("auth.code_invalid");
    seconds(60);
    expect((await fay.post("/auth/mfa/recover", { session, recoveryCode })).status).toBe(204);
    expect((await fay.post("/auth/mfa/recover", { session, recoveryCode })).body.code).toBe(
      "auth.code_invalid",
    );
    expect((await fay.post("/auth/refresh", { refreshToken: tokens.refreshToken })).status).toBe(401);
    const { body: single } = await fay.signIn();
    expect((await orders(single.accessToken)).status).toBe(403);
    // Each code works once.
    seconds(60);
    await fay.enrol(single);
    expect((await orders((await fay.signInWithTotp()).accessToken)).status).toBe(200);
  });

  it("costs two AWS round trips, as the password does", async () => {
    const gus = new Person(shop, "gus@example.com");
    await gus.signUp();
    await gus.enrol((await gus.signIn()).body);
    const calls: MeteredCall[] = [];
    const stop = shop.shop.meter.tap((call) => calls.push(call));
    await gus.signInWithTotp();
    stop();
    const of = (caller: string) =>
      calls
        .filter((call) => call.caller === caller && call.service !== "lambda")
        .map(({ operation }) => operation);
    expect(of("SignIn")).toEqual(["UpdateItem", "InitiateAuth"]);
    expect(of("AnswerMfaChallenge")).toEqual(["UpdateItem", "RespondToAuthChallenge"]);
  });
});
