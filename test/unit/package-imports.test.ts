import { globSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { floorOf, problemsOf } from "../support/import-rules.ts";
import { importsOf, packageOf, read, roomOf } from "../support/imports.ts";

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

const sources = (room: string) =>
  globSync(`${room}/**/*.{ts,tsx}`, { exclude: (name) => name.includes("node_modules") });
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
    ["packages/lambda-kit/src/planted.ts", "const shop = await import(`@tradewind/dev`);"],
    ["packages/lambda-kit/src/planted.ts", "const shop = await import(`@tradewind/${name}`);"],
    ["packages/lambda-kit/src/planted.ts", 'import dev = require("@tradewind/dev");'],
    ["packages/blueprint/src/language/planted.ts", 'export type X = import("../routes.ts").X;'],
    ["packages/blueprint/src/ground/deep/planted.ts", 'import "../../areas/orders.ts";'],
    ["packages/blueprint/src/planted.ts", 'import "./derived/openapi.ts";'],
    ["packages/blueprint/src/derived/planted.ts", 'import { readFileSync } from "node:fs";'],
    ["packages/blueprint/src/areas/planted.ts", 'import { hash } from "crypto";'],
    ["packages/commerce/src/orders/planted.ts", 'export type T = import("../cart/entity.ts").Cart;'],
    ["packages/commerce/src/orders/planted.ts", 'const cart = await import("@tradewind/commerce/cart");'],
    ["packages/commerce/src/orders/planted.ts", 'import * as Returns from "../returns/index.ts";'],
    ["packages/commerce/src/orders/planted.ts", 'import { takeUp } from "./saga/index.ts";'],
    ["packages/commerce/src/returns/planted.ts", 'import * as Drafts from "../drafts/index.ts";'],
    ["packages/commerce/src/returns/planted.ts", 'import { takeUp } from "../orders/saga/lease.ts";'],
    ["packages/commerce/src/inventory/sweep/deep/planted.ts", 'import "../../../cart/index.ts";'],
    ["packages/commerce/src/orders/deep/er/planted.ts", 'import "../../../inventory/lot.ts";'],
    ["packages/commerce/src/platform/deep/er/planted.ts", 'import "../../../inventory/index.ts";'],
    ["packages/commerce/src/planted.ts", 'export * from "./cart/entity.ts";'],
  ])("are refused when planted in %s: %s", (file, text) => {
    expect(problemsOf(importsOf(file, text, packages))).toHaveLength(1);
  });

  it.each([
    ["packages/commerce/src/orders/fine.ts", 'import * as Cart from "../cart/index.ts";'],
    ["packages/commerce/src/orders/fine.ts", 'import "../platform/dynamodb/tables.ts";'],
    ["packages/commerce/src/orders/saga/fine.ts", 'import type { Order } from "../entity.ts";'],
    ["packages/commerce/src/returns/fine.ts", 'import { takeUp } from "../orders/saga/index.ts";'],
    ["packages/blueprint/src/derived/fine.ts", 'import { z } from "zod";'],
    ["packages/lambda-kit/src/fine.ts", '// import("@tradewind/dev")\nconst text = `from "@tradewind/dev"`;'],
  ])("are fine in %s: %s", (file, text) => {
    expect(problemsOf(importsOf(file, text, packages))).toEqual([]);
  });

  it("know a floor for each module of commerce", () => {
    expect(sources("packages/commerce").filter((file) => floorOf(file) === -1)).toEqual([]);
  });

  it.each([...manifests])("of %s are declared in its package.json", (room, { name, dependencies = {} }) => {
    const undeclared = all
      .filter(({ file, ofTypes }) => roomOf(file) === room && !ofTypes)
      .map(({ specifier }) => specifier)
      .filter((specifier) => /^[@a-z]/.test(specifier) && !specifier.startsWith("node:"))
      .map(packageOf)
      .filter((one) => one !== name && !builtinModules.includes(one) && !(one in dependencies));
    expect([...new Set(undeclared)].toSorted()).toEqual([]);
  });
});
