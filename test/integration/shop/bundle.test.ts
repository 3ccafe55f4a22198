import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { blueprint, functionsOf, usesOf } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/define";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleForLambda } from "../../support/bundle.ts";

const entryOf = (route: Route) => `${route.handler.split(".")[0]}.ts`;
const routeOf = (name: string) => {
  const route = blueprint.api.routes.find((one) => one.name === name);
  if (!route) throw new Error(`There is no route ${name}.`);
  return route;
};

describe("an endpoint bundled as Lambda would be", () => {
  const bundles = new Map<string, Bundle>();
  beforeAll(async () => {
    for (const name of ["AddCartItem", "GetHealth"])
      bundles.set(name, await bundleForLambda(entryOf(routeOf(name))));
  });

  /** Not the bundle itself: a failure would print half a megabyte. */
  const holds = (name: string, text: string) => bundles.get(name)?.code.includes(text) ?? false;

  it.each(["AddCartItem", "GetHealth"])("%s holds its own route's definition, and no other's", (name) => {
    const held = blueprint.api.routes
      .filter(({ summary }) => holds(name, summary))
      .map((route) => route.name);
    expect(held).toEqual([name]);
  });

  it("carries no client it does not use", () => {
    for (const client of ["DynamoDB", "Cognito", "AWSStepFunctions"]) {
      expect([client, holds("GetHealth", client)]).toEqual([client, false]);
    }
    expect(holds("AddCartItem", "AWSStepFunctions")).toBe(false);
  });
});

/** On a laptop every function sees all links, so that only this shows what AWS would refuse to start. */
describe("a function", () => {
  it("starts with no more than the links that it declares", async () => {
    const functions = functionsOf(blueprint);
    mkdirSync(".build", { recursive: true });
    const outdir = mkdtempSync(join(process.cwd(), ".build", "links-"));
    await build({
      entryPoints: functions.map(({ name, handler }) => ({ in: `${handler.split(".")[0]}.ts`, out: name })),
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      platform: "node",
      format: "esm",
      // Each function has our modules and SST's for itself; packages that know no links are loaded once for all.
      external: [
        "@aws-sdk/*",
        "@aws-lambda-powertools/*",
        "@middy/*",
        "aws-jwt-verify",
        "electrodb",
        "zod",
        "ulid",
      ],
    });
    const bundles = functions.map((fn) => ({
      name: fn.name,
      file: join(outdir, `${fn.name}.mjs`),
      links: usesOf(blueprint, fn).map(({ resource }) => resource.name),
    }));
    const script = new URL("../../support/import-bundles.ts", import.meta.url).pathname;
    const env = { ...process.env, AWS_REGION: "us-east-1" };
    const printed = execFileSync(process.execPath, [script, JSON.stringify(bundles)], {
      env,
      encoding: "utf8",
    });
    rmSync(outdir, { recursive: true });
    expect(JSON.parse(printed)).toEqual({});
  });
});
