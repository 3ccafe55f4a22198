import { beforeAll, describe, expect, it } from "vitest";
import { type BuiltSite, builtSite, ORIGIN } from "../../support/built-site.ts";
import { failingApi, fixedCatalog } from "../../support/fixed-catalog.ts";

const KEPT = "max-age=0, s-maxage=60, stale-while-revalidate=3600, stale-if-error=86400";

let built: BuiltSite;
beforeAll(async () => {
  built = await builtSite();
});

describe("the renderer", () => {
  it.each(["/", "/de", "/c/kitchen", "/de/p/quarry-round-casserole"])(
    "lets the page %s be kept",
    async (url) => {
      const { status, headers, stored } = await built.open(url);
      expect({ status, stored }).toEqual({ status: 200, stored: true });
      expect(headers).toEqual({
        "content-type": "text/html; charset=utf-8",
        "cache-control": KEPT,
        vary: "Accept, Sec-Fetch-Dest",
      });
    },
  );

  it.each(["/c/kitchen?sort=-price", "/p/quarry-round-casserole?sku=NONE", "/?utm_source=mail"])(
    "answers %s and keeps no copy of it",
    async (url) => {
      expect(await built.open(url)).toMatchObject({ status: 200, stored: false });
    },
  );

  it.each(["/nowhere", "/c/nowhere", "/de/p/nowhere", "/p", "/c/kitchen/deeper", "/p/%zz", "/c/..%2f"])(
    "says that there is nothing at %s",
    async (url) => {
      const { status, headers, stored } = await built.open(url);
      expect({ status, stored }).toEqual({ status: 404, stored: false });
      expect(headers["cache-control"]).toBe("max-age=0, s-maxage=60");
    },
  );

  it.each([
    ["/de/", "/de"],
    ["//", "/"],
    ["/C/Kitchen", "/c/kitchen"],
    ["/c/kitchen/", "/c/kitchen"],
    ["/DE/p/Mug/?sku=MUG-1", "/de/p/mug?sku=MUG-1"],
  ])("leads from %s to %s", async (url, location) => {
    const { status, headers, stored } = await built.open(url);
    expect({ status, stored }).toEqual({ status: 301, stored: false });
    expect(headers["location"]).toBe(location);
  });

  it.each(["//evil.test/", "/\\evil.test/", "/%2f%2fevil.test/", "https://evil.test/"])(
    "leads from %s to no other site",
    async (url) => {
      expect((await built.open(url)).headers["location"] ?? "/").toMatch(/^\/(?![/\\])/);
    },
  );

  it.each(["/", "/c/kitchen", "/p/mug", "/sitemap.xml"])(
    "keeps no copy of %s while the API is down",
    async (url) => {
      const { status, headers, stored } = await built.open(url, { api: failingApi(503) });
      expect({ status, stored }).toEqual({ status: 503, stored: false });
      expect(headers["cache-control"]).toBe("no-store");
    },
  );

  it("says 503 when it cannot reach the API at all", async () => {
    const api = () => Promise.reject(new TypeError("fetch failed"));
    expect(await built.open("/", { api })).toMatchObject({ status: 503, stored: false });
  });

  it("keeps no copy of a product whose frame is incomplete", async () => {
    const catalog = fixedCatalog();
    const down = failingApi(503);
    const api = (path: string) => (path === "/categories" ? down() : catalog(path));
    const { status, headers, stored } = await built.open("/p/quarry-round-casserole", { api });
    expect({ status, stored }).toEqual({ status: 200, stored: false });
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("asks the API as nobody in particular", async () => {
    const catalog = fixedCatalog();
    const asked: Headers[] = [];
    await built.open("/p/quarry-round-casserole", {
      api: (path, init) => {
        asked.push(new Headers(init?.headers));
        return catalog(path);
      },
    });
    expect(asked.length).toBeGreaterThan(0);
    for (const headers of asked)
      expect([headers.get("authorization"), headers.get("cookie")]).toEqual([null, null]);
  });

  it("reads a price range as it is typed", async () => {
    const catalog = fixedCatalog();
    const asked: URLSearchParams[] = [];
    await built.open("/c/kitchen?from=49.9&to=10&sort=-price", {
      api: (path) => {
        if (path.startsWith("/products?")) asked.push(new URLSearchParams(path.split("?")[1]));
        return catalog(path);
      },
    });
    expect(asked.map((query) => Object.fromEntries(query))).toEqual([
      { limit: "24", sort: "-price", minPrice: "1000", maxPrice: "4990", category: "kitchen" },
    ]);
  });

  it("tells crawlers where the pages are listed", async () => {
    const { body, headers } = await built.open("/robots.txt");
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(body).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`);
    expect(body).toContain("Disallow: /api/");
  });

  it("lists every product and category in both languages", async () => {
    const { body, headers } = await built.open("/sitemap.xml");
    expect(headers["content-type"]).toBe("application/xml; charset=utf-8");
    expect(body.match(/<loc>/g)).toHaveLength(2 * (1 + 12 + 1272));
    const german = `${ORIGIN}/de/p/quarry-round-casserole`;
    expect(body).toContain(`<url><loc>${german}</loc>`);
    expect(body).toContain(`<xhtml:link rel="alternate" hreflang="de" href="${german}"/>`);
    const english = `${ORIGIN}/p/quarry-round-casserole`;
    expect(body).toContain(`<xhtml:link rel="alternate" hreflang="x-default" href="${english}"/>`);
  });

  it("says when a product has changed", async () => {
    const { body } = await built.open("/sitemap.xml");
    const line = body.split("\n").find((one) => one.includes(`<loc>${ORIGIN}/p/quarry-round-casserole<`));
    expect(line).toContain("</loc><lastmod>2026-11-01T00:00:00.000Z</lastmod>");
  });

  it("says nothing about security without a contact, and names one until it expires", async () => {
    expect(await built.open("/.well-known/security.txt")).toMatchObject({ status: 404 });
    const security = { contact: "mailto:security@shop.test", expires: "2027-01-01T00:00:00.000Z" };
    const { body, headers } = await built.open("/.well-known/security.txt", { security });
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(body.split("\n")).toEqual([
      "Contact: mailto:security@shop.test",
      "Expires: 2027-01-01T00:00:00.000Z",
      "Preferred-Languages: en, de",
      `Canonical: ${ORIGIN}/.well-known/security.txt`,
      "",
    ]);
  });
});

describe("the sitemap of a large catalog", () => {
  const SIZES = { garden: 4000, kitchen: 50 };
  /** As long as a slug can be. */
  const slugOf = (category: string, at: number) => `${category}-${at}-`.padEnd(63, "x");

  /** An API that has products of the sizes, with slugs that are as long as they may be. */
  async function api(path: string): Promise<Response> {
    const { pathname, searchParams } = new URL(path, ORIGIN);
    if (pathname === "/categories")
      return Response.json({
        items: Object.entries(SIZES).map(([slug, products]) => ({
          slug,
          name: slug,
          description: slug,
          products,
        })),
      });
    const category = searchParams.get("category") ?? "";
    if (!Object.hasOwn(SIZES, category))
      return Response.json({ type: "about:blank", status: 404, code: "category.not_found" }, { status: 404 });
    const start = Number(searchParams.get("cursor") ?? 0);
    const end = Math.min(start + Number(searchParams.get("limit")), SIZES[category as keyof typeof SIZES]);
    const items = Array.from({ length: end - start }, (_, at) => ({
      slug: slugOf(category, start + at),
      updatedAt: "2026-11-01T00:00:00.000Z",
    }));
    const more = end < SIZES[category as keyof typeof SIZES];
    return Response.json({ items, ...(more && { nextCursor: String(end) }) });
  }
  const open = (path: string) => built.open(path, { api });

  it("is an index, whose files have every page once", async () => {
    const { body, headers } = await open("/sitemap.xml");
    expect(headers["content-type"]).toBe("application/xml; charset=utf-8");
    expect(body).toContain("<sitemapindex ");
    const files = [...body.matchAll(/<loc>https:\/\/shop\.test([^<]+)<\/loc>/g)].map(([, path = ""]) => path);
    expect(files).toEqual([
      "/sitemaps/shop.xml",
      "/sitemaps/garden/1.xml",
      "/sitemaps/garden/2.xml",
      "/sitemaps/kitchen/1.xml",
    ]);
    const listed = new Set<string>();
    for (const file of files) {
      const { status, body: list } = await open(file);
      expect(status).toBe(200);
      const addresses = [...list.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = ""]) => address);
      expect(addresses.length).toBeLessThanOrEqual(50_000);
      for (const address of addresses) listed.add(address);
    }
    expect(listed.size).toBe(2 * (1 + 2 + 4000 + 50));
  });

  it("fits into an answer of a Lambda, whatever the length of its addresses", async () => {
    const { body } = await built.open("/sitemaps/garden/1.xml", {
      api,
      origin: `https://${"shop".repeat(15)}.example`,
    });
    expect(JSON.stringify({ body }).length).toBeLessThan(6 * 1024 * 1024);
  });

  it.each([
    "/sitemaps/garden/3.xml",
    "/sitemaps/garden/0.xml",
    "/sitemaps/nothing/1.xml",
    "/sitemaps/",
    "/sitemaps/shop/more.xml",
  ])("has no file at %s", async (path) => {
    expect(await open(path)).toMatchObject({ status: 404, stored: false });
  });
});
