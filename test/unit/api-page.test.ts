import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import { errorCodes } from "@tradewind/blueprint/language/errors";
import { apiPage } from "@tradewind/ops/docs/api-page/page";

const page = apiPage();
const every = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, found = ""]) => found);
const ids = every(/ id="([^"]*)"/g);

describe("the page of the API", () => {
  it("is the one in force", () => {
    expect(readFileSync("docs/api-docs.html", "utf8") === page, "Run `npm run docs`.").toBe(true);
  });

  it("has each route, each schema and each error code once", () => {
    const { schemas } = openApiDocument(blueprint)["components"] as { schemas: object };
    const wanted = [
      ...blueprint.api.routes.map(({ name }) => name.charAt(0).toLowerCase() + name.slice(1)),
      ...Object.keys(schemas).map((name) => `schema-${name}`),
      ...Object.keys(errorCodes).map((code) => `error-${code}`),
    ];
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has no link that leads nowhere, and no label that names nothing", () => {
    const targets = [...every(/href="#([^"]*)"/g), ...every(/aria-labelledby="([^"]*)"/g)];
    expect(targets.length).toBeGreaterThan(500);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("may be shown under the policy of the shop's pages", () => {
    const tags = every(/(<[a-z][^>]*>)/g);
    expect(tags.filter((tag) => /^<(script|style)| style=| on\w+=|javascript:|https?:/.test(tag))).toEqual(
      [],
    );
  });

  it("has landmarks, a way past the navigation, and headings without a gap", () => {
    for (const landmark of ["<header>", '<nav aria-label="Sections">', '<main id="main" tabindex="-1">'])
      expect(page.split(landmark)).toHaveLength(2);
    expect(page.indexOf('<a class="skip" href="#main">')).toBeLessThan(page.indexOf("<header>"));
    const levels = every(/<h(\d)/g).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it("has tables with a caption, and headers of columns and rows", () => {
    for (const table of every(/<table[^>]*>([^]*?)<\/table>/g)) {
      expect(table).toMatch(/^\n<caption>[^<]+<\/caption>\n<thead><tr>(<th scope="col">[^<]+<\/th>)+<\/tr>/);
      expect(table.match(/<th scope="row">/g)?.length).toBe((table.match(/<tr>/g)?.length ?? 0) - 1);
    }
  });

  it("shows texts of the blueprint as text", () => {
    const [first, ...others] = blueprint.api.routes;
    if (!first) return expect.fail("There is no route.");
    const hostile = { ...first, description: 'An <img src="x"> & `<b>`' };
    const changed = apiPage({ ...blueprint, api: { ...blueprint.api, routes: [hostile, ...others] } });
    expect(changed).toContain("An &lt;img src=&quot;x&quot;&gt; &amp; <code>&lt;b&gt;</code>");
  });
});
