import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

/**
 * A violation of each layer, planted in a copy of the folders. The linter must report every one.
 */
const planted: [file: string, imports: string][] = [
  ["packages/blueprint/src/planted.ts", "@tradewind/commerce/orders"],
  ["packages/blueprint/src/planted.ts", "./derived/openapi.ts"],
  ["packages/blueprint/src/language/planted.ts", "../ground/limits.ts"],
  ["packages/blueprint/src/ground/planted.ts", "../areas/orders.ts"],
  ["packages/blueprint/src/areas/planted.ts", "../routes.ts"],
  ["packages/blueprint/src/areas/accounts/planted.ts", "../orders.ts"],
  ["packages/blueprint/src/areas/accounts/planted.ts", "../../routes.ts"],
  ["packages/blueprint/src/derived/planted.ts", "@tradewind/workflows"],
  ["packages/blueprint/src/planted.ts", "node:fs"],
  ["packages/blueprint/src/language/planted.ts", "node:fs"],
  ["packages/blueprint/src/ground/planted.ts", "node:crypto"],
  ["packages/blueprint/src/areas/planted.ts", "node:fs"],
  ["packages/blueprint/src/areas/accounts/planted.ts", "node:fs"],
  ["packages/blueprint/src/derived/planted.ts", "node:fs/promises"],
  ["packages/local-cloud/src/planted.ts", "@tradewind/blueprint"],
  ["packages/sample-catalog/src/planted.ts", "@tradewind/commerce/catalog"],
  ["packages/command-line/src/planted.ts", "@tradewind/dev"],
  ["packages/storefront/src/build/planted.ts", "@tradewind/blueprint"],
  ["packages/storefront/src/render/planted.ts", "../../../commerce/src/catalog/index.ts"],
  ["packages/storefront/src/pages/planted.ts", "@tradewind/sample-catalog"],
  ["packages/storefront/src/ui/planted.ts", "node:fs"],
  ["packages/storefront/src/worker/planted.ts", "../render/page.tsx"],
  ["packages/storefront/src/app/planted.ts", "../render/page.tsx"],
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
  ["packages/dev/src/planted.ts", "@tradewind/blueprint/ground/cdn"],
  ["packages/dev/src/provision/planted.ts", "@tradewind/blueprint/areas/events"],
  ["packages/dev/src/planted.ts", "@tradewind/blueprint/service-levels"],
  ["packages/dev/src/demo/planted.ts", "@tradewind/ops/release"],
  ["packages/ops/src/planted.ts", "@tradewind/lambda-kit"],
  ["packages/ops/src/planted.ts", "../../../stacks/stage.ts"],
  ["functions/orders/planted.ts", "@tradewind/local-cloud"],
  ["functions/orders/planted.ts", "@tradewind/ops/release"],
  ["functions/orders/planted.ts", "@aws-sdk/client-dynamodb"],
  ["functions/orders/saga/planted.ts", "@tradewind/workflows"],
  ["stacks/data/planted.ts", "@tradewind/commerce/orders"],
  ["stacks/data/planted.ts", "@tradewind/dev"],
  ["stacks/data/planted.ts", "../../functions/orders/get-order.ts"],
  ["stacks/data/planted.ts", "@tradewind/blueprint/ground/network"],
  ["stacks/api/planted.ts", "@tradewind/blueprint/areas/system"],
  ["stacks/stage.planted.ts", "@tradewind/blueprint/messaging"],
  ["workflows/planted.ts", "@tradewind/commerce/orders"],
  ["workflows/planted.ts", "@aws-sdk/client-sfn"],
];

