import { globSync } from "node:fs";
import { expect, it } from "vitest";
import { folderCycles } from "../support/folder-cycles.ts";
import { importsOf, read } from "../support/imports.ts";

const importsIn = (sources: readonly (readonly [file: string, text: string])[]) =>
  sources.flatMap(([file, text]) => importsOf(file, text, new Map()));
const stacks = globSync("stacks/*/*.ts").map((file) => [file, read(file)] as const);

it("no two folders of stacks need each other", () => {
  expect(importsIn(stacks).length).toBeGreaterThan(150);
  expect(folderCycles(importsIn(stacks))).toEqual([]);
});

it.each([
  ["two folders", [["stacks/data/planted.ts", 'import { api } from "../api/rest-api.ts";']]],
  [
    "three folders, by files that do not import each other",
    [
      ["stacks/security/planted.ts", 'export * from "../operations/dashboard.ts";'],
      ["stacks/channels/planted.ts", 'await import("../security/secrets.ts");'],
    ],
  ],
] as const)("a cycle of %s is found when planted", (_of, planted) => {
  expect(folderCycles(importsIn([...stacks, ...planted]))).not.toEqual([]);
});

it("an import of types closes no cycle", () => {
  const planted = ["stacks/data/planted.ts", 'import type { Api } from "../api/rest-api.ts";'] as const;
  expect(folderCycles(importsIn([...stacks, planted]))).toEqual([]);
});
