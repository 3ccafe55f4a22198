import { globSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { type Import, importsOf, packageOf, read, roomOf } from "../support/imports.ts";

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
}

const manifests = new Map(
  [...globSync("packages/*/package.json"), "workflows/package.json"].map((file) => [
    roomOf(file),
    JSON.parse(read(file)) as Manifest,
  ]),
);
const packages = new Map([...manifests].map(([room, { name }]) => [name, room]));
const ROOMS = [...manifests.keys(), "functions", "stacks"];

/** The rooms that each room may import from, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/blueprint": [],
  "packages/command-line": [],
  "packages/local-cloud": [],
  "packages/sample-catalog": [],
  workflows: ["packages/blueprint"],
  "packages/commerce": ["packages/blueprint"],
  "packages/lambda-kit": ["packages/blueprint", "packages/commerce"],
  "packages/bundles": ["packages/blueprint", "packages/local-cloud"],
  "packages/dev": [
    "packages/blueprint",
    "packages/bundles",
    "packages/command-line",
    "packages/commerce",
    "packages/local-cloud",
    "packages/sample-catalog",
    "workflows",
  ],
  "packages/ops": [
    "packages/blueprint",
    "packages/bundles",
    "packages/command-line",
    "packages/commerce",
    "packages/dev",
    "packages/local-cloud",
  ],
  functions: ["packages/blueprint", "packages/commerce", "packages/lambda-kit"],
  stacks: ["packages/blueprint", "packages/bundles", "workflows"],
};

/** Imports that run up a layer or go into another package by a path. */
const problemsOf = (imports: readonly Import[]) =>
  imports.flatMap(({ file, specifier, into }) => {
    const room = roomOf(file);
    if (into === undefined || into === room) return [];
    if (specifier.startsWith(".")) return [`${file} reaches ${specifier} by a path into ${into}`];
    return MAY_IMPORT[room]?.includes(into) ? [] : [`${file} may not import ${specifier}`];
  });

const sources = (room: string) =>
  globSync(`${room}/**/*.ts`, { exclude: (name) => name.includes("node_modules") });
const all = ROOMS.flatMap((room) => sources(room).flatMap((file) => importsOf(file, read(file), packages)));

describe("imports between packages", () => {
  it("follow the layers, by the packages' names, in every form of import", () => {
    expect(all.length).toBeGreaterThan(3000);
    expect(problemsOf(all)).toEqual([]);
  });

  it.each([
    ["packages/lambda-kit/src/planted.ts", 'export * from "../../dev/src/index.ts";'],
    ["packages/lambda-kit/src/planted.ts", 'const shop = await import("@tradewind/dev");'],
    ["packages/lambda-kit/src/planted.ts", 'type Shop = import("@tradewind/dev").Shop;'],
    ["packages/bundles/src/planted.ts", 'export * from "../../commerce/src/orders/index.ts";'],
    ["packages/commerce/src/orders/deep/er/planted.ts", 'require("@tradewind/local-cloud");'],
    ["packages/local-cloud/src/planted.ts", 'import "../../blueprint/src/index.ts";'],
    ["packages/ops/src/planted.ts", 'export * from "../../../functions/orders/get-order.ts";'],
    ["workflows/planted.ts", 'export * from "../packages/commerce/src/orders/index.ts";'],
    ["stacks/data/planted.ts", 'export * from "../../packages/dev/src/index.ts";'],
  ])("are refused when planted in %s: %s", (file, text) => {
    expect(problemsOf(importsOf(file, text, packages))).toHaveLength(1);
  });

  it.each([...manifests])("of %s are declared in its package.json", (room, { name, dependencies = {} }) => {
    const values = sources(room).flatMap((file) =>
      importsOf(file, withoutTypes(read(file)), packages).map(({ specifier }) => specifier),
    );
    const undeclared = values
      .filter((specifier) => /^[@a-z]/.test(specifier) && !specifier.startsWith("node:"))
      .map(packageOf)
      .filter((one) => one !== name && !builtinModules.includes(one) && !(one in dependencies));
    expect([...new Set(undeclared)].toSorted()).toEqual([]);
  });
});

/** Types are gone when the code runs: their packages are development tools. */
const withoutTypes = (text: string) => text.replaceAll(/\b(import|export) type [^;]*;/g, "");
