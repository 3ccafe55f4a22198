import { describe, expect, it, vi } from "vitest";
import { ConnectionError, inMemory } from "@tradewind/client";
import { clientOf, heldBack, ok, order, refusal, renewed, signedIn, tokens } from "./fake-shop.ts";

describe("a session of tokens", () => {
  it("begins with a sign-in and ends with a sign-out, which names the refresh token", async () => {
    const { api, received } = clientOf([{ status: 200, body: tokens }, ok, { status: 204 }, ok]);
    await api.signIn({ email: "a@example.com", password: "x" });
    await api.getCart();
    await api.signOut();
    await api.getProduct("p");
    expect(received.map(({ headers }) => headers["authorization"])).toEqual([
      undefined,
      "Bearer a1",
      "Bearer a1",
      undefined,
    ]);
    expect(received[2]?.body).toEqual({ refreshToken: "r1" });
  });

  it("is renewed once for many calls, which are then repeated with the same key", async () => {
    const late = refusal(401, "auth.token_invalid");
    const { api, received } = clientOf([late, late, late, { status: 200, body: renewed }, ok, ok, ok], {
      session: signedIn(),
    });
    await Promise.all([api.getCart(), api.getMe(), api.placeOrder(order)]);
    const paths = received.map(({ url }) => new URL(url).pathname);
    expect(paths.filter((path) => path === "/api/auth/refresh")).toHaveLength(1);
    expect(received[3]?.body).toEqual({ refreshToken: "r1" });
    expect(received.slice(4).map(({ headers }) => headers["authorization"])).toEqual(
      Array.from({ length: 3 }, () => "Bearer a2"),
    );
    const keys = received.flatMap(({ headers }) => headers["idempotency-key"] ?? []);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it("has ended when the refresh token is refused; the next call asks no more", async () => {
    const late = refusal(401, "auth.token_invalid");
    const session = signedIn();
    const { api, received } = clientOf([late, late, late], { session });
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    expect(received).toHaveLength(3);
    expect(await session.bearer.read()).toBeUndefined();
  });

  it("stays when the renewal finds no network", async () => {
    const session = signedIn();
    const { api } = clientOf([refusal(401, "auth.token_invalid"), "broken"], { session, retries: 0 });
    await expect(api.getMe()).rejects.toBeInstanceOf(ConnectionError);
    expect(await session.bearer.read()).toEqual(tokens);
  });

  it("goes on being renewed for the others when a waiting call is cancelled", async () => {
    const slow = heldBack();
    const late = refusal(401, "auth.token_invalid");
    const { api } = clientOf([late, late, slow.given, ok], { session: signedIn() });
    const control = new AbortController();
    const left = api.getMe({ signal: control.signal });
    const other = api.getCart();
    await slow.arrived;
    const reason = new Error("the page was left");
    control.abort(reason);
    await expect(left).rejects.toBe(reason);
    slow.send({ status: 200, body: renewed });
    await expect(other).resolves.toEqual(ok.body);
  });

  it("is not renewed for a wrong password", async () => {
    const { api, received } = clientOf([refusal(401, "auth.credentials_invalid")], { session: signedIn() });
    await expect(api.signIn({ email: "a@example.com", password: "x" })).rejects.toMatchObject({
      status: 401,
    });
    expect(received).toHaveLength(1);
  });
});

describe("a session of cookies", () => {
  it("sends no token and proves the shop's own page", async () => {
    const { api, received } = clientOf([{ status: 200, body: { expiresIn: 3600 } }, ok], {
      session: "cookie",
    });
    await api.signIn({ email: "a@example.com", password: "x" });
    await api.getCart();
    for (const { headers } of received) {
      expect(headers["authorization"]).toBeUndefined();
      expect(headers["x-tradewind-client"]).toBe("browser");
    }
  });

  it("is renewed once, and a visitor without one is asked for it once", async () => {
    const late = refusal(401, "auth.token_invalid");
    const { api, received } = clientOf([late, late, late], { session: "cookie" });
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    expect(received.map(({ url }) => new URL(url).pathname)).toEqual([
      "/api/auth/me",
      "/api/auth/refresh",
      "/api/auth/me",
    ]);
  });
});

describe("when another session begins, or the session ends,", () => {
  const other = { accessToken: "b1", idToken: "j1", refreshToken: "s1", expiresIn: 3600 };
  const late = refusal(401, "auth.token_invalid");
  const otherSignsIn = { status: 200, body: other };
  const signedOut = { status: 204 };
  const credentials = { email: "b@example.com", password: "x" };

  it("a call of the former session that is refused is not sent again", async () => {
    const slow = heldBack();
    const session = signedIn();
    const { api, received } = clientOf([slow.given, signedOut, otherSignsIn], { session });
    const call = api.addCartItem({ sku: "A", quantity: 1 });
    await slow.arrived;
    await api.signOut();
    await api.signIn(credentials);
    slow.send(late);
    await expect(call).rejects.toMatchObject({ status: 401, code: "auth.token_invalid" });
    expect(received).toHaveLength(3);
    expect(await session.bearer.read()).toEqual(other);
  });

  it.each([
    ["a sign-out", "signOut", undefined],
    ["another sign-in", "signIn", other],
  ] as const)("the answer to a renewal is dropped: %s", async (_, change, kept) => {
    const slow = heldBack();
    const session = signedIn();
    const answers = [late, slow.given, change === "signOut" ? signedOut : otherSignsIn, ok];
    const { api, received } = clientOf(answers, { session });
    const call = api.getMe();
    const refused = expect(call).rejects.toMatchObject({ status: 401 });
    await slow.arrived;
    await api[change](credentials);
    slow.send({ status: 200, body: renewed });
    await refused;
    expect(await session.bearer.read()).toEqual(kept);
    await api.getProduct("p");
    expect(received.at(-1)?.headers["authorization"]).toBe(kept && "Bearer b1");
    expect(received).toHaveLength(4);
  });

  it("a refused renewal of the former session does not end the new one", async () => {
    const slow = heldBack();
    const session = signedIn();
    const { api } = clientOf([late, slow.given, otherSignsIn, ok], { session });
    const refused = expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    await slow.arrived;
    await api.signIn(credentials);
    slow.send(refusal(401, "auth.refresh_token_invalid"));
    await refused;
    await api.getCart();
    expect(await session.bearer.read()).toEqual(other);
  });

  it("the new session is renewed with its own refresh token", async () => {
    const slow = heldBack();
    const answers = [late, slow.given, otherSignsIn, late, { status: 200, body: renewed }, ok];
    const { api, received } = clientOf(answers, { session: signedIn() });
    const refused = expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    await slow.arrived;
    await api.signIn(credentials);
    await api.getCart();
    await refused;
    expect(received[4]?.body).toEqual({ refreshToken: "s1" });
    expect(received[5]?.headers["authorization"]).toBe("Bearer a2");
  });

  it("a late answer to the former session's sign-out does not end the new one", async () => {
    const slow = heldBack();
    const session = signedIn();
    const { api } = clientOf([slow.given, otherSignsIn], { session });
    const leaving = api.signOut();
    await slow.arrived;
    await api.signIn(credentials);
    slow.send(signedOut);
    await leaving;
    expect(await session.bearer.read()).toEqual(other);
  });

  it("an answer to the former session is not kept for the new one", async () => {
    const slow = heldBack();
    const tagged = { status: 200, body: { id: "o" }, headers: { etag: '"1"' } };
    const { api, received } = clientOf([slow.given, otherSignsIn, tagged], { session: signedIn() });
    const call = api.getOrder("o");
    await slow.arrived;
    await api.signIn(credentials);
    slow.send(tagged);
    await call;
    await api.getOrder("o");
    expect(received[2]?.headers["if-none-match"]).toBeUndefined();
  });

  it("a call is sent without a token if the store gave the new session's", async () => {
    const read = Promise.withResolvers<typeof other>();
    const bearer = inMemory();
    const slowOnce = { ...bearer, read: vi.fn(() => bearer.read()).mockReturnValueOnce(read.promise) };
    const { api, received } = clientOf([otherSignsIn, late], { session: { bearer: slowOnce } });
    const refused = expect(api.addCartItem({ sku: "A", quantity: 1 })).rejects.toMatchObject({ status: 401 });
    await api.signIn(credentials);
    read.resolve(other);
    await refused;
    expect(received[1]?.headers["authorization"]).toBeUndefined();
    expect(received).toHaveLength(2);
  });

  it("a failed call is not tried again: its cookies would be the other person's", async () => {
    const { api, received } = clientOf(
      [refusal(503, "unavailable"), { status: 200, body: { expiresIn: 1 } }],
      {
        session: "cookie",
        wait: async () => void (await api.signIn(credentials)),
      },
    );
    await expect(api.placeOrder(order)).rejects.toMatchObject({ status: 503 });
    expect(received).toHaveLength(2);
  });

  it("a renewal stops, so that its answer sets no cookies", async () => {
    const arrival = Promise.withResolvers<void>();
    const silent = () => {
      arrival.resolve();
      return "silent" as const;
    };
    const { api } = clientOf([late, silent, { status: 200, body: { expiresIn: 3600 } }], {
      session: "cookie",
      timeoutMs: 2 ** 30,
    });
    const refused = expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    await arrival.promise;
    await api.signIn(credentials);
    await refused;
  });
});
