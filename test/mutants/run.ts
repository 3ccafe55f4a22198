/**
 * `npm run mutants` measures the tests: it plants one mistake at a time into a copy of the sources
 * and tells which tests notice it.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, optionsOf } from "@tradewind/command-line";
import { seededRandom } from "@tradewind/local-cloud";
import { baseline } from "./baseline.ts";
import { type Mutant, mutantsOf } from "./candidates.ts";
import { compiling } from "./compiling.ts";
import { makeCopy } from "./copy.ts";
import { endRuns, type TestRun } from "./test-run.ts";
import { type Trial, tryAlone, tryTogether } from "./trial.ts";

const CORE = "packages/commerce/src/{orders,inventory,payments,returns}";
const HELP = `Plants one mistake at a time into a copy of the sources and tells which tests notice it.

Usage: npm run mutants -- [options]

  --seed N    the seed of the choice (default: from the clock)
  --count M   number of mutants (default 20)
  --path P    a folder, a pattern, a file or FILE:LINE of commerce (default: orders, inventory,
              payments, returns)
  --floor F   end with exit code 1 when less than F percent are killed
  --jobs N    number of mutants that are tried at once (default 1)
  --help      show this text
`;

const values = optionsOf("mutants", HELP, {
  seed: { type: "string" },
  count: { type: "string", default: "20" },
  path: { type: "string", default: CORE },
  floor: { type: "string", default: "0" },
  jobs: { type: "string", default: "1" },
});
const seed = numberOf("seed", values.seed ?? String(Date.now() % 2 ** 31), 0);
const count = numberOf("count", values.count, 1);
const floor = numberOf("floor", values.floor, 0);
const jobs = numberOf("jobs", values.jobs, 1);

function numberOf(option: string, text: string, least: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least ? number : fail(`--${option} takes a whole number from ${least}, not ${text}.`);
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

const [, path = values.path, line] = /^(.+):(\d+)$/.exec(values.path) ?? [];
const possible = globSync([path, `${path}/**`], { cwd: root })
  .filter((file) => file.endsWith(".ts"))
  .toSorted()
  .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")))
  .filter((mutant) => line === undefined || mutant.line === Number(line));
if (possible.length === 0) fail(`There is nothing to change in ${values.path}.`);

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
process.once("exit", endRuns);
const copies = Array.from({ length: jobs }, () => makeCopy(root));

const [first = ""] = copies;
const chosen = choose(possible, count);
say(`Seed ${seed}: ${chosen.length} of ${possible.length} possible mutants in ${values.path}.`);

const tests = await baseline(root);
const results: Trial[] = [];
const waiting = [...chosen];
await Promise.all(copies.map(tryAll));
summarise();

/** A seeded choice of those that compile. */
function choose(mutants: readonly Mutant[], wanted: number): Mutant[] {
  const random = seededRandom(seed);
  const left = mutants
    .map((mutant) => ({ mutant, rank: random.next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ mutant }) => mutant);
  const found: Mutant[] = [];
  while (found.length < wanted && left.length > 0)
    found.push(...compiling(root, first, left.splice(0, wanted - found.length)));
  return found;
}

async function tryAll(copy: string): Promise<void> {
  const alive: Trial[] = [];
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const trial = await tryAlone(root, copy, mutant, tests);
    results.push(trial);
    if (trial.run.outcome === "passed") alive.push(trial);
    say(`${results.length}/${chosen.length} ${described(mutant)}\n    ${told(trial)} (${trial.took} s)`);
  }
  await tryTogether(root, copy, alive);
  for (const { mutant, run } of alive)
    if (run.outcome !== "passed") say(`${described(mutant)}\n    ${fateOf(run)}`);
}

function described({ file, line, column, from, to }: Mutant): string {
  const text = from.replaceAll(/\s+/g, " ").slice(0, 120);
  return `${file}:${line}:${column}  ${text}  ${to === "" ? "left out" : `→  ${to}`}`;
}

function told({ tests: { first, others }, run }: Trial): string {
  if (run.outcome !== "passed") return fateOf(run);
  return `alive after ${first.length} of ${first.length + others.length} test files`;
}

function fateOf({ outcome, failure = "going round in circles" }: TestRun): string {
  return `${outcome === "failed" ? "killed" : "timed out"} by ${failure}`;
}

function summarise(): void {
  const survivors = results.filter(({ run }) => run.outcome === "passed");
  const timedOut = results.filter(({ run }) => run.outcome === "timed out").length;
  const killed = results.length - survivors.length;
  const share = (100 * killed) / results.length;
  say(`\n${killed} of ${results.length} killed (${share.toFixed(1)} %), ${timedOut} of them by time.`);
  for (const { mutant } of survivors) say(`  survived: ${described(mutant)}`);
  if (share < floor) process.exitCode = 1;
}