const allowed: [file: string, imports: string][] = [
  ["packages/blueprint/src/planted.ts", "./areas/orders.ts"],
  ["packages/blueprint/src/ground/fine.ts", "../language/define.ts"],
  ["packages/blueprint/src/areas/fine.ts", "../ground/limits.ts"],
  ["packages/blueprint/src/areas/accounts/fine.ts", "../../language/define.ts"],
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
  ["packages/storefront/src/pages/fine.ts", "@tradewind/client"],
  ["packages/storefront/src/render/fine.ts", "node:async_hooks"],
  ["packages/bundles/src/fine.ts", "@tradewind/blueprint"],
  ["packages/dev/src/fine.ts", "@tradewind/bundles/laptop-build"],
  ["packages/dev/src/fine.ts", "@tradewind/blueprint"],
  ["packages/dev/src/fine.ts", "@tradewind/blueprint/language/define"],
  ["packages/dev/src/fine.ts", "@tradewind/blueprint/derived/web-acl"],
  ["packages/dev/src/demo/fine.ts", "@tradewind/blueprint/areas/orders"],
  ["packages/ops/src/fine.ts", "@tradewind/commerce/orders"],
  ["packages/ops/src/fine.ts", "@tradewind/command-line"],
  ["functions/orders/fine.ts", "@tradewind/commerce/orders"],
  ["stacks/functions/fine.ts", "@tradewind/bundles/bundle-folder"],
  ["stacks/wiring/fine.ts", "../functions/functions.ts"],
  ["stacks/wiring/fine.ts", "@tradewind/blueprint"],
  ["stacks/wiring/fine.ts", "@tradewind/blueprint/language/resources"],
  ["stacks/wiring/fine.ts", "@tradewind/blueprint/derived/events"],
  ["workflows/fine.ts", "@tradewind/blueprint/areas/order-saga"],
];

const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin", "oxlint");

/** Sources that are linted in one run, because each start of the linter takes half a second. */
const sources = new Map<string, string>();
let found: ReadonlyMap<string, readonly string[]>;

/**
 * Adds a source to the run under a name of its own in the folder of `file`.
 * @returns reads the rules that the linter reports for it, once it has run
 */
function plant(file: string, source: string): () => readonly string[] {
  const name = file.replace(/\.ts$/, `-${sources.size}.ts`);
  sources.set(name, source);
  return () => found.get(name) ?? [];
}

const plantImport = ([file, imports]: [string, string]) => ({
  file,
  imports,
  rules: plant(file, `export * from "${imports}";\n`),
});

interface Report {
  number_of_files: number;
  diagnostics: { code: string; filename: string }[];
}

beforeAll(() => {
  const tree = mkdtempSync(join(tmpdir(), "layers-"));
  copyFileSync(".oxlintrc.json", join(tree, ".oxlintrc.json"));
  cpSync(".oxlint", join(tree, ".oxlint"), { recursive: true });
  for (const [file, source] of sources) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), source);
  }
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format=json", ...sources.keys()], {
    cwd: tree,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const report = JSON.parse(stdout) as Report;
  expect(report.number_of_files).toBe(sources.size);
  const byFile = Map.groupBy(report.diagnostics, ({ filename }) => filename);
  found = new Map([...byFile].map(([file, all]) => [file, all.map(({ code }) => code)]));
  rmSync(tree, { recursive: true });
});

describe("the layering check", () => {
  it.each(planted.map(plantImport))("refuses that $file imports $imports", ({ rules }) => {
    expect(rules()).toContain("eslint(no-restricted-imports)");
  });

  it.each(allowed.map(plantImport))("lets $file import $imports", ({ rules }) => {
    expect(rules()).not.toContain("eslint(no-restricted-imports)");
  });
});

const orders = "packages/commerce/src/orders/planted.ts";

