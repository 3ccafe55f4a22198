import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "@tradewind/bundles/bundle-folder";
import { fail } from "@tradewind/dev/cli/options";
import { runTests } from "./test-run.ts";
import { seeingTests } from "./tests-by-module.ts";

const SOURCES = [
  "{functions,packages,workflows}/**/*.ts",
  "test/{faults,integration,support,unit}/**/*.ts",
  "package-lock.json",
];

/**
 * Runs the tests without a mutant: all must pass. Kept until a source or a test changes.
 * @returns how many seconds each test file took
 */
export async function baseline(root: string, copy: string): Promise<ReadonlyMap<string, number>> {
  const kept = join(root, ".build/mutants", `${fingerprint(root, SOURCES)}.json`);
  if (existsSync(kept)) return new Map(JSON.parse(readFileSync(kept, "utf8")) as [string, number][]);
  const { outcome, failure, seconds } = await runTests(root, copy, seeingTests(root));
  if (outcome !== "passed") fail(`Without a mutant the tests ${outcome}: ${failure}.`);
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify([...seconds]));
  return seconds;
}
