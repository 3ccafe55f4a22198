import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "@tradewind/bundles/bundle-folder";
import { fail } from "@tradewind/command-line";
import { makeCopy, removeCopy } from "./copy.ts";
import { logReached, type Reached, readReached } from "./reached.ts";
import { seeingTests } from "./seeing-tests.ts";
import { runTests } from "./test-run.ts";

/** All that a test file may use. */
const SOURCES = [
  "{functions,packages,workflows}/**/*.ts",
  "test/support/**/*.ts",
  "test/mutants/{baseline,reached,setup}.ts",
  "package-lock.json",
];

/** A test file that passed without a mutant. */
interface Passed {
  /** Of the file and of all that it may use. */
  hash: string;
  seconds: number;
  places: string[];
}

/** The tests without a mutant. */
export interface Baseline {
  /** Seconds by test file. */
  seconds: ReadonlyMap<string, number>;
  reached: Reached;
}

/** Runs the tests without a mutant: all must pass. Each is kept until it or a source changes. */
export async function baseline(root: string): Promise<Baseline> {
  const kept = join(root, ".build/mutants/baseline.json");
  const sources = fingerprint(root, SOURCES);
  const hashes = new Map(seeingTests(root).map((test) => [test, sources + fingerprint(root, [test])]));
  const earlier = existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as [string, Passed][]) : [];
  const passed = new Map(earlier.filter(([test, { hash }]) => hash === hashes.get(test)));
  const open = [...hashes].filter(([test]) => !passed.has(test));
  if (open.length > 0) {
    const { seconds, reached } = await runWithoutMutant(
      root,
      open.map(([test]) => test),
    );
    for (const [test, hash] of open)
      passed.set(test, { hash, seconds: seconds.get(test) ?? 0, places: [...(reached.get(test) ?? [])] });
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, JSON.stringify([...passed]));
  }
  return {
    seconds: new Map([...passed].map(([test, { seconds }]) => [test, seconds])),
    reached: new Map([...passed].map(([test, { places }]) => [test, new Set(places)])),
  };
}

async function runWithoutMutant(root: string, tests: readonly string[]): Promise<Baseline> {
  const copy = makeCopy(root);
  try {
    const { env } = logReached(copy, globSync("packages/commerce/src/**/*.ts", { cwd: copy }));
    const { outcome, failure, seconds } = await runTests(root, copy, tests, env);
    if (outcome !== "passed") fail(`Without a mutant the tests ${outcome}: ${failure}.`);
    return { seconds, reached: readReached(copy) };
  } finally {
    removeCopy(copy);
  }
}
