import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type BuiltSite, builtSite, ORIGIN } from "../../support/built-site.ts";
import { failingApi, fixedCatalog } from "../../support/fixed-catalog.ts";

const PRODUCT = "/p/quarry-round-casserole";
const PAGES = ["/", "/de", "/c/kitchen", "/de/c/kitchen?sort=-price", PRODUCT, `/de${PRODUCT}`];

let built: BuiltSite;
beforeAll(async () => {
  built = await builtSite();
});

const htmlOf = async (url: string) => (await built.open(url)).body;
const tags = (html: string, name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];
const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
const visible = (html: string) => html.replaceAll(/<(style|script)\b.*?<\/\1>/gs, "");

function linksOf(html: string, rel: string): Record<string, string | undefined> {
  const links = tags(html, "link").filter((tag) => attribute(tag, "rel") === rel);
  return Object.fromEntries(links.map((tag) => [attribute(tag, "hreflang") ?? rel, attribute(tag, "href")]));
}

describe.each([...PAGES, "/nowhere"])("the page %s", (url) => {
  it("has one style, whose hash the build names, and no style elsewhere", async () => {
    const html = await htmlOf(url);
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => style);
    expect(styles).toHaveLength(1);
    const hash = createHash("sha256")
      .update(styles[0] ?? "")
      .digest("base64");
    expect(built.site.styleHashes).toEqual([`sha256-${hash}`]);
    expect(Buffer.byteLength(styles[0] ?? "")).toBeLessThanOrEqual(15 * 1024);
    expect(html).not.toMatch(/<[^>]*\sstyle=/);
    expect(html).not.toMatch(/rel="stylesheet"/);
  });

  it("has no script but the one that loads the app, and blocks of data", async () => {
    const html = await htmlOf(url);
    const [boot, ...others] = tags(html, "script").filter(
      (tag) => !/type="application\/(ld\+)?json"/.test(tag),
    );
    expect(others).toEqual([]);
    expect(attribute(boot ?? "", "src")).toMatch(/^\/assets\/boot-/);
    expect(boot).toContain(" async ");
    expect(html).not.toMatch(/<[^>]*\son\w+=/);
    for (const [, data = ""] of html.matchAll(/json"[^>]*>(.*?)<\/script>/gs))
      expect(() => JSON.parse(data) as unknown).not.toThrow();
  });

  it("says its language, title and description", async () => {
    const html = await htmlOf(url);
    expect(attribute(tags(html, "html")[0] ?? "", "lang")).toBe(url.startsWith("/de") ? "de" : "en");
    expect(/<title>(.+?)<\/title>/.exec(html)?.[1]).toContain("Tradewind");
    expect(html).toMatch(/<meta name="description" content=".{20,}">/);
  });

  it("has one heading of the first level, landmarks and a link to the content", async () => {
    const html = visible(await htmlOf(url));
    expect(tags(html, "h1")).toHaveLength(1);
    for (const name of ["header", "main", "footer"]) expect(tags(html, name)).toHaveLength(1);
    expect(tags(html, "a")[0]).toContain('href="#main"');
    expect(tags(html, "main")[0]).toContain('id="main"');
    expect(html).toContain('role="status"');
  });

  it("gives every picture its size and a text", async () => {
    for (const tag of tags(visible(await htmlOf(url)), "img"))
      expect(tag).toMatch(/ alt="[^"]*".* width="\d+" height="\d+"/);
  });
});

describe("the pages", () => {
  it.each(["/", "/c/kitchen", PRODUCT])("of %s name each other in both languages", async (path) => {
    const german = path === "/" ? "/de" : `/de${path}`;
    const alternates = {
      en: `${ORIGIN}${path}`,
      de: `${ORIGIN}${german}`,
      "x-default": `${ORIGIN}${path}`,
    };
    for (const url of [path, german]) {
      const html = await htmlOf(url);
      expect(linksOf(html, "alternate")).toEqual(alternates);
      expect(linksOf(html, "canonical")).toEqual({ canonical: `${ORIGIN}${url}` });
    }
  });

  it("are written in two languages at the same time", async () => {
    const [english, german] = await Promise.all([htmlOf(PRODUCT), htmlOf(`/de${PRODUCT}`)]);
    expect(english).toContain("Add to cart");
    expect(german).toContain("In den Warenkorb");
    expect(german).not.toContain("Add to cart");
    expect(english).toContain("$200.95");
    expect(german).toContain("200,95\u00a0$");
  });

  it("mark text of the catalog with its language", async () => {
    expect(await htmlOf(`/de${PRODUCT}`)).toContain('<h1 lang="en">Quarry Round Casserole</h1>');
    expect(await htmlOf(PRODUCT)).toContain("<h1>Quarry Round Casserole</h1>");
  });

  it("of a product tell search engines each offer", async () => {
    const html = await htmlOf(`/de${PRODUCT}`);
    const fact = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(fact)).toMatchObject({
      "@type": "Product",
      name: "Quarry Round Casserole",
      url: `${ORIGIN}/de${PRODUCT}`,
      image: `${ORIGIN}/images/quarry-round-casserole.svg`,
      offers: [
        {
          "@type": "Offer",
          price: "200.95",
          priceCurrency: "USD",
          availability: "https://schema.org/InStock",
        },
        { "@type": "Offer", priceCurrency: "USD" },
      ],
    });
  });

  it("of a product lead to each variant without a script", async () => {
    const html = await htmlOf(PRODUCT);
    const [, larger = ""] = /href="(\/p\/quarry-round-casserole\?sku=[^"]+)"[^>]*>6 L</.exec(html) ?? [];
    const chosen = await htmlOf(larger);
    expect(chosen).toMatch(/aria-current="true"[^>]*>6 L</);
    expect(linksOf(chosen, "canonical")).toEqual({ canonical: `${ORIGIN}${PRODUCT}` });
    expect(chosen).toContain("<noscript>");
  });

  it("of a category have further parts, which search engines follow and do not list", async () => {
    const first = await htmlOf("/c/kitchen?from=20&to=60");
    const next = tags(first, "a").find((tag) => attribute(tag, "rel") === "next") ?? "";
    const path = attribute(next, "href")?.replaceAll("&amp;", "&") ?? "";
    expect(path).toMatch(/^\/c\/kitchen\?from=20&to=60&cursor=/);
    const second = await htmlOf(path);
    expect(second).toContain('<meta name="robots" content="noindex, follow">');
    // An address of another page would contradict it.
    for (const rel of ["canonical", "alternate"]) expect(linksOf(second, rel)).toEqual({});
    expect(second).toContain('name="from"');
  });

  it("of a category in another order are that category for search engines", async () => {
    const html = await htmlOf("/c/kitchen?sort=-price");
    expect(linksOf(html, "canonical")).toEqual({ canonical: `${ORIGIN}/c/kitchen` });
    expect(html).not.toContain('name="robots"');
  });

  it("show messengers a picture that these can draw", async () => {
    const catalog = fixedCatalog();
    const photos = async (path: string) =>
      Response.json(JSON.parse((await (await catalog(path)).text()).replaceAll(".svg", ".webp")));
    const { body } = await built.open(PRODUCT, { api: photos });
    const picture = `${ORIGIN}/images/quarry-round-casserole.webp`;
    expect(body).toContain(`<meta property="og:image" content="${picture}">`);
    expect(await htmlOf(PRODUCT)).not.toContain("og:image");
    expect(await htmlOf("/c/kitchen")).not.toContain("og:image");
  });

  it("mark names of departments within a sentence with their language", async () => {
    const german = await htmlOf("/de");
    expect(german).toMatch(/Alles aus (<!-- -->)?<span lang="en">[^<]+<\/span>/);
    expect(german).toMatch(/<span lang="en">[^<]+<\/span>(<!-- -->)? ansehen/);
    expect(await htmlOf("/")).not.toMatch(/<span lang=/);
  });

  it("of a product say in words which variants are sold out", async () => {
    const soldOut = async (path: string) => {
      const answer = (await (await fixedCatalog()(path)).json()) as { variants?: { availability: string }[] };
      for (const variant of answer.variants ?? []) variant.availability = "out_of_stock";
      return Response.json(answer);
    };
    const { body } = await built.open(`/de${PRODUCT}`, { api: soldOut });
    expect(body).toMatch(/>6 L(<!-- -->)?<span [^>]*lang="de"> \(Ausverkauft\)<\/span><\/a>/);
    expect(await htmlOf(`/de${PRODUCT}`)).not.toContain("Ausverkauft");
  });

  it("of a category tell its number of products only while they show them all", async () => {
    expect(visible(await htmlOf("/c/kitchen"))).toMatch(/\d+ products/);
    expect(visible(await htmlOf("/c/kitchen?sort=-price"))).toMatch(/\d+ products/);
    expect(visible(await htmlOf("/c/kitchen?from=20&to=60"))).not.toMatch(/\d+ products/);
  });

  it("of a laptop show where a newcomer goes on", async () => {
    const { body } = await built.open("/", { local: true });
    for (const address of ["/_local/sign-in", "/_local/outbox", "/api-docs"])
      expect(body).toContain(`href="${address}"`);
    expect(await htmlOf("/")).not.toContain("/_local/");
  });

  it("keep their frame when the API is down, and say so in words", async () => {
    const { body } = await built.open("/de/c/kitchen", { api: failingApi(503) });
    expect(body).toContain("Der Laden antwortet nicht");
    expect(tags(visible(body), "header")).toHaveLength(1);
    expect(body).toMatch(/href="\/de\/c\/kitchen">Noch einmal versuchen/);
  });

  it("cannot be left by a text of the catalog", async () => {
    const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const api = async (path: string) =>
      Response.json(
        path === "/categories"
          ? { items: [{ slug: "kitchen", name: evil, description: evil, products: 1 }] }
          : { items: [] },
      );
    const { body } = await built.open("/c/kitchen", { api });
    expect(body).not.toContain("<script>alert");
    expect(body).not.toContain("<img src=x");
  });
});