describe("the check of transaction writes", () => {
  const WRITES = `import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
    export const spendWrite = (): TransactionWrite => asWrite({});
    export const readMany = async (): Promise<string[]> => [];`;
  const dropped = (code: string) =>
    [orders, "functions/orders/planted.ts"].map((file) =>
      plant(
        file,
        `${WRITES}\nimport { otherWrite as renamed } from "./other.ts";\nconst Pay = { spendWrite };\n` +
          `export const run = async () => {\n  ${code}\n};\n`,
      ),
    );

  it.each(
    [
      "spendWrite();",
      "await spendWrite();",
      "void spendWrite();",
      "spendWrite()!;",
      "[1].forEach(() => spendWrite());",
      "[1].forEach(spendWrite);",
      "[1].map(() => spendWrite());",
      "await Promise.all([spendWrite()]);",
      "await Promise.resolve().then(() => spendWrite());",
      "renamed();",
      "Pay.spendWrite?.();",
      'Pay["spendWrite"]();',
      "if (1) (spendWrite() as unknown);",
      "marker.writes(1);",
      "const _ = spendWrite();",
      "const writes = [spendWrite()];",
      "const writes: TransactionWrite[] = []; writes.push(spendWrite());",
      "const writes = [spendWrite()]; writes.push(...(await otherWrites()));",
      "OrderEntity.patch({}).set({});",
      "await OrderEntity.remove({}).where(() => '');",
      "const _ = OrderEntity.create({});",
    ].map((code) => ({ code, planted: dropped(code) })),
  )("refuses a write of a transaction that is dropped: $code", ({ planted: both }) => {
    for (const rules of both) expect(rules()).toContain("transaction-writes(committed)");
  });

  it.each(
    [
      "export const spent = (): TransactionWrite => asWrite({});",
      "export function spent(): TransactionWrite[] {\n  return [];\n}",
      "export async function spent(): Promise<TransactionWrite[]> {\n  return [];\n}",
      "export const spent = (): ReadonlyArray<TransactionWrite> => [];",
      "export const spent = () => asWrite({});",
      "export const pay = { spent: (): TransactionWrite => asWrite({}) };",
      "export function spent() {\n  return [spendWrite()];\n}",
      "export function spent() {\n  return { write: spendWrite() };\n}",
      "export const spent = async () => ({ writes: [...(await readMany()), spendWrite()] });",
      "export const spent = (): { write: TransactionWrite } => ({ write: spendWrite() });",
      "interface Spent {\n  writes: TransactionWrite[];\n}\nexport const spent = (): Spent => ({ writes: [] });",
      "export class Pay {\n  build(): TransactionWrite {\n    return asWrite({});\n  }\n}",
      "export class Pay {\n  build = () => spendWrite();\n}",
      "export interface Pay {\n  build(): TransactionWrite[];\n}",
      "export interface Pay {\n  build: () => Promise<TransactionWrite[]>;\n}",
      "const build = spendWrite;\nexport const run = () => [build()];",
    ].map((code) => ({ code, rules: plant(orders, `${WRITES}\n${code}\n`) })),
  )("refuses a builder of writes whose name does not say so: $code", ({ rules }) => {
    expect(rules()).toContain("transaction-writes(named)");
  });

  it.each(
    [
      "export async function commitWrites() {\n  await transact([spendWrite()]);\n}",
      "export const orderWrite = async () => OrderEntity.patch({}).set({}).go();",
      "export const orderOperation = async () => {\n  await OrderEntity.create({}).go();\n};",
    ].map((code) => ({ code, rules: plant(orders, `${WRITES}\n${code}\n`) })),
  )("refuses a function that commits although its name says that it builds: $code", ({ rules }) => {
    expect(rules()).toContain("transaction-writes(named)");
  });

  it.each(
    [
      "export const runWrites = () => [spendWrite()];",
      "export const run = async () => {\n  await readMany();\n};",
      "export const run = async () => transact([spendWrite()]);",
      "export const run = async () => {\n  const writes = [spendWrite()];\n  writes.push(spendWrite());\n  return transact(writes);\n};",
      "export const runWrites = async () => {\n  await OrderEntity.get({}).go();\n  return [spendWrite()];\n};",
      "export const run = async () => {\n  await OrderEntity.remove({}).go().catch(() => undefined);\n};",
      "export const run = async () => {\n  const parts = { write: spendWrite() };\n  const journal = parts.write;\n  await transact([journal]);\n};",
      "export const rewrite = async () => transact([spendWrite()]);",
    ].map((code) => ({ code, rules: plant(orders, `${WRITES}\n${code}\n`) })),
  )("lets a write be handed on, and other functions be called: $code", ({ rules }) => {
    expect(rules().filter((rule) => rule.startsWith("transaction-writes"))).toEqual([]);
  });
});

describe("the check of comments", () => {
  it.each([
    {
      fault: "opens with What",
      rule: "plain-words(opening)",
      rules: plant(orders, "/** What an order costs. */\nexport const a = 1;\n"),
    },
    {
      fault: "opens with Whether, on a line of its own",
      rule: "plain-words(opening)",
      rules: plant(orders, "/**\n * Whether it ships.\n */\nexport const a = 1;\n"),
    },
    {
      fault: "is wider than 100 columns",
      rule: "plain-words(width)",
      rules: plant(orders, `// ${"word ".repeat(20)}end\nexport const a = 1;\n`),
    },
  ])("refuses a comment that $fault", ({ rule, rules }) => {
    expect(rules()).toContain(rule);
  });

  const fine = plant(
    orders,
    `/** The total of an order; what is owed. */\nexport const a = 1;\n// https://example.com/${"x".repeat(100)}\n`,
  );
  it("lets other comments be", () => {
    expect(fine().filter((rule) => rule.startsWith("plain-words"))).toEqual([]);
  });
});
