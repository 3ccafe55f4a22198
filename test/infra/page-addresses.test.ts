/** The function at the edge, as CloudFront would run it, and the addresses that the laptop uses. */
import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { objectPathOf, pageOfObject } from "@tradewind/blueprint/derived/pages";
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
  ])("%s leads to the object %s", (uri, object) => {
    expect(atEdge(asked(uri)).uri).toBe(object);
  });

  it("has no kept page when it has a query", () => {
    expect(atEdge(asked("/c/kitchen", { page: { value: "2" } })).uri).toBe("/c/kitchen");
  });

  it("leads to the same object at the edge and on a laptop", () => {
    fc.assert(
      fc.property(path, fc.boolean(), fc.constantFrom("", "/"), (start, hasQuery, end) => {
        const uri = start === "/" ? "/" : `${start}${end}`;
        const query = hasQuery ? { q: { value: "tea" } } : {};
        expect(atEdge(asked(uri, query)).uri).toBe(objectPathOf(pages, id, uri, hasQuery));
      }),
    );
  });

  it("can be told from its object, so that the renderer writes the page that was asked for", () => {
    fc.assert(
      fc.property(path, (uri) => {
        const object = objectPathOf(pages, id, uri, false);
        if (object === uri || Object.values(pages.files).includes(object as "/")) return;
        expect(pageOfObject(pages, object)).toEqual({ build: id, path: uri });
      }),
    );
  });

  it("carries the shop's name, and not a name that the visitor claims", () => {
    const site = "x-forwarded-host";
    expect(atEdge(asked("/")).headers[site]).toEqual({ value: "tradewind.example" });
    expect(edgeOf("dev")(asked("/")).headers[site]).toEqual({ value: "d1.cloudfront.net" });
  });
});
