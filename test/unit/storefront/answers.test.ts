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
});
