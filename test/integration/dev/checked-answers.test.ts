import { expect, test } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { TestShop } from "../../support/shop.ts";
import { repository } from "./support.ts";

const answering = (status: number, body: string) =>
  `export const handler = async () => ({
    statusCode: ${status},
    headers: { "content-type": "application/problem+json" },
    body: ${JSON.stringify(body)},
  });`;
const internal = JSON.stringify({ type: "about:blank", title: "Failed", status: 500, code: "internal" });

test("a body in an answer of 204, which the wire drops, fails the test that asked for it", async () => {
  using root = repository();
  root.write("functions/identity/sign-out.ts", answering(204, '{"leaked":1}'));
  const shop = await TestShop.open({ root: root.path });
  const signOut = shop.anybody().call("POST", "/auth/sign-out", { body: {} });
  await expect(signOut).rejects.toThrow("SignOut answered 204");
  await shop.stop();
});

test("a handler that throws fails the test that called it, unless the test plans faults", async () => {
  using root = repository();
  root.write("functions/system/get-health.ts", answering(500, internal));
  const shop = await TestShop.open({ root: root.path });
  await expect(shop.anybody().get("/health")).rejects.toThrow("GetHealth answered 500");
  await shop.stop();
  const faulty = await TestShop.open({ root: root.path, faults: NO_FAULTS });
  expect((await faulty.anybody().get("/health")).status).toBe(500);
  await faulty.stop();
});
