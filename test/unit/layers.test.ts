import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * A violation of each layer, planted in a copy of the folders. The linter must report every one.
 */
const planted: [file: string, imports: string][] = [
  ["packages/blueprint/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/blueprint/src/planted.ts", "./derived/openapi.ts"],
  ["packages/blueprint/src/language/planted.ts", "../ground/limits.ts"],
  ["packages/blueprint/src/ground/planted.ts", "../areas/orders.ts"],
  ["packages/blueprint/src/areas/planted.ts", "../routes.ts"],
  ["packages/blueprint/src/derived/planted.ts", "@tradewind/workflows"],
  ["packages/local-cloud/src/planted.ts", "@tradewind/blueprint"],
  ["packages/sample-catalog/src/planted.ts", "@tradewind/commerce/catalog"],
  ["packages/commerce/src/planted.ts", "@tradewind/local-cloud"],
  ["packages/commerce/src/orders/planted.ts", "@tradewind/lambda-kit"],
  ["packages/commerce/src/orders/planted.ts", "@middy/core"],
  ["packages/commerce/src/orders/planted.ts", "../cart/entity.ts"],
  ["packages/commerce/src/returns/planted.ts", "../orders/saga/sweep.ts"],
  ["packages/commerce/src/orders/saga/planted.ts", "../../inventory/lot.ts"],
  ["packages/commerce/src/orders/saga/planted.ts", "@tradewind/dev"],
  ["packages/commerce/src/platform/planted.ts", "../orders/index.ts"],
  ["packages/commerce/src/platform/dynamodb/planted.ts", "../../orders/index.ts"],
  ["packages/lambda-kit/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/lambda-kit/src/planted.ts", "@tradewind/dev"],
  ["packages/bundles/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/bundles/src/planted.ts", "@tradewind/dev"],
  ["packages/dev/src/planted.ts", "@tradewind/ops/release"],
  ["packages/dev/src/planted.ts", "../../../functions/orders/get-order.ts"],
  ["packages/ops/src/planted.ts", "@tradewind/lambda-kit"],
  ["packages/ops/src/planted.ts", "../../../stacks/stage.ts"],
  ["functions/orders/planted.ts", "@tradewind/local-cloud"],
  ["functions/orders/planted.ts", "@tradewind/ops/release"],
  ["functions/orders/planted.ts", "@aws-sdk/client-dynamodb"],
  ["functions/orders/saga/planted.ts", "@tradewind/workflows"],
  ["stacks/data/planted.ts", "@tradewind/commerce/orders"],
  ["stacks/data/planted.ts", "@tradewind/dev"],
  ["stacks/data/planted.ts", "../../functions/orders/get-order.ts"],
  ["workflows/planted.ts", "@tradewind/commerce/orders"],
  ["workflows/planted.ts", "@aws-sdk/client-sfn"],
];

const allowed: [file: string, imports: string][] = [
  ["packages/blueprint/src/planted.ts", "./areas/orders.ts"],
  ["packages/blueprint/src/ground/fine.ts", "../language/define.ts"],
  ["packages/blueprint/src/areas/fine.ts", "../ground/limits.ts"],
  ["packages/blueprint/src/derived/fine.ts", "../blueprint.ts"],
  ["packages/commerce/src/orders/fine.ts", "../cart/index.ts"],
  ["packages/commerce/src/orders/fine.ts", "../platform/dynamodb/tables.ts"],
  ["packages/commerce/src/orders/fine.ts", "../platform/money.ts"],
  ["packages/commerce/src/orders/fine.ts", "@tradewind/blueprint/areas/orders"],
  ["packages/commerce/src/orders/saga/fine.ts", "../../inventory/index.ts"],
  ["packages/commerce/src/orders/saga/fine.ts", "../../platform/dynamodb/tables.ts"],
  ["packages/commerce/src/returns/fine.ts", "../orders/saga/index.ts"],
  ["packages/commerce/src/platform/messaging/fine.ts", "../context.ts"],
  ["packages/lambda-kit/src/fine.ts", "@tradewind/commerce/platform/errors"],
  ["packages/bundles/src/fine.ts", "@tradewind/blueprint"],
  ["packages/dev/src/fine.ts", "@tradewind/bundles/laptop-build"],
  ["packages/ops/src/fine.ts", "@tradewind/commerce/orders"],
  ["functions/orders/fine.ts", "@tradewind/commerce/orders"],
  ["stacks/functions/fine.ts", "@tradewind/bundles/bundle-folder"],
  ["stacks/wiring/fine.ts", "../functions/functions.ts"],
  ["workflows/fine.ts", "@tradewind/blueprint/areas/order-saga"],
];

const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin", "oxlint");

describe("the layering check", () => {
  let tree: string;
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "layers-"));
    copyFileSync(".oxlintrc.json", join(tree, ".oxlintrc.json"));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  /** The linter's report on a file with this import. */
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
