import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mutantsOf, mutated } from "../mutants/candidates.ts";
import { logReached, reaching, readReached } from "../mutants/reached.ts";
import { notReached } from "../mutants/test-run.ts";

/** All sources that differ in one place, without the white space that a change leaves behind. */
const changed = (source: string) =>
  mutantsOf("example.ts", source).map((mutant) => mutated(source, mutant).replaceAll(/\s+/g, " ").trim());

it.each([
  ["a < b", ["a <= b"]],
  ["a === b", ["a !== b"]],
  ["a && b", ["a || b"]],
  ["a ?? b", ["a && b"]],
  ["!a", ["a"]],
  ["a - b", ["a + b"]],
  ["a += b", ["a -= b"]],
  ["1", ["0", "2"]],
  ["0", ["1"]],
  ["a ? b : c", ["true ? b : c", "false ? b : c"]],
  ["if (a) b", ["if (true) b", "if (false) b"]],
])("%s becomes each of %j", (source, mutants) => {
  expect(changed(source)).toEqual(mutants);
});

it("leaves out a call whose answer nobody uses", () => {
  expect(changed("await save(order);")).toEqual([";"]);
  expect(changed("writes.push(write);")).toEqual([";"]);
  expect(changed("const saved = await save(order);")).toEqual([]);
});

it("leaves out a write of a transaction", () => {
  expect(changed("const done = transact([orderWrite(a), ...lotWrites(b), c])")).toEqual([
    "const done = transact([ ...lotWrites(b), c])",
    "const done = transact([orderWrite(a), c])",
  ]);
});

it("leaves out the condition of a write", () => {
  expect(changed("const write = patch.where(unchanged).go()")).toEqual(["const write = patch.go()"]);
});

it("leaves types and texts as they are", () => {
  expect(changed("type Digit = 0 | 1; const list = [] as Map<string, 2>[];")).toEqual([]);
  expect(changed('const name = first + " " + last;')).toEqual([]);
});

it("tells the place of a change as an editor counts", () => {
  const [mutant] = mutantsOf("example.ts", "const a = b;\nconst c = a < b;\n");
  expect(mutant).toMatchObject({ file: "example.ts", line: 2, column: 13, from: "<", to: "<=" });
});

/** The files before the one that failed were left out, though Vitest had not run them. */
it("meets the test files that a run has not come to, wherever they stand in its list", () => {
  const files = ["slow.test.ts", "unit/passes.test.ts", "unit/fails.test.ts", "slower.test.ts"];
  const failed = { outcome: "failed", file: "unit/fails.test.ts", seconds: new Map() } as const;
  expect(notReached(files, { ...failed, passed: new Set(["unit/passes.test.ts"]) })).toEqual([
    "slow.test.ts",
    "slower.test.ts",
  ]);
  const hung = { outcome: "timed out", passed: new Set<string>(), seconds: new Map() } as const;
  expect(notReached(files, hung)).toEqual(files.slice(1));
});

it("meets only the test files that run its statement, or the expression that is a function", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-mutants-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = `export function priceOf(units) {
    if (units === 7) return Math.max(...[3].map((price) => price * units));
    return 5 * units;
  }`;
  writeFileSync(join(folder, "price.ts"), source);
  const { env } = logReached(folder, ["price.ts"]);
  const { priceOf } = (await import(join(folder, "price.ts"))) as { priceOf: (units: number) => number };
  const begin = (test: string) => {
    appendFileSync(env["REACHED_LOG"] ?? "", `${test}\n`);
    Reflect.deleteProperty(globalThis, "$seen");
  };
  begin("seven");
  expect(priceOf(7)).toBe(21);
  begin("eight");
  expect(priceOf(8)).toBe(40);
  const reached = readReached(folder);
  const [seven] = mutantsOf("price.ts", source).filter(({ from }) => from === "7");
  const products = mutantsOf("price.ts", source).filter(({ from }) => from === "*");
  const tests = [seven, ...products].map((mutant) => mutant && reaching(mutant, source, reached));
  expect(tests).toEqual([["seven", "eight"], ["seven"], ["eight"]]);
});
