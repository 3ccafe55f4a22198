import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { AwsError, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { TestShop } from "../../support/shop.ts";

const { pages } = blueprint.cdn;
const faultSwitch = new FaultSwitch();
let shop: TestShop;
let slug: string;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterAll(() => shop.stop());
beforeEach(async () => {
  faultSwitch.clear();
  slug = (await shop.variant()).toLowerCase();
});

/** Opens an address as a browser does. */
const open = (path: string, init: RequestInit = {}) =>
  fetch(shop.shop.url + path, { redirect: "manual", headers: { "sec-fetch-dest": "document" }, ...init });

/** The paths of the kept pages, without the build's id. */
async function keptPages(): Promise<string[]> {
  const { name } = shop.shop.links.get(pages.bucket.name) as { name: string };
  const query = new URLSearchParams({ "list-type": "2", prefix: "pages/" });
  const { body } = await shop.shop.cloud.handle({
    method: "GET",
    path: `/${name}`,
    query,
    headers: {},
    body: Buffer.alloc(0),
  });
  return [...String(body).matchAll(/<Key>pages\/[0-9a-f]+(\/[^<]*)<\/Key>/g)].map(([, path = ""]) => path);
}

function refuse(refused: string, only?: string): void {
  const down = new AwsError("AccessDeniedException", "Nobody may.", { status: 400 });
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ service, operation }) =>
      service === refused && operation === (only ?? operation) ? { refuse: down } : undefined,
  };
}

