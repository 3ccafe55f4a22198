import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, PASSWORD, TestShop } from "../../support/shop.ts";
import { Person } from "./support.ts";

describe("an account", () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop.stop());

  const as = (token: string) => new Client(shop.shop.url, token);
  const minutes = (count: number) => shop.clock?.advanceTo(shop.clock.now() + count * 60_000);

  it("is confirmed with a code that can be sent again", async () => {
    const ada = new Person(shop, "ada@example.com");
    expect(
      (await ada.post("/auth/sign-up", { email: ada.email, password: PASSWORD, name: "Ada" })).status,
    ).toBe(202);
    expect((await ada.signIn()).body.code).toBe("auth.email_unconfirmed");
    const first = ada.mailedCode();
    expect((await ada.post("/auth/resend", { email: ada.email })).status).toBe(202);
    if (ada.mailedCode() !== first)
      expect((await ada.post("/auth/confirm", { email: ada.email, code: first })).body.code).toBe(
        "auth.code_invalid",
      );
    expect((await ada.post("/auth/confirm", { email: ada.email, code: ada.mailedCode() })).status).toBe(204);
    const { body } = await ada.signIn();
    const me = await as(body.accessToken).get("/auth/me");
    expect(me.body).toMatchObject({ email: ada.email, name: "Ada", mfa: { enrolled: false, passed: false } });
  });

  it("gets a new name, which orders have after the next refresh", async () => {
    const eve = new Person(shop, "eve@example.com");
    await eve.signUp();
    const { body: session } = await eve.signIn();
    const client = as(session.accessToken);
    const changed = await client.call("PATCH", "/auth/me", { body: { name: "  Eve King " } });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ email: eve.email, name: "Eve King", groups: [], permissions: [] });
    expect((await client.get("/auth/me")).body).toEqual(changed.body);
    const { body: fresh } = await eve.post("/auth/refresh", { refreshToken: session.refreshToken });
    const [, claims = ""] = fresh.accessToken.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ name: "Eve King" });
    const empty = await client.call("PATCH", "/auth/me", { body: { name: " " } });
    expect(empty.body.errors).toEqual([expect.objectContaining({ pointer: "/body/name" })]);
  });

  it("is not revealed to a stranger who signs up, asks for a code or resets a password", async () => {
    const owner = new Person(shop, "owner@example.com");
    await owner.signUp();
    const stranger = new Person(shop, "nobody@example.com");
    const before = owner.mails();
    const answerTo = async (email: string, path: string, more: object = {}) => {
      const { status, body } = await owner.post(path, { email, ...more });
      return {
        status,
        body: JSON.stringify(body)
          .replace(email, "…")
          .replace(/"correlationId":"[^"]+"/, ""),
      };
    };
    const code = { code: "000000" };
    for (const [path, more] of [
      ["/auth/sign-up", { password: "Another-password-1", name: "Eve" }],
      ["/auth/resend", {}],
      ["/auth/forgot-password", {}],
      ["/auth/confirm", code],
      ["/auth/reset-password", { ...code, password: "Another-password-1" }],
      ["/auth/sign-in", { password: "wrong-password" }],
    ] as const) {
      const missing = path === "/auth/sign-up" ? "fresh@example.com" : stranger.email;
      expect([path, await answerTo(owner.email, path, more)]).toEqual([
        path,
        await answerTo(missing, path, more),
      ]);
    }
    // The owner gets a mail and keeps the password.
    expect(owner.mails()).toBeGreaterThan(before);
    expect((await owner.signIn()).status).toBe(200);
  });

  it("gets a new password with a mailed code, which ends all its sessions", async () => {
    const bea = new Person(shop, "bea@example.com");
    await bea.signUp();
    const { body: old } = await bea.signIn();
    minutes(1);
    await bea.post("/auth/forgot-password", { email: bea.email });
    const reset = { email: bea.email, code: bea.mailedCode(), password: "Entirely-new-password" };
    expect((await bea.post("/auth/reset-password", { ...reset, password: "short" })).body.code).toBe(
      "auth.password_weak",
    );
    expect((await bea.post("/auth/reset-password", reset)).status).toBe(204);
    expect((await bea.signIn()).body.code).toBe("auth.credentials_invalid");
    expect((await bea.post("/auth/refresh", { refreshToken: old.refreshToken })).body.code).toBe(
      "auth.token_invalid",
    );
    expect((await as(old.accessToken).get("/auth/me")).status).toBe(401);
    expect((await bea.signIn("Entirely-new-password")).status).toBe(200);
  });

  it("changes its password with the current one, which ends its sessions and keeps the second factor", async () => {
    const eli = new Person(shop, "eli@example.com");
    await eli.signUp();
    await eli.enrol((await eli.signIn()).body);
    const elsewhere = await eli.signInWithTotp();
    minutes(1);
    const here = await eli.signInWithTotp();
    minutes(1);
    const change = (currentPassword: string, newPassword: string) =>
      as(here.accessToken).call("POST", "/auth/password", { body: { currentPassword, newPassword } });
    const wrong = await change("wrong-password", "Entirely-new-password");
    expect([wrong.status, wrong.body.code]).toEqual([422, "auth.password_incorrect"]);
    expect((await change(PASSWORD, "short")).body.code).toBe("auth.password_weak");
    expect((await change(PASSWORD, "Entirely-new-password")).status).toBe(204);
    // The gateway caches the authorizer's decision on this token for a minute.
    minutes(1);
    for (const { accessToken, refreshToken } of [here, elsewhere]) {
      expect((await as(accessToken).get("/auth/me")).status).toBe(401);
      expect((await eli.post("/auth/refresh", { refreshToken })).body.code).toBe("auth.token_invalid");
    }
    expect((await eli.signIn()).body.code).toBe("auth.credentials_invalid");
    expect((await eli.signIn("Entirely-new-password")).body.challenge).toBe("SOFTWARE_TOKEN_MFA");
    const fred = new Person(shop, "fred@example.com");
    await fred.signUp();
    const { body: single } = await fred.signIn();
    const body = { currentPassword: PASSWORD, newPassword: "Entirely-new-password" };
    expect((await as(single.accessToken).call("POST", "/auth/password", { body })).status).toBe(204);
    expect((await fred.signIn("Entirely-new-password")).status).toBe(200);
  });

  it("refuses a password that is little more than the shop's name or a role", async () => {
    const fay = new Person(shop, "fay@example.com");
    const code = async (password: string) =>
      (await fay.post("/auth/sign-up", { email: fay.email, password, name: "Fay" })).body.code;
    for (const password of ["Tradewind-2026", "tr4d3w1nd-Shop-1", "admin-customer"])
      expect([password, await code(password)]).toEqual([password, "auth.password_weak"]);
    expect(await code("Tradewind carries tea")).toBeUndefined();
  });

  it("loses a session after two weeks without a refresh, and keeps a refreshed one", async () => {
    // Weeks pass in this test.
    await shop.stopSweeps();
    const gus = new Person(shop, "gus@example.com");
    await gus.signUp();
    const { body: forgotten } = await gus.signIn();
    let { body: used } = await gus.signIn();
    for (let week = 0; week < 2; week += 1) {
      minutes(7 * 24 * 60);
      ({ body: used } = await gus.post("/auth/refresh", { refreshToken: used.refreshToken }));
    }
    expect(used.accessToken).toEqual(expect.any(String));
    const { refreshToken } = forgotten;
    expect((await gus.post("/auth/refresh", { refreshToken })).body.code).toBe("auth.token_invalid");
  });

  it("allows twenty attempts in five minutes, even at once, and gives the time of the next attempt", async () => {
    const kim = new Person(shop, "kim@example.com");
    await kim.signUp();
    const answers = await Promise.all(Array.from({ length: 40 }, () => kim.signIn()));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(20).fill(429)]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe("auth.too_many_attempts");
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(1);
    minutes(5);
    expect((await kim.signIn()).status).toBe(200);
  });

  it("opened by staff has a temporary password that must be replaced", async () => {
    const { id: UserPoolId } = shop.shop.links.get("UserPool") as { id: string };
    const cyn = new Person(shop, "cyn@example.com");
    const TemporaryPassword = "Temporary-pass-1";
    await shop.shop.cloud.call("cognito-idp", "AdminCreateUser", {
      UserPoolId,
      Username: cyn.email,
      TemporaryPassword,
      MessageAction: "SUPPRESS",
      UserAttributes: [{ Name: "email", Value: cyn.email }],
    });
    const { body } = await cyn.signIn(TemporaryPassword);
    expect(body).toEqual({ challenge: "NEW_PASSWORD_REQUIRED", session: expect.any(String) });
    const answered = await cyn.post("/auth/new-password", { session: body.session, password: PASSWORD });
    expect(answered).toMatchObject({ status: 200, body: { accessToken: expect.any(String) } });
    const again = await cyn.post("/auth/new-password", { session: body.session, password: PASSWORD });
    expect(again.body.code).toBe("auth.session_invalid");
  });

  describe("under attack", () => {
    const seconds = (count: number) => shop.clock?.advance(count * 1000);

    it("is locked for a second after five wrong passwords, doubled with each further one", async () => {
      const lea = new Person(shop, "lea@example.com");
      await lea.signUp();
      const guess = async () => (await lea.signIn("wrong-password-1")).body.code;
      for (let count = 0; count < 5; count += 1) expect(await guess()).toBe("auth.credentials_invalid");
      for (const delay of [1, 2, 4, 8]) {
        // The right password is refused as well, or guessing could continue at full speed.
        const { status, headers, body } = await lea.signIn();
        expect([status, body.code]).toEqual([429, "auth.too_many_attempts"]);
        expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
        seconds(delay);
        expect(await guess()).toBe("auth.credentials_invalid");
      }
      seconds(16);
      expect((await lea.signIn()).status).toBe(200);
    });

    it("loses the session, as does a thief, when a used refresh token is used again", async () => {
      const mia = new Person(shop, "mia@example.com");
      await mia.signUp();
      const refresh = (refreshToken: string) => mia.post("/auth/refresh", { refreshToken });
      const { body: stolen } = await mia.signIn();
      const { body: other } = await mia.signIn();
      seconds(1);
      const { body: newer } = await refresh(stolen.refreshToken);
      const { body: newest } = await refresh(newer.refreshToken);
      seconds(60);
      expect((await refresh(stolen.refreshToken)).body.code).toBe("auth.token_invalid");
      for (const { refreshToken } of [newer, newest])
        expect((await refresh(refreshToken)).body.code).toBe("auth.token_invalid");
      for (const { accessToken } of [stolen, newer, newest])
        expect((await as(accessToken).get("/auth/me")).status).toBe(401);
      // Another sign-in of the same account belongs to another family.
      expect((await refresh(other.refreshToken)).status).toBe(200);
    });

    it("needs as many steps for a refusal as an address without an account", async () => {
      await new Person(shop, "nia@example.com").signUp();
      const stepsOf = async (email: string, path: string, more: object) => {
        const steps: string[] = [];
        const stop = shop.shop.meter.tap(({ service, operation, caller }) =>
          steps.push(`${caller ?? ""} ${service} ${operation}`),
        );
        await shop.anybody().call("POST", path, { body: { email, ...more } });
        stop();
        return steps.filter((step) => !step.includes("ses"));
      };
      for (const [path, more] of [
        ["/auth/sign-in", { password: "wrong-password-1" }],
        ["/auth/forgot-password", {}],
        ["/auth/reset-password", { code: "000000", password: "Another-password-1" }],
      ] as const)
        expect(await stepsOf("nia@example.com", path, more)).toEqual(
          await stepsOf("none@example.com", path, more),
        );
    });
  });
});
