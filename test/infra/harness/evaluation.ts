import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { bundleFunctions, type FunctionBundle } from "./function-bundles.ts";
import type { Graph } from "./graph.ts";
import { ROOT, sstPlatform } from "./platform.ts";
import { bundleProgram } from "./program.ts";

/** Every stage as it would be deployed, and `dev` as `sst dev` has it. */
const EVALUATIONS = [
  { stage: "dev", dev: false },
  { stage: "dev", dev: true },
  { stage: "staging", dev: false },
  { stage: "production", dev: false },
] as const;

export interface Evaluation {
  graphs: Graph[];
  bundles: Record<string, FunctionBundle>;
}

/** What an evaluation depends on. */
const SOURCES = [
  "sst.config.ts",
  "package-lock.json",
  "{stacks,workflows,functions}/**/*.ts",
  "packages/{blueprint,commerce,lambda-kit}/src/**/*.ts",
  "test/infra/harness/*.ts",
];
/** Half a minute on an idle machine. */
const EVALUATION_TIMEOUT_MS = 5 * 60_000;
const WAIT_MS = 100;
const CACHE = join(ROOT, ".build/infra");

/**
 * Evaluates all stages, or reads what an evaluation of the same sources gave before: the test files share it.
 * @throws with the errors of the stage that cannot be evaluated
 */
export async function evaluateAll(): Promise<Evaluation> {
  const file = join(CACHE, `${fingerprint()}.json`);
  mkdirSync(CACHE, { recursive: true });
  // Workers that start together wait for the first, unless it takes so long that it must have died.
  while (!existsSync(file)) {
    if (takeTurn(`${file}.turn`)) await evaluateTo(file);
    else await setTimeout(WAIT_MS);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Evaluation;
}

async function evaluateTo(file: string): Promise<void> {
  const work = mkdtempSync(join(CACHE, "work-"));
  try {
    const evaluation = await evaluate(work);
    writeFileSync(join(work, "evaluation.json"), JSON.stringify(evaluation));
    renameSync(join(work, "evaluation.json"), file);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(`${file}.turn`, { force: true });
  }
}

function takeTurn(file: string): boolean {
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch {
    const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > EVALUATION_TIMEOUT_MS) rmSync(file, { force: true });
    return false;
  }
}

async function evaluate(work: string): Promise<Evaluation> {
  const program = await bundleProgram(await sstPlatform(), work);
  const [bundles, ...graphs] = await Promise.all([
    bundleFunctions(),
    ...EVALUATIONS.map(({ stage, dev }) => evaluateStage(program, stage, dev, work)),
  ]);
  return { graphs, bundles };
}

async function evaluateStage(program: string, stage: string, dev: boolean, work: string): Promise<Graph> {
  const file = join(work, `${stage}-${dev}.json`);
  const script = join(import.meta.dirname, "evaluate.ts");
  await promisify(execFile)(process.execPath, [script, program, stage, String(dev), file], {
    cwd: ROOT,
    timeout: EVALUATION_TIMEOUT_MS,
  });
  return JSON.parse(readFileSync(file, "utf8")) as Graph;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).toSorted()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 32);
}
