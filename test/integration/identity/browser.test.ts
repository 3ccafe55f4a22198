import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessCookie, guestCartCookie, refreshCookie } from "@tradewind/blueprint/ground/browser-session";
import { PASSWORD, TestShop } from "../../support/shop.ts";
import { Person } from "./support.ts";

const SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** The token of a cart that was merged, or was lost with its data. */
const GONE = "g".repeat(43);

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterAll(() => shop.stop());

/**
 * A browser on the shop's own page. It keeps cookies as browsers do over plain HTTP on localhost.
 */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly #agent: string;
  constructor(agent = CHROME) {
    this.#agent = agent;
  }

  async fetch(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const answer = await shop.anybody().call(method, path, {
      ...(body && { body }),
      headers: {
        origin: shop.shop.url,
        "x-tradewind-client": "browser",
        "user-agent": this.#agent,
        ...(this.cookies.size > 0 && { cookie: this.cookieHeader() }),
        ...headers,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    if (this.#agent === SAFARI && attributes.includes("Secure")) return;
    if (name.startsWith("__Host-")) expect(attributes).toEqual(expect.arrayContaining(["Secure", "Path=/"]));
    expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Strict"]));
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  async signIn(email: string) {
    const answer = await this.fetch("POST", "/auth/sign-in", { email, password: PASSWORD });
    expect(answer).toMatchObject({ status: 200, body: { expiresIn: 3600 } });
    expect(Object.keys(answer.body)).toEqual(["expiresIn"]);
  }
}

const account = async (email: string) => {
  await new Person(shop, email).signUp();
  return email;
};

describe("a guest's cart in a browser", () => {
  it("has its secret in a cookie, from the first item until the visitor signs in", async () => {
    const sku = await shop.variant();
    const browser = new Browser();
    expect((await browser.fetch("GET", "/guest-cart")).body.code).toBe("cart.not_found");
    const added = await browser.fetch("POST", "/guest-cart/items", { sku, quantity: 2 });
    expect([added.status, [...browser.cookies.keys()]]).toEqual([200, [guestCartCookie]]);
    expect(JSON.stringify(added.body)).not.toContain(browser.cookies.get(guestCartCookie));
    await browser.fetch("PATCH", `/guest-cart/items/${sku}`, { quantity: 3 });
    expect((await browser.fetch("GET", "/guest-cart")).body.items[0].quantity).toBe(3);
    // Another site's page has the cookie sent along, but not the shop's own header and origin.
    const forged = await browser.fetch("DELETE", `/guest-cart/items/${sku}`, undefined, {
      origin: "https://evil.example",
    });
    expect(forged.body.code).toBe("auth.cross_site");

    await browser.signIn(await account("guest-cart@example.com"));
    const merged = await browser.fetch("POST", "/cart/merge", {});
    expect(merged.body.items[0]).toMatchObject({ sku, quantity: 3 });
    expect(browser.cookies.has(guestCartCookie)).toBe(false);
    expect((await browser.fetch("POST", "/cart/merge", {})).body.code).toBe("cart.not_found");
  });

  it("that no longer exists is replaced by a new one when the visitor adds an item", async () => {
    const [first, second] = [await shop.variant(), await shop.variant()];
    const browser = new Browser();
    browser.cookies.set(guestCartCookie, GONE);
    const added = await browser.fetch("POST", "/guest-cart/items", { sku: first, quantity: 2 });
    expect([added.status, added.body.items]).toMatchObject([200, [{ sku: first, quantity: 2 }]]);
    const token = browser.cookies.get(guestCartCookie);
    expect(token).not.toBe(GONE);
    await browser.fetch("POST", "/guest-cart/items", { sku: second, quantity: 1 });
    expect(browser.cookies.get(guestCartCookie)).toBe(token);
    expect((await browser.fetch("GET", "/guest-cart")).body.items).toHaveLength(2);
  });

  it.each([
    ["GET", "/guest-cart", undefined],
    ["PATCH", "/guest-cart/items/MUG", { quantity: 1 }],
    ["DELETE", "/guest-cart/items/MUG", undefined],
  ])("that no longer exists takes its cookie with it (%s %s)", async (method, path, body) => {
    const browser = new Browser();
    browser.cookies.set(guestCartCookie, GONE);
    const { status, body: problem } = await browser.fetch(method, path, body);
    expect([status, problem.code]).toEqual([404, "cart.not_found"]);
    expect(browser.cookies.has(guestCartCookie)).toBe(false);
  });

  it("has its cookie for thirty days after each change", async () => {
    const sku = await shop.variant();
    const browser = new Browser();
    await browser.fetch("POST", "/guest-cart/items", { sku, quantity: 1 });
    const token = browser.cookies.get(guestCartCookie);
    const item = `/guest-cart/items/${sku}`;
    for (const answer of [
      await browser.fetch("POST", "/guest-cart/items", { sku, quantity: 1 }),
      await browser.fetch("PATCH", item, { quantity: 3 }),
      await browser.fetch("DELETE", item),
    ])
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringContaining(`${guestCartCookie}=${token}; Max-Age=2592000`),
      ]);
    expect((await browser.fetch("GET", "/guest-cart")).headers.getSetCookie()).toEqual([]);
  });

  it("that a client names by its token is not replaced when it does not exist", async () => {
    const sku = await shop.variant();
    const item = { sku, quantity: 1 };
    const headers = { "cart-token": GONE };
    const app = await shop.anybody().call("POST", "/guest-cart/items", { body: item, headers });
    const browser = new Browser();
    const named = await browser.fetch("POST", "/guest-cart/items", item, headers);
    for (const { status, body, headers: answered } of [app, named])
      expect([status, body.code, answered.getSetCookie()]).toEqual([404, "cart.not_found", []]);
  });

  it("is opened without its token in the body", async () => {
    const browser = new Browser();
    const { status, body } = await browser.fetch("POST", "/guest-cart");
    expect([status, Object.keys(body)]).toEqual([201, ["cart"]]);
    expect(browser.cookies.get(guestCartCookie)).toMatch(/^[\w-]{43}$/);
  });
});

describe("a browser's session", () => {
  it("is only in cookies, from sign-in with a second factor to sign-out", async () => {
    const ada = new Person(shop, await account("ada@example.com"));
    await ada.enrol((await ada.signIn()).body);
    const browser = new Browser();
    const { session } = (
      await browser.fetch("POST", "/auth/sign-in", { email: ada.email, password: PASSWORD })
    ).body;
    const answered = await browser.fetch("POST", "/auth/mfa/challenge", { session, code: ada.totp() });
    expect(answered).toMatchObject({ status: 200, body: { expiresIn: 3600 } });
    expect([...browser.cookies.keys()]).toEqual([accessCookie, refreshCookie]);
    // Browsers drop larger cookies.
    for (const [name, value] of browser.cookies) expect(name.length + value.length).toBeLessThan(4096);
    expect((await browser.fetch("GET", "/orders")).status).toBe(200);

    const before = new Map(browser.cookies);
    expect((await browser.fetch("POST", "/auth/refresh", {})).body).toEqual({ expiresIn: 3600 });
    expect(browser.cookies.get(refreshCookie)).not.toBe(before.get(refreshCookie));
    expect((await browser.fetch("GET", "/auth/me")).body.mfa).toEqual({ enrolled: true, passed: true });

    expect((await browser.fetch("POST", "/auth/sign-out", {})).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.fetch("GET", "/auth/me")).status).toBe(401);
    expect((await browser.fetch("POST", "/auth/refresh", {})).body.code).toBe("auth.token_invalid");
  });

  it("changes nothing for another site's page", async () => {
    const browser = new Browser();
    await browser.signIn(await account("bea@example.com"));
    const sku = await shop.variant();
    const add = (headers?: Record<string, string>) =>
      browser.fetch("POST", "/cart/items", { sku, quantity: 1 }, headers);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: shop.shop.url.replace("http:", "https:") },
      { "x-tradewind-client": "form" },
    ]) {
      const answer = await add(headers);
      expect(answer).toMatchObject({ status: 403, body: { code: "auth.cross_site" } });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
    const login = await new Browser().fetch(
      "POST",
      "/auth/sign-in",
      { email: "bea@example.com", password: PASSWORD },
      { origin: "https://evil.example" },
    );
    expect(login).toMatchObject({ status: 403, body: { code: "auth.cross_site" } });
    expect((await browser.fetch("GET", "/cart")).body.items).toEqual([]);
    expect((await add()).status).toBe(200);
  });

  it("is not replaced by a cookie that another site set", async () => {
    const victim = new Browser();
    await victim.signIn(await account("cyn@example.com"));
    const attacker = new Browser();
    await attacker.signIn(await account("mallory@example.com"));
    const tossed = `${attacker.cookieHeader()}; ${victim.cookieHeader()}`;
    const refused = await victim.fetch("GET", "/auth/me", undefined, { cookie: tossed });
    expect(refused).toMatchObject({ status: 403, body: { code: "auth.cross_site" } });
    const lower = attacker.cookieHeader().replaceAll("__Host", "__host");
    expect((await victim.fetch("GET", "/auth/me", undefined, { cookie: lower })).status).toBe(401);
  });

  it("works in Safari, which drops Secure cookies on plain localhost", async () => {
    const safari = new Browser(SAFARI);
    await safari.signIn(await account("dan@example.com"));
    expect([...safari.cookies.keys()]).toEqual(["local-session", "local-refresh"]);
    expect((await safari.fetch("GET", "/auth/me")).status).toBe(200);
    expect((await safari.fetch("POST", "/auth/refresh", {})).status).toBe(200);
    const { status } = await safari.fetch("POST", "/auth/refresh", {}, { origin: "https://evil.example" });
    expect(status).toBe(403);
    expect((await safari.fetch("POST", "/auth/sign-out", {})).status).toBe(204);
    expect(safari.cookies.size).toBe(0);
    // Other browsers cannot use these names.
    const chrome = new Browser();
    await chrome.signIn("dan@example.com");
    const cookie = chrome.cookieHeader().replaceAll("__Host-", "local-");
    expect((await chrome.fetch("GET", "/auth/me", undefined, { cookie })).status).toBe(401);
  });
});
