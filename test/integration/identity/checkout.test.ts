import { afterEach, expect, it } from "vitest";
import { Client, TestShop } from "../../support/shop.ts";
import { Person } from "./support.ts";

let shop: TestShop;
afterEach(() => shop.stop());

it("a stage may let customers order without a second factor, but staff always need one", async () => {
  shop = await TestShop.open({ checkout: "signed-in" });
  const customer = await shop.customer({ mfa: false });
  expect((await customer.get("/orders")).status).toBe(200);
  const admin = await shop.member("admin", { mfa: false });
  expect((await admin.get("/admin/stock/ANY")).status).toBe(403);
  expect((await (await shop.admin()).get("/admin/stock/ANY")).status).toBe(404);
  const { status, body } = await shop
    .anybody()
    .call("POST", "/auth/guest", { body: { email: "g@example.com" } });
  expect([status, body.code]).toEqual([404, "route.not_found"]);
});

it("a stage may let guests order: they get a code by mail and see only their own order", async () => {
  shop = await TestShop.open({ checkout: "guest" });
  const guest = new Person(shop, "guest@example.com");
  const confirm = (code: string) => guest.post("/auth/guest/confirm", { email: guest.email, code });
  const session = async () => {
    expect((await guest.post("/auth/guest", { email: guest.email })).status).toBe(202);
    const { body } = await confirm(guest.mailedCode());
    expect(body).toEqual({ accessToken: expect.stringMatching(/^guest\./), expiresIn: 3600 });
    return new Client(shop.shop.url, body.accessToken);
  };

  // Refused codes: wrong, spent, guessed too often, too old.
  await guest.post("/auth/guest", { email: guest.email });
  const code = guest.mailedCode();
  const wrong = code === "000000" ? "000001" : "000000";
  expect((await confirm(wrong)).body.code).toBe("auth.code_invalid");
  const both = await Promise.all([confirm(code), confirm(code)]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  await guest.post("/auth/guest", { email: guest.email });
  for (let count = 0; count < 5; count += 1) await confirm(wrong);
  expect((await confirm(guest.mailedCode())).body.code).toBe("auth.code_invalid");
  await guest.post("/auth/guest", { email: guest.email });
  shop.clock?.advance(10 * 60_000);
  expect((await confirm(guest.mailedCode())).body.code).toBe("auth.code_invalid");

  const first = await session();
  const orderId = await first.buy(await shop.variant());
  await shop.settle();
  expect((await first.get(`/orders/${orderId}`)).body.status).toBe("SHIPPED");
  const mails = shop.shop.cloud.ses.messages().filter(({ to }) => to.includes(guest.email));
  expect(mails.some(({ subject }) => subject.includes("shipped") || subject.includes("on its way"))).toBe(
    true,
  );

  // Nobody else sees the order, not even the same guest in the next session.
  for (const other of [await session(), await shop.customer()])
    expect((await other.get(`/orders/${orderId}`)).status).toBe(404);
  for (const [method, path] of [
    ["GET", "/auth/me"],
    ["POST", "/auth/mfa/enroll"],
    ["POST", "/auth/sign-out-everywhere"],
    ["GET", "/admin/stock/ANY"],
  ] as const)
    expect([path, (await first.call(method, path)).status]).toEqual([path, 403]);
  const [prefix, text = "", mac] = first.token?.split(".") ?? [];
  const opened = JSON.parse(Buffer.from(text, "base64url").toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...opened, guestId: "gst_other" })).toString("base64url");
  expect((await new Client(shop.shop.url, `${prefix}.${forged}.${mac}`).get("/orders")).status).toBe(401);
  shop.clock?.advance(60 * 60_000 + 60_000);
  expect((await first.get("/orders")).status).toBe(401);
});