describe("one port", () => {
  it("gives browsers a page, and other clients the API, at the same address", async () => {
    const page = await open("/");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const answer = await fetch(`${shop.shop.url}/`);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("has the API below /api, as CloudFront does, whoever asks", async () => {
    for (const headers of [{}, { accept: "text/html" }, { "sec-fetch-dest": "document" }]) {
      const answer = await fetch(`${shop.shop.url}/api/products?limit=1`, { headers });
      expect(answer.headers.get("content-type")).toBe("application/json");
    }
    expect((await fetch(`${shop.shop.url}/products?limit=1`)).status).toBe(200);
  });

  it.each(["/robots.txt", "/sitemap.xml", "/favicon.svg", "/manifest.webmanifest", "/favicon.ico"])(
    "answers %s to everybody",
    async (path) => {
      expect((await fetch(shop.shop.url + path)).status).toBe(200);
    },
  );

  it("says where to report vulnerabilities, until a time to come", async () => {
    const answer = await fetch(`${shop.shop.url}/.well-known/security.txt`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const text = await answer.text();
    expect(text).toContain(`Contact: ${pages.security.contact}\n`);
    const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? "");
    const now = shop.clock?.now() ?? Number.NaN;
    expect(expires).toBeGreaterThan(now);
    expect(expires).toBeLessThanOrEqual(now + pages.security.validDays * 24 * 60 * 60 * 1000);
  });

  it.each([
    "/.well-known/change-password",
    "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
    "/.well-known/assetlinks.json",
    "/sitemaps/kitchen/9.xml",
  ])("has nothing at %s, and says so to everybody with a page that is soon asked for again", async (path) => {
    for (const headers of [{}, { "sec-fetch-dest": "document" }]) {
      const missing = await fetch(shop.shop.url + path, { headers });
      expect(missing.status).toBe(404);
      expect(missing.headers.get("cache-control")).toBe("max-age=0, s-maxage=60");
      expect(await missing.text()).toMatch(/^<!doctype html>/i);
    }
  });

  it("marks both answers of an address, written or kept, so that no cache confuses them", async () => {
    const names = async (answer: Promise<Response>) =>
      (await answer).headers
        .get("vary")
        ?.split(", ")
        .filter((name) => name === "Accept" || name === "Sec-Fetch-Dest");
    const both = ["Accept", "Sec-Fetch-Dest"];
    expect(await names(open(`/p/${slug}`))).toEqual(both);
    expect(await keptPages()).toContain(`/p/${slug}`);
    expect(await names(open(`/p/${slug}`))).toEqual(both);
    expect(await names(open("/products"))).toEqual(both);
    expect(await names(fetch(`${shop.shop.url}/products`))).toEqual(both);
    expect(await names(fetch(`${shop.shop.url}/no-such-route`))).toEqual(both);
    // A browser must find a picture again, whoever asks for it: the page, or its service worker.
    const picture = /src="(\/images\/[^"]+)"/.exec(await (await open(`/p/${slug}`)).text())?.[1];
    expect(await names(fetch(shop.shop.url + picture))).not.toEqual(both);
    // Only the API is below this path.
    expect(await names(fetch(`${shop.shop.url}/api/products`))).not.toEqual(both);
  });

  it("describes the API to browsers at /api-docs, and at /api, which a start prints", async () => {
    for (const path of ["/api-docs", "/api"]) {
      const page = await open(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("<title>Tradewind API");
    }
  });

  it("says that a path has no page, with a page", async () => {
    const missing = await open("/p/no-such-thing");
    expect(missing.status).toBe(404);
    expect(missing.headers.get("cache-control")).toContain("s-maxage=60");
    expect(await missing.text()).toMatch(/^<!doctype html>/i);
  });

  it("compresses what CloudFront compresses, for browsers that accept it", async () => {
    const raw = (path: string, accepted: string) =>
      shop.shop.answer({
        method: "GET",
        target: path,
        rawHeaders: ["Host", "127.0.0.1", "Accept", "text/html", "Accept-Encoding", accepted],
        sourceIp: "127.0.0.1",
      });
    const plain = await raw("/", "identity");
    for (const [accepted, encoding] of [
      ["gzip, deflate, br, zstd", "br"],
      ["gzip", "gzip"],
    ] as const) {
      const { headers, body } = await raw("/", accepted);
      expect(headers).toMatchObject({
        "content-encoding": encoding,
        vary: expect.stringContaining("Accept-Encoding"),
      });
      expect(body.length).toBeLessThan(plain.body.length / 2);
    }
    expect((await raw("/robots.txt", "gzip")).headers["content-encoding"]).toBeUndefined();
  });

  it("answers HEAD without a body", async () => {
    const head = await open(`/p/${slug}`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
  });
});

describe("a page", () => {
  it("stands under a policy that allows its one style, and nothing else inline", async () => {
    const page = await open(`/p/${slug}`);
    const policy = page.headers.get("content-security-policy") ?? "";
    const html = await page.text();
    const [, style = "", ...more] = html.split(/<style>|<\/style>/);
    expect(more).toHaveLength(1);
    const hash = createHash("sha256").update(style).digest("base64");
    expect(policy).toContain(`style-src 'self' 'sha256-${hash}'`);
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(html).not.toMatch(/ style="/);
    for (const [script] of html.matchAll(/<script[^>]*>/g))
      expect(script).toMatch(/ src="\/assets\/|type="application\/(ld\+)?json"/);
  });

  it("names scripts that are there, and that caches may keep for ever", async () => {
    const html = await (await open(`/p/${slug}`)).text();
    const scripts = [...html.matchAll(/"(\/assets\/[^"]+\.js)"/g)].map(([, path = ""]) => path);
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) {
      const script = await fetch(shop.shop.url + path);
      expect(script.status).toBe(200);
      expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    }
  });

  it("has a service worker, of which no cache keeps an old one", async () => {
    const worker = await fetch(shop.shop.url + pages.worker);
    expect(worker.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(worker.headers.get("cache-control")).toBe("no-cache");
    const policy = (await open(`/p/${slug}`)).headers.get("content-security-policy");
    expect(policy).toContain("worker-src 'self'");
    expect(policy).toContain("trusted-types tradewind");
  });

  it("says in its language, without the app, that there is no connection", async () => {
    for (const [path, lang] of [
      ["/offline", "en"],
      ["/de/offline", "de"],
    ]) {
      // The service worker asks for it.
      const offline = await fetch(shop.shop.url + path, {
        headers: { "sec-fetch-dest": "empty", accept: "text/html" },
      });
      expect(offline.status).toBe(200);
      const html = await offline.text();
      expect(html).toContain(`<html lang="${lang}">`);
      expect(html).not.toContain("<script");
      expect(html).toContain('content="noindex"');
    }
  });

  it("is kept once it was written, and needs no table any more", async () => {
    const written = await (await open(`/p/${slug}`)).text();
    expect(await keptPages()).toContain(`/p/${slug}`);
    refuse("dynamodb");
    const kept = await open(`/p/${slug}`);
    expect(kept.status).toBe(200);
    expect(await kept.text()).toBe(written);
  });

  it("that cannot be written says so, and is not kept by any cache", async () => {
    refuse("dynamodb");
    const failed = await open(`/p/${slug}`);
    expect(failed.status).toBe(503);
    expect(failed.headers.get("cache-control")).toBe("no-store");
    expect(await keptPages()).not.toContain(`/p/${slug}`);
    faultSwitch.clear();
    expect((await open(`/p/${slug}`)).status).toBe(200);
  });

  it("is shown even if the bucket does not take it", async () => {
    refuse("s3", "PutObject");
    expect((await open(`/p/${slug}`)).status).toBe(200);
    expect(await keptPages()).not.toContain(`/p/${slug}`);
  });

  it("is kept neither with a query nor when it does not exist", async () => {
    await open(`/p/${slug}?sku=${slug.toUpperCase()}`);
    await open("/c/things?sort=price");
    await open("/p/no-such-thing");
    await open("/c/no-such-thing");
    const kept = await keptPages();
    expect(kept.filter((path) => path.includes("no-such-thing") || path === `/p/${slug}`)).toEqual([]);
  });

  it("is the same with parameters that no page knows, as of an advertisement", async () => {
    const plain = await (await open("/")).text();
    const [, known] = await Promise.all([open(`/p/${slug}`), keptPages()]);
    expect(await (await open("/?utm_source=mail&gclid=1")).text()).toBe(plain);
    expect((await open(`/p/${slug}?list-type=2&versionId=null`)).status).toBe(200);
    expect((await keptPages()).length).toBeLessThanOrEqual(known.length + 1);
  });

  it("is written again after a day", async () => {
    await open(`/p/${slug}`);
    await shop.publish([{ sku: slug.toUpperCase(), price: 1000, name: "Tomorrow's name" }]);
    expect(await (await open(`/p/${slug}`)).text()).not.toContain("Tomorrow");
    shop.clock?.advance(pages.keptDays * 24 * 60 * 60 * 1000 + 1000);
    expect(await (await open(`/p/${slug}`)).text()).toContain("Tomorrow");
  });

  it("does not take a name that a request claims", async () => {
    // fetch sets the header itself.
    const claimed = await shop.shop.answer({
      method: "GET",
      target: `/p/${slug}`,
      rawHeaders: ["Host", "evil.example", "Accept", "text/html"],
      sourceIp: "127.0.0.1",
    });
    expect(claimed.status).toBe(200);
    expect(String(claimed.body)).not.toContain("evil.example");
  });

  it("has one address: another spelling leads to it", async () => {
    const other = await open(`/P/${slug.toUpperCase()}/`);
    expect(other.status).toBe(301);
    expect(other.headers.get("location")).toBe(`/p/${slug}`);
  });

  it("has no host in its path, whatever slashes a client sends", async () => {
    const sent = (target: string) =>
      shop.shop.answer({
        method: "GET",
        target,
        rawHeaders: ["Host", "127.0.0.1", "Accept", "text/html"],
        sourceIp: "127.0.0.1",
      });
    const leads = async (target: string) => {
      const { status, headers } = await sent(target);
      return [status, headers["location"]];
    };
    expect(await leads(`//p/${slug}`)).toEqual([301, `/p/${slug}`]);
    expect(await leads("//")).toEqual([301, "/"]);
    expect(await leads("//:80/")).toEqual([404, undefined]);
    expect(await leads("//evil.example")).toEqual([404, undefined]);
    expect(await leads("//evil.example/c/kitchen")).toEqual([404, undefined]);
  });

  it("is not kept if its product changes while it is written", async () => {
    const written = Promise.withResolvers<void>();
    const met = faultSwitch.delayCall(pages.renderer.name, 1, 1000, written.resolve, "PutObject");
    const opening = open(`/p/${slug}`);
    await written.promise;
    await shop.publish([{ sku: slug.toUpperCase(), price: 99_900, name: "Renamed" }]);
    shop.clock?.advance(1000);
    expect(await (await opening).text()).not.toContain("Renamed");
    expect(met()).toBe(true);
    expect(await keptPages()).not.toContain(`/p/${slug}`);
    expect(await (await open(`/p/${slug}`)).text()).toContain("Renamed");
  });

  it("is written by many at once, and kept once", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(`/p/${slug}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect((await keptPages()).filter((path) => path === `/p/${slug}`)).toHaveLength(1);
  });

  it("of another build is not kept under that build's path", async () => {
    const result = await shop.shop.cloud.lambda.invoke(pages.renderer.name, {
      rawPath: `/pages/another/p/${slug}`,
      rawQueryString: "",
      headers: { host: "shop.example" },
      requestContext: { requestId: "1", http: { method: "GET", sourceIp: "127.0.0.1" } },
    });
    expect(result).toMatchObject({ ok: true, payload: { statusCode: 200 } });
    expect(await keptPages()).not.toContain(`/p/${slug}`);
  });

  it("is the same for a visitor with cookies", async () => {
    const plain = await (await open("/?from=mail")).text();
    const headers = { "sec-fetch-dest": "document", cookie: "__Host-session=abc; __Host-cart=def" };
    expect(await (await open("/?from=mail", { headers })).text()).toBe(plain);
  });
});
