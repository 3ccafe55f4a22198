import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildOnce } from "@tradewind/bundles/build-lock";
import { fingerprint } from "@tradewind/bundles/bundle-folder";
import { type LambdaBundle, lambdaBundles } from "@tradewind/bundles/lambda-bundles";
import type { Graph } from "./graph.ts";
import { ROOT, sstPlatform } from "./platform.ts";
import { bundleProgram } from "./program.ts";

/** Every stage as a deploy evaluates it, and `dev` also as `sst dev` evaluates it. */
const EVALUATIONS = [
  { stage: "dev", dev: false },
  { stage: "dev", dev: true },
  { stage: "staging", dev: false },
  { stage: "production", dev: false },
] as const;

export interface Evaluation {
  graphs: Graph[];
  /** Bundles by the function's name. */
  bundles: Record<string, Bundle>;
}

export type Bundle = Pick<LambdaBundle, "bytes" | "exports">;

/** The sources of an evaluation. */
const SOURCES = [
  "sst.config.ts",
  "package-lock.json",
  "{stacks,workflows,functions}/**/*.ts",
  "packages/{blueprint,bundles,commerce,lambda-kit}/src/**/*.ts",
  "test/infra/harness/*.ts",
];
/** An evaluation takes half a minute on an idle machine. */
const EVALUATION_TIMEOUT_MS = 5 * 60_000;
const CACHE = join(ROOT, ".build/infra");
const EVALUATION = "evaluation.json";

/**
 * Evaluates all stages, or reads an earlier evaluation of the same sources. All test files share
 * it.
 * @throws the errors of a stage that cannot be evaluated
 */
export async function evaluateAll(): Promise<Evaluation> {
  const folder = join(CACHE, fingerprint(ROOT, SOURCES));
  await buildOnce(folder, async (work) =>
    writeFileSync(join(work, EVALUATION), JSON.stringify(await evaluate(work))),
  );
  return JSON.parse(readFileSync(join(folder, EVALUATION), "utf8")) as Evaluation;
}

async function evaluate(work: string): Promise<Evaluation> {
  const program = await bundleProgram(await sstPlatform(), work);
  // The stacks refuse a function without a bundle.
  const bundles = await lambdaBundles(ROOT);
  const graphs = await Promise.all(
    EVALUATIONS.map(({ stage, dev }) => evaluateStage(program, stage, dev, work)),
  );
  const byFunction = bundles.map(({ function: name, bytes, exports }) => [name, { bytes, exports }] as const);
  return { graphs, bundles: Object.fromEntries(byFunction) };
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
