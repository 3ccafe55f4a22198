/** The function at the edge, as CloudFront would run it, and the addresses that the laptop uses. */
import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { pageHeadersWith } from "@tradewind/blueprint/derived/page-headers";
import { objectAddressOf, openStyles, pageOfObject } from "@tradewind/blueprint/derived/pages";
import { siteIn } from "@tradewind/bundles/built-site";
import { siteFolder } from "@tradewind/bundles/bundle-folder";
import { Deployment } from "./checks/index.ts";
import { evaluateAll } from "./harness/evaluation.ts";
import { ROOT } from "./harness/platform.ts";

interface EdgeRequest {
  uri: string;
  querystring: Record<string, { value: string }>;
  headers: Record<string, { value: string }>;
}

const { graphs, bundles } = await evaluateAll();
const { pages } = blueprint.cdn;
const { id } = siteIn(`${ROOT}/${siteFolder(ROOT)}`);

function edgeOf(stage: string): (request: EdgeRequest) => EdgeRequest {
  const graph = graphs.find((one) => one.stage === stage && !one.dev);
  if (!graph) throw new Error(`The stage ${stage} was not evaluated.`);
  const code = new Deployment(graph, bundles).named("cloudfront/function", "CdnPageOf")?.props["code"];
  const handler = runInNewContext(`${String(code)}; handler`) as (event: object) => EdgeRequest;
  return (request) => handler({ request });
}

const atEdge = edgeOf("production");
const asked = (uri: string, querystring: EdgeRequest["querystring"] = {}): EdgeRequest => ({
  uri,
  querystring,
  headers: { host: { value: "d1.cloudfront.net" }, "x-forwarded-host": { value: "evil.example" } },
});

const segment = fc.stringMatching(/^[a-z0-9.%-]{1,12}$/);
const path = fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);

describe("the address of a page", () => {
  it.each([
    ["/", `/pages/${id}/index.html`],
    ["/de/c/kitchen", `/pages/${id}/de/c/kitchen`],
    ["/api-docs", "/api-docs.html"],
    ["/favicon.svg", "/favicon.svg"],
    ["/sitemaps/kitchen/1.xml", "/sitemaps/kitchen/1.xml"],
    ["/.well-known/security.txt", "/.well-known/security.txt"],
    ["/.well-known/change-password", "/.well-known/change-password"],
  ])("%s leads to the object %s", (uri, object) => {
    expect(atEdge(asked(uri)).uri).toBe(object);
  });

  it("has no kept page when it has a query, and the cache knows only what a page knows", () => {
    const known = { sort: { value: "-price" } };
    const foreign = { utm_source: { value: "mail" }, "response-content-type": { value: "text/plain" } };
    const sorted = atEdge(asked("/c/kitchen", { ...known, ...foreign }));
    expect(sorted).toMatchObject({ uri: "/live/c/kitchen", querystring: known });
    expect(atEdge(asked("/", foreign))).toMatchObject({ uri: `/pages/${id}/index.html`, querystring: {} });
    expect(atEdge(asked("/favicon.svg", foreign)).querystring).toEqual({});
  });

  it("leads to the same object at the edge and on a laptop", () => {
    const names = fc.subarray(["sku", "sort", "cursor", "utm_source", "versionId"]);
    fc.assert(
      fc.property(path, names, fc.constantFrom("", "/"), (start, given, end) => {
        const uri = start === "/" ? "/" : `${start}${end}`;
        const query = Object.fromEntries(given.map((name) => [name, { value: "x" }]));
        const edge = atEdge(asked(uri, query));
        const search = `?${given.map((name) => `${name}=x`).join("&")}`;
        const laptop = objectAddressOf(pages, id, { path: uri, search });
        expect(edge.uri).toBe(laptop.path);
        expect(Object.keys(edge.querystring).toSorted()).toEqual(
          [...new URLSearchParams(laptop.search).keys()].toSorted(),
        );
      }),
    );
  });

  it("can be told from its object, so that the renderer writes the page that was asked for", () => {
    fc.assert(
      fc.property(path, fc.constantFrom("", "?sku=A"), (uri, search) => {
        if (uri.includes(".") || Object.hasOwn(pages.files, uri)) return;
        const object = objectAddressOf(pages, id, { path: uri, search });
        expect(pageOfObject(pages, object.path).path).toBe(uri);
      }),
    );
  });

  it("carries the shop's name, and not a name that the visitor claims", () => {
    const site = "x-forwarded-host";
    expect(atEdge(asked("/")).headers[site]).toEqual({ value: "tradewind.example" });
    expect(edgeOf("dev")(asked("/")).headers[site]).toEqual({ value: "d1.cloudfront.net" });
  });
});

describe("the styles of pages that may be open", () => {
  const DAY = 24 * 60 * 60 * 1000;
  const now = 100 * DAY;
  const build = (name: string, day: number) => ({ styleHashes: [name], releasedAt: day * DAY });
  const stylesOf = (...earlier: ReturnType<typeof build>[]) =>
    openStyles(pages, { styleHashes: ["current"] }, earlier, now);

  it("are those of the build that was in use until now, however old it is", () => {
    expect(stylesOf(build("old", 1), build("older", 0))).toEqual(["current", "old"]);
  });

  it("are those of builds that were replaced within thirty days", () => {
    expect(stylesOf(build("last", 80), build("replaced in time", 10), build("gone", 5))).toEqual([
      "current",
      "last",
      "replaced in time",
    ]);
  });

  it("are as many as CloudFront's limit of a policy allows, the newest first", () => {
    const many = Array.from({ length: 40 }, (_, index) => build(`style-${index}`, 99 - index / 10));
    const styles = stylesOf(...many);
    expect(styles.slice(0, 2)).toEqual(["current", "style-0"]);
    const hashes = styles.map(() => `sha256-${"x".repeat(44)}`);
    const policy = pageHeadersWith(blueprint.securityHeaders.page, hashes)["content-security-policy"];
    expect(styles).toHaveLength(20);
    expect(policy?.length).toBeLessThan(1783);
  });
});
