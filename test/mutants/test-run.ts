/** Runs of Vitest in a copy of the repository. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * A test may take 30 s and a hook 60 s. A run that prints nothing for longer goes round in circles.
 */
const SILENCE_MS = 120_000;
const BUILD = ".build";
const REPORT = `${BUILD}/tests.json`;
const OPTIONS =
  "run --config test/mutants/vitest.config.ts --bail 1 --maxWorkers 1 " +
  `--reporter verbose --reporter json --outputFile.json ${REPORT}`;

export interface TestRun {
  outcome: "passed" | "failed" | "timed out";
  /** The first test that failed, and where. */
  failure?: string;
  /** Seconds by test file. */
  seconds: Map<string, number>;
}

const running = new Set<ChildProcess>();

/** Ends all runs, with the processes that they started. */
export function endRuns(): void {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

/** Runs test files one after another in the given order, up to the first failure. */
export async function runTests(root: string, copy: string, files: readonly string[]): Promise<TestRun> {
  // Bundles of the mutant before.
  rmSync(join(copy, BUILD), { recursive: true, force: true });
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), ...OPTIONS.split(" "), ...files],
    {
      cwd: copy,
      env: { ...process.env, TESTS_IN_ORDER: files.join(" ") },
      stdio: ["ignore", "pipe", "pipe"],
      // Of its own group, so that its workers end with it.
      detached: true,
    },
  );
  running.add(child);
  let hangs = false;
  const watch = setTimeout(() => {
    hangs = true;
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, SILENCE_MS);
  for (const output of [child.stdout, child.stderr]) output.on("data", () => watch.refresh());
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(watch);
  running.delete(child);
  if (hangs) return { outcome: "timed out", seconds: new Map() };
  return { outcome: code === 0 ? "passed" : "failed", ...readReport(copy) };
}

interface JsonReport {
  testResults: {
    name: string;
    message: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** The report counts files that did not run, after the first failure, as failed, too. */
function readReport(copy: string): Omit<TestRun, "outcome"> {
  const report = join(copy, REPORT);
  if (!existsSync(report)) return { failure: "no test could start", seconds: new Map() };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as JsonReport;
  const ran = testResults.map((result) => ({ ...result, file: relative(copy, result.name) }));
  const failures = ran.flatMap(({ file, message, assertionResults }) => [
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => `${file}: ${test.fullName}`),
    ...(message === "" ? [] : [`${file}: ${message.split("\n", 1)[0]}`]),
  ]);
  return {
    failure: failures[0] ?? "an error outside of a test",
    seconds: new Map(ran.map(({ file, startTime, endTime }) => [file, (endTime - startTime) / 1000])),
  };
}
