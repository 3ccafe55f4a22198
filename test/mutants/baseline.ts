import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "@tradewind/bundles/bundle-folder";
import { fail } from "@tradewind/dev/cli/options";
import { makeCopy, removeCopy } from "./copy.ts";
import { logReached, type Reached, readReached } from "./reached.ts";
import { seeingTests } from "./seeing-tests.ts";
import { runTests } from "./test-run.ts";

const SOURCES = [
  "{functions,packages,workflows}/**/*.ts",
  "test/{faults,integration,support,unit}/**/*.ts",
  "test/mutants/{baseline,reached,seeing-tests,setup}.ts",
  "package-lock.json",
];

/** The tests without a mutant. */
export interface Baseline {
  /** Seconds by test file. */
  seconds: ReadonlyMap<string, number>;
  reached: Reached;
}

/** Runs the tests without a mutant: all must pass. Kept until a source or a test changes. */
export async function baseline(root: string): Promise<Baseline> {
  const kept = join(root, ".build/mutants", `${fingerprint(root, SOURCES)}.json`);
  if (existsSync(kept)) return readBaseline(kept);
  const copy = makeCopy(root);
  try {
    const { env } = logReached(copy, globSync("packages/commerce/src/**/*.ts", { cwd: copy }));
    const { outcome, failure, seconds } = await runTests(root, copy, seeingTests(root), env);
    if (outcome !== "passed") fail(`Without a mutant the tests ${outcome}: ${failure}.`);
    mkdirSync(dirname(kept), { recursive: true });
    const reached = [...readReached(copy)].map(([test, places]) => [test, [...places]]);
    writeFileSync(kept, JSON.stringify({ seconds: [...seconds], reached }));
  } finally {
    removeCopy(copy);
  }
  return readBaseline(kept);
}

function readBaseline(file: string): Baseline {
  const { seconds, reached } = JSON.parse(readFileSync(file, "utf8")) as {
    seconds: [string, number][];
    reached: [string, string[]][];
  };
  return {
    seconds: new Map(seconds),
    reached: new Map(reached.map(([test, places]) => [test, new Set(places)])),
  };
}
