import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, functionsOf, usesOf } from "@tradewind/blueprint/derived/functions";
import type { Linkable } from "@tradewind/blueprint/language/resources";
import { bundleBudgets, overBudget } from "@tradewind/bundles/bundle-budgets";
import { bundling } from "@tradewind/bundles/bundling";
import { handlerPath } from "@tradewind/bundles/handler-path";
import { type LambdaBundle, lambdaBundles } from "@tradewind/bundles/lambda-bundles";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const IMPORTER = fileURLToPath(new URL("../../support/import-bundles.ts", import.meta.url));
const functions = functionsOf(blueprint);

/** These functions describe or authorise all routes. */
const KNOW_ALL_ROUTES = new Set(["GetOpenApi", "AuthorizeRequest"]);
/** Files that every SDK client imports and no function can use. */
const UNUSABLE =
  /node_modules\/(@aws-sdk\/(credential-provider-(?!env)|token-providers|nested-clients)|jsonschema)/;
const PACKAGES_WITHOUT_LINKS = [
  "@aws-sdk/*",
  "@aws-lambda-powertools/*",
  "@middy/*",
  "aws-jwt-verify",
  "electrodb",
  "zod",
  "ulid",
];

/** The client through which a function uses a resource of each kind. */
const CLIENTS: Partial<Record<Linkable["kind"], string>> = {
  table: "@aws-sdk/client-dynamodb",
  bucket: "@aws-sdk/client-s3",
  key: "@aws-sdk/client-kms",
  queue: "@aws-sdk/client-sqs",
  topic: "@aws-sdk/client-sns",
  bus: "@aws-sdk/client-eventbridge",
  workflow: "@aws-sdk/client-sfn",
  "user-pool": "@aws-sdk/client-cognito-identity-provider",
  email: "@aws-sdk/client-sesv2",
};

/** The clients that a function needs for what it declares to use, sorted by name. */
function clientsOf(fn: AnyFunction): string[] {
  const used = usesOf(blueprint, fn).map(({ resource }) => CLIENTS[resource.kind]);
  return [...new Set(used)].filter((client) => client !== undefined).toSorted();
}

describe("every function's bundle for AWS", () => {
  let bundles: LambdaBundle[] = [];
  const bundleOf = (name: string) => {
    const bundle = bundles.find((one) => one.function === name);
    if (!bundle) throw new Error(`${name} has no bundle.`);
    return bundle;
  };
  const codeOf = (name: string) => readFileSync(join(ROOT, bundleOf(name).file), "utf8");
  const clientsIn = (name: string) =>
    new Set(
      Object.keys(bundleOf(name).inputs).flatMap(
        (file) => /node_modules\/(@aws-sdk\/client-[a-z0-9-]+)\//.exec(file)?.[1] ?? [],
      ),
    );

  // This takes half a minute unless another test has bundled the same sources.
  beforeAll(async () => {
    bundles = await lambdaBundles(ROOT);
  }, 180_000);

  it("is within its budget", () => {
    expect(overBudget(bundles)).toEqual([]);
  });

  it("is reported when it exceeds its budget", () => {
    const large = { function: "Large", bytes: bundleBudgets.each + 1 };
    const problems = overBudget([large, large, { function: "GetHealth", bytes: 60_001 }]);
    expect(problems).toHaveLength(4);
    expect(problems[2]).toBe("GetHealth has 60001 bytes; its budget is 60000.");
  });

  it("has no client beyond the function's declared uses", () => {
    const needless = functions.flatMap((fn) =>
      [...clientsIn(fn.name)]
        .filter((client) => !clientsOf(fn).includes(client))
        .map((client) => `${fn.name}: ${client}`),
    );
    expect(needless).toEqual([]);
    expect([...clientsIn("GetHealth")]).toEqual([]);
    expect([...clientsIn("PlaceOrder")]).toEqual(["@aws-sdk/client-dynamodb"]);
    expect([...clientsIn("ScheduleDelivery")].toSorted()).toEqual([
      "@aws-sdk/client-dynamodb",
      "@aws-sdk/client-sqs",
    ]);
  });

  it("carries the code of cards only where a card becomes a token", () => {
    const holders = bundles.filter(({ inputs }) =>
      Object.keys(inputs).some((file) => /payments\/(card|fingerprint|tokens)\.ts$/.test(file)),
    );
    expect(holders.map(({ function: name }) => name)).toEqual(["CreatePaymentToken"]);
  });

  it("has no code of the SDK or ElectroDB that no function can use", () => {
    const unusable = bundles.flatMap(({ inputs }) =>
      Object.keys(inputs).filter((file) => UNUSABLE.test(file)),
    );
    expect(unusable).toEqual([]);
  });

  /** The renderer of pages calls endpoints within its own process. */
  const routesIn = ({ kind, name }: AnyFunction): string[] => {
    if (name === blueprint.cdn.pages.renderer.name)
      return ["GetProductBySlug", "ListCategories", "ListProducts"];
    return kind === "route" ? [name] : [];
  };

  it("has the definition of its own route and of no other", () => {
    for (const fn of functions.filter(({ name }) => !KNOW_ALL_ROUTES.has(name))) {
      const code = codeOf(fn.name);
      const held = blueprint.api.routes
        .filter(({ handler }) => code.includes(handler))
        .map(({ name }) => name);
      expect([fn.name, held.toSorted()]).toEqual([fn.name, routesIn(fn)]);
    }
  });

  it.each(blueprint.edgeFunctions)("$name reads no environment, which it would not have", ({ name }) => {
    expect(codeOf(name)).not.toMatch(/process\.env|SST_/);
  });

  it("can be loaded", async () => {
    const byClients = Map.groupBy(functions, (fn) => clientsOf(fn).join());
    const oneOfEach = [...byClients.values()].flatMap(([fn]) => (fn ? [fn] : []));
    expect(oneOfEach.length).toBeGreaterThan(5);
    expect(await problemsOfImporting(oneOfEach, ({ name }) => join(ROOT, bundleOf(name).file))).toEqual({});
  });
});

/**
 * On a laptop every function has all links, so only this test shows a function that fails in AWS.
 */
describe("a function", () => {
  const outdir = join(ROOT, `.build/links-${process.pid}`);
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it("starts with only its declared links", async () => {
    await build({
      ...bundling,
      entryPoints: functions.map(({ name, handler }) => ({ in: handlerPath(handler).module, out: name })),
      outdir,
      // Each bundle has its own copy of our modules and SST's. Packages without links are shared.
      external: PACKAGES_WITHOUT_LINKS,
    });
    expect(await problemsOfImporting(functions, ({ name }) => join(outdir, `${name}.mjs`))).toEqual({});
  });
});

/** Imports each function's file with only its links. @returns error messages by function */
async function problemsOfImporting(
  fns: readonly AnyFunction[],
  fileOf: (fn: AnyFunction) => string,
): Promise<unknown> {
  const loading = fns.map((fn) => ({
    name: fn.name,
    file: fileOf(fn),
    links: usesOf(blueprint, fn).map(({ resource }) => resource.name),
  }));
  const { stdout } = await promisify(execFile)(process.execPath, [IMPORTER, JSON.stringify(loading)], {
    env: { ...process.env, AWS_REGION: "us-east-1" },
  });
  return JSON.parse(stdout);
}
