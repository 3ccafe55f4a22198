import { describe, expect, it } from "vitest";
import { DomainError } from "@tradewind/commerce/platform/errors";
import { sessionFor, withoutSession } from "@tradewind/lambda-kit/browser";
import { type Caller, callerOf } from "@tradewind/lambda-kit/caller";
import {
  guestCartFor,
  guestCartToken,
  withGuestCart,
  withoutGuestCart,
} from "@tradewind/lambda-kit/guest-cart";
import type { WithCookies } from "@tradewind/lambda-kit/with-cookies";
import { request } from "../support/endpoint-request.ts";

const TOKEN = "t".repeat(43);
const cookie = `__Host-cart=${TOKEN}; __Host-refresh=refresh-1`;
const browser = callerOf(request({ headers: { "X-Tradewind-Client": "browser", Cookie: cookie } }));
const newBrowser = callerOf(request({ headers: { "X-Tradewind-Client": "browser" } }));
const app = callerOf(request({ headers: { Cookie: cookie } }));

const cookiesOf = (answer: unknown) =>
  (answer as WithCookies).cookies.map((one) => one.split("; ").slice(0, 2).join("; "));

describe("the session of a browser", () => {
  const tokens = { accessToken: "access-2", refreshToken: "refresh-2", expiresIn: 900 };

  it("arrives in cookies, and the body names no token", () => {
    const answer = sessionFor(browser, tokens) as WithCookies;
    expect(answer.body).toEqual({ expiresIn: 900 });
    expect(cookiesOf(answer)).toEqual([
      "__Host-session=access-2; Max-Age=900",
      "__Host-refresh=refresh-2; Max-Age=2592000",
    ]);
    for (const one of answer.cookies) expect(one).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it("has no refresh cookie for a guest, who has no refresh token", () => {
    const answer = sessionFor(browser, { accessToken: "access-2", expiresIn: 900 });
    expect(cookiesOf(answer)).toEqual(["__Host-session=access-2; Max-Age=900"]);
  });

  it("is in the body for other clients, and so is a challenge for everybody", () => {
    expect(sessionFor(app, tokens)).toBe(tokens);
    const challenge = { challenge: "SOFTWARE_TOKEN_MFA" };
    expect(sessionFor(browser, challenge)).toBe(challenge);
  });

  it("ends with both cookies cleared", () => {
    const cleared = ["__Host-session=; Max-Age=0", "__Host-refresh=; Max-Age=0"];
    expect(cookiesOf(withoutSession(browser))).toEqual(cleared);
    expect((withoutSession(browser, { ended: 1 }) as WithCookies).body).toEqual({ ended: 1 });
    expect(withoutSession(app)).toBeUndefined();
    expect(withoutSession(app, { ended: 1 })).toEqual({ ended: 1 });
  });
});

describe("the cart of a guest", () => {
  it("is known by the cookie of a browser, and only of a browser", () => {
    expect(guestCartToken(browser, undefined)).toBe(TOKEN);
    expect(app.guestCart).toBe("");
    expect(app.refreshToken).toBe("");
  });

  it("is known by the token that a client sends, even if a cookie names another one", () => {
    expect(guestCartToken(browser, "sent")).toBe("sent");
    expect(guestCartToken(app, "sent")).toBe("sent");
  });

  it("does not exist for a browser without the cookie; another client forgot its token", () => {
    const failure = (caller: Caller) => {
      try {
        return guestCartToken(caller, undefined, "/body/token");
      } catch (error) {
        return error as DomainError;
      }
    };
    expect(failure(newBrowser)).toMatchObject({ code: "cart.not_found" });
    expect(failure(app)).toMatchObject({
      code: "request.invalid",
      violations: [{ pointer: "/body/token", detail: "Required" }],
    });
  });

  it("gives its token to a browser as a cookie of thirty days, and to others in the body", () => {
    const opened = { token: TOKEN, items: [] };
    expect(guestCartFor(app, opened)).toBe(opened);
    const answer = guestCartFor(newBrowser, opened);
    expect((answer as WithCookies).body).toEqual({ items: [] });
    expect(cookiesOf(answer)).toEqual([`__Host-cart=${TOKEN}; Max-Age=2592000`]);
    expect(cookiesOf(withGuestCart("next", {}))).toEqual(["__Host-cart=next; Max-Age=2592000"]);
  });

  it("leaves no cookie behind when it no longer exists", () => {
    expect(cookiesOf(withoutGuestCart(browser, { items: [] }))).toEqual(["__Host-cart=; Max-Age=0"]);
    expect(withoutGuestCart(newBrowser, { items: [] })).toEqual({ items: [] });
  });
});
