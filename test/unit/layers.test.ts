import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Violations of each layer, planted in a copy of the tree's shape: the check must see every one. */
const planted: [file: string, imports: string][] = [
  ["packages/blueprint/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/local-cloud/src/planted.ts", "@tradewind/blueprint"],
  ["packages/commerce/src/planted.ts", "@tradewind/local-cloud"],
  ["packages/commerce/src/orders/planted.ts", "@tradewind/lambda-kit"],
  ["packages/commerce/src/orders/planted.ts", "../cart/entity.ts"],
  ["packages/lambda-kit/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/lambda-kit/src/planted.ts", "@tradewind/dev"],
  ["functions/orders/planted.ts", "@tradewind/local-cloud"],
  ["functions/orders/planted.ts", "@aws-sdk/client-dynamodb"],
  ["workflows/planted.ts", "@tradewind/commerce/orders"],
];

const allowed: [file: string, imports: string][] = [
  ["packages/commerce/src/orders/fine.ts", "../cart/index.ts"],
  ["packages/commerce/src/orders/fine.ts", "../storage/tables.ts"],
  ["packages/commerce/src/orders/fine.ts", "../money.ts"],
  ["packages/commerce/src/orders/fine.ts", "@tradewind/blueprint/orders"],
  ["packages/lambda-kit/src/fine.ts", "@tradewind/commerce/errors"],
  ["functions/orders/fine.ts", "@tradewind/commerce/orders"],
  ["workflows/fine.ts", "@tradewind/blueprint/order-saga"],
];

const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin", "oxlint");

describe("the layering check", () => {
  let tree: string;
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "layers-"));
    copyFileSync(".oxlintrc.json", join(tree, ".oxlintrc.json"));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  /** What the linter says of a file with this one import. */
  function lint(file: string, imports: string): string {
    const path = join(tree, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `export * from "${imports}";\n`);
    try {
      return execFileSync(process.execPath, [oxlint, file], { cwd: tree, encoding: "utf8" });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    } finally {
      rmSync(path);
    }
  }

  it.each(planted)("refuses that %s imports %s", (file, imports) => {
    expect(lint(file, imports)).toContain("no-restricted-imports");
  });

  it.each(allowed)("lets %s import %s", (file, imports) => {
    expect(lint(file, imports)).not.toContain("no-restricted-imports");
  });
});
