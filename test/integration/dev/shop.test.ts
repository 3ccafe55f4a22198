import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VirtualClock } from "@tradewind/local-cloud";
import { smoke } from "@tradewind/ops/smoke";
import { DEMO_PASSWORD, demoAccounts } from "../../../packages/dev/src/seed/demo-accounts.ts";
import { type Shop, startShop } from "../../../packages/dev/src/shop.ts";
import { fetchChecked } from "../../support/answers.ts";
import { CHEAP, endpointSource, folder, openShop, repository } from "./support.ts";

interface Problem {
  status: number;
  code: string;
  correlationId: string;
}

describe("a fresh shop", () => {
  let shop: Shop;
  const get = (path: string, init?: RequestInit) => fetchChecked(shop.url, path, init);
  const json = async <T>(path: string) => (await (await get(path)).json()) as T;

  beforeAll(async () => {
    shop = await startShop({ passwordCost: CHEAP });
  });
  afterAll(() => shop.stop());

  test("answers its health check and describes its API", async () => {
    expect(await json("/health")).toEqual({ status: "ok" });
    const document = await json<{ openapi: string; paths: object }>("/openapi.json");
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/orders/{id}/timeline");
  });

  test("passes the smoke test of its public routes", async () => {
    const passed: string[] = [];
    await smoke({ target: shop.url, onPassed: (step) => passed.push(step) });
    expect(passed).toEqual([
      "health",
      expect.stringMatching(/^API document/),
      "catalog with 20 products or more",
    ]);
    await expect(smoke({ target: `${shop.url}/nothing` })).rejects.toThrow("404");
  });

  test("has the sample catalog, with stock and a picture of every product", async () => {
    expect(shop.seeded).toBe(true);
    const { items: categories } = await json<{ items: { slug: string }[] }>("/categories");
    expect(categories.length).toBeGreaterThanOrEqual(8);
    const { items } = await json<{ items: { id: string; image: { url: string } }[] }>("/products?limit=100");
    expect(items).toHaveLength(100);
    for (const { image } of items.slice(0, 5)) {
      const picture = await get(image.url);
      expect(picture.status).toBe(200);
      expect(picture.headers.get("content-type")).toBe("image/svg+xml");
      expect(picture.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(await picture.text()).toMatch(/^<svg /);
    }
    const product = await json<{ variants: { available: number }[] }>(`/products/${items[0]?.id}`);
    expect(product.variants.some(({ available }) => available > 0)).toBe(true);
  });

  test("has its demo accounts in their groups, and shows the codes of their authenticators", async () => {
    const page = await (await get("/_local/sign-in")).text();
    for (const { email, group } of demoAccounts) {
      expect(page).toContain(`data-sign-in="${email}"`);
      const body = JSON.stringify({ email, password: DEMO_PASSWORD });
      const headers = { "content-type": "application/json" };
      const challenged = await get("/auth/sign-in", { method: "POST", headers, body });
      const { session } = (await challenged.json()) as { session: string };
      const { code } = await json<{ code: string }>(`/_local/totp?email=${email}`);
      const response = JSON.stringify({ session, code });
      const answer = await get("/auth/mfa/challenge", { method: "POST", headers, body: response });
      const { accessToken } = (await answer.json()) as { accessToken: string };
      const claims: unknown = JSON.parse(
        Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString(),
      );
      expect(claims).toMatchObject({ "cognito:groups": [group] });
    }
  });

  test("serves only the catalog's pictures, and no file outside their folder", async () => {
    for (const path of [
      "/images/",
      "/images/none.svg",
      "/images/../health",
      "/images/%2e%2e%2f",
      "/images/%",
    ]) {
      expect((await get(path)).status, path).not.toBe(500);
    }
    expect((await get("/images/none.svg")).status).toBe(404);
    expect((await get("/images/none.svg", { method: "DELETE" })).status).toBe(404);
  });

  test("shows the description of its API under the policy of the shop's pages", async () => {
    const page = await get("/api-docs");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.headers.get("reporting-endpoints")).toBe('csp="/api/csp-reports"');
    expect(await page.text()).toContain("<h1>Tradewind API</h1>");
    expect((await get("/api-docs.css")).headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect((await get("/api-docs.html")).status).toBe(404);
  });

  test("shows its customers' mail, newest first", async () => {
    for (const name of ["first", "second"]) {
      await shop.cloud.ses.deliver({ to: `${name}@example.com`, subject: name, text: "Hello" });
    }
    const { items } = await json<{ items: object[] }>("/_local/outbox");
    expect(items.slice(0, 2)).toEqual([
      {
        to: "second@example.com",
        subject: "second",
        text: "Hello",
        at: expect.stringMatching(/Z$/) as string,
      },
      { to: "first@example.com", subject: "first", text: "Hello", at: expect.any(String) as string },
    ]);
  });

  test.each([
    ["GET", "/nowhere", 404, "route.not_found"],
    ["DELETE", "/products", 404, "route.not_found"],
    ["GET", "/cart", 401, "auth.token_invalid"],
    ["GET", "/_local/nothing", 404, "route.not_found"],
  ])("refuses %s %s with %i and the code %s", async (method, path, status, code) => {
    const answer = await get(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({ status, code });
    expect(problem.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("refuses bodies above the gateway's limit", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const answer = await get("/auth/sign-in", { method: "POST", body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "request.too_large" });
  });

  test("is the only shop of its process", async () => {
    await expect(startShop()).rejects.toThrow(`This process runs a shop already, on ${shop.url}.`);
  });
});

describe("a shop", () => {
  test("refuses an unknown setting", async () => {
    await expect(startShop({ settings: { CarrierPaec: "1" } })).rejects.toThrow(
      /no setting CarrierPaec; .*CarrierPace/,
    );
  });

  test.each([
    ["Carrier", "dhl", "The setting Carrier must be built-in or easypost, not dhl."],
    ["CarrierPace", "x", "The setting CarrierPace must be up to four numbers of seconds"],
    ["WebhookTargets", "foo", "The setting WebhookTargets must be public or loopback, not foo."],
  ])("refuses the setting %s=%s", async (name, value, message) => {
    await expect(startShop({ settings: { [name]: value } })).rejects.toThrow(message);
  });

  test("holds early requests until it is seeded, and is seeded only at its first start", async () => {
    using data = folder();
    {
      const port = await freePort();
      const opening = openShop({ data: data.path, port, seed: true });
      expect(await firstProducts(`http://127.0.0.1:${port}`)).toHaveLength(5);
      await using shop = await opening;
      expect(shop.seeded).toBe(true);
    }
    await using shop = await openShop({ data: data.path, seed: true });
    expect(shop.seeded).toBe(false);
    expect(await firstProducts(shop.url)).toHaveLength(5);
  });

  test("throttles by the blueprint's limits unless throttling is off", async () => {
    const burst = async (throttling: boolean) => {
      // On a clock that stands still, a slow machine makes no difference.
      await using shop = await openShop({ throttling, clock: new VirtualClock() });
      const answers = await Promise.all(Array.from({ length: 400 }, () => fetch(`${shop.url}/health`)));
      return answers.filter(({ status }) => status === 429);
    };
    const refused = await burst(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect(await refused[0]?.json()).toMatchObject({ code: "throttled" });
    expect(await burst(false)).toEqual([]);
  });

  test("finishes open requests when it stops", async () => {
    using root = repository();
    root.write(
      "functions/system/get-health.ts",
      `export const handler = async () => {
        globalThis.healthAsked?.();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { statusCode: 200, headers: {}, body: "late" };
      };`,
    );
    const shop = await startShop({ root: root.path, seed: false });
    const asked = new Promise((resolve) => Object.assign(globalThis, { healthAsked: resolve }));
    const answer = fetch(`${shop.url}/health`);
    await asked;
    await shop.stop();
    expect(await (await answer).text()).toBe("late");
  });

  test("reports a port in use and leaves nothing behind", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    using root = repository();
    await expect(openShop({ port, root: root.path })).rejects.toMatchObject({ code: "EADDRINUSE" });
    server.close();
    root.write("functions/system/get-health.ts", endpointSource("here"));
    await using shop = await openShop({ root: root.path });
    expect(await (await fetch(`${shop.url}/health`)).text()).toBe("here");
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

/** Retries until the port answers. */
async function firstProducts(url: string): Promise<object[]> {
  const answer = await fetch(`${url}/products?limit=5`).catch(() => undefined);
  if (!answer) return new Promise(setImmediate).then(() => firstProducts(url));
  return ((await answer.json()) as { items: object[] }).items;
}
