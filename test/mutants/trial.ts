/** Trials of mutants in a copy of the repository. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Baseline } from "./baseline.ts";
import type { Mutant } from "./candidates.ts";
import { plant } from "./copy.ts";
import { type TestOrder, testOrderFor } from "./test-order.ts";
import { notReached, runTests, type TestRun } from "./test-run.ts";

export interface Trial {
  mutant: Mutant;
  tests: TestOrder;
  run: TestRun;
  /** Seconds that the mutant took alone. */
  took: number;
}

/** Runs the tests that are the most likely to kill a mutant. */
export async function tryAlone(
  root: string,
  copy: string,
  mutant: Mutant,
  baseline: Baseline,
): Promise<Trial> {
  const start = performance.now();
  const tests = testOrderFor(mutant, readFileSync(join(copy, mutant.file), "utf8"), baseline);
  const run = await runWith(root, copy, [mutant], tests.first);
  return { mutant, tests, run, took: Math.round((performance.now() - start) / 1000) };
}

/**
 * Runs the other tests of mutants that survived alone. They are planted at once, so that survivors
 * share one run; the test file that fails then meets each alone.
 */
export async function tryTogether(root: string, copy: string, trials: readonly Trial[]): Promise<void> {
  const [together, later] = withoutOverlaps(trials);
  let alive = together;
  let files = [...new Set(alive.flatMap(({ tests }) => tests.others))];
  while (alive.length > 0 && files.length > 0) {
    const mutants = alive.map(({ mutant }) => mutant);
    const run = await runWith(root, copy, mutants, files);
    if (run.outcome === "passed") break;
    const { file = files[0] ?? "" } = run;
    for (const trial of alive)
      if (trial.tests.others.includes(file)) trial.run = await runWith(root, copy, [trial.mutant], [file]);
    alive = alive.filter(({ run }) => run.outcome === "passed");
    files = notReached(files, run).filter((name) => alive.some(({ tests }) => tests.others.includes(name)));
  }
  if (later.length > 0) await tryTogether(root, copy, later);
}

/** Splits off the trials whose mutants change what the mutant of another changes. */
function withoutOverlaps(trials: readonly Trial[]): [Trial[], Trial[]] {
  const together: Trial[] = [];
  const later: Trial[] = [];
  for (const trial of trials) {
    const { mutant } = trial;
    const overlaps = together.some(
      ({ mutant: { file, start, end } }) => file === mutant.file && start < mutant.end && mutant.start < end,
    );
    (overlaps ? later : together).push(trial);
  }
  return [together, later];
}

async function runWith(
  root: string,
  copy: string,
  mutants: readonly Mutant[],
  files: readonly string[],
): Promise<TestRun> {
  if (files.length === 0) return { outcome: "passed", passed: new Set(), seconds: new Map() };
  const takeOut = plant(copy, mutants);
  const run = await twiceIfSlow(root, copy, files);
  takeOut();
  return run;
}

/** A test that ran out of time gets more once, as that may be the machine's doing. */
async function twiceIfSlow(root: string, copy: string, files: readonly string[]): Promise<TestRun> {
  const run = await runTests(root, copy, files);
  if (run.outcome !== "timed out" || run.file === undefined) return run;
  const again = await runTests(root, copy, [run.file, ...notReached(files, run)]);
  return { ...again, passed: new Set([...run.passed, ...again.passed]) };
}
