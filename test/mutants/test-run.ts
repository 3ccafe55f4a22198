/** Runs of Vitest in a copy of the repository. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

/** Twice as long as in `npm test`: that the machine is busy must not kill a mutant. */
const TIMEOUT_MS = 60_000;
/** A run that prints nothing for longer than any test may take goes round in circles. */
const SILENT_SECONDS = 120;
const BUILD = ".build";
const REPORT = `${BUILD}/tests.json`;
const OPTIONS =
  "run --config test/mutants/vitest.config.ts --bail 1 --maxWorkers 1 " +
  `--testTimeout ${TIMEOUT_MS} --hookTimeout ${TIMEOUT_MS} ` +
  `--reporter verbose --reporter json --outputFile.json ${REPORT}`;

export interface TestRun {
  /** `timed out`: a test, a hook, or the run itself took too long. */
  outcome: "passed" | "failed" | "timed out";
  /** The first test that failed, and where. */
  failure?: string;
  /** The file of that test. */
  file?: string;
  /** Files of which all tests passed. Others may not have run: Vitest groups files by project. */
  passed: ReadonlySet<string>;
  /** Seconds by test file. */
  seconds: Map<string, number>;
}

/** The files that a run did not come to, as it ended at its first failure. */
export const notReached = (files: readonly string[], { file = files[0], passed }: TestRun): string[] =>
  files.filter((name) => name !== file && !passed.has(name));

const running = new Set<ChildProcess>();

/** Ends all runs, with the processes that they started. */
export function endRuns(): void {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

/** Runs test files one after another in the given order, up to the first failure. */
export async function runTests(
  root: string,
  copy: string,
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
  // Bundles of the mutant before.
  rmSync(join(copy, BUILD), { recursive: true, force: true });
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), ...OPTIONS.split(" "), ...files],
    {
      cwd: copy,
      env: { ...process.env, ...env, TESTS_IN_ORDER: files.join(" ") },
      stdio: ["ignore", "pipe", "pipe"],
      // Of its own group, so that its workers end with it.
      detached: true,
    },
  );
  running.add(child);
  let silent = 0;
  for (const output of [child.stdout, child.stderr]) output.on("data", () => (silent = 0));
  // Counted second by second, so that a pause of the machine is no silence.
  const watch = setInterval(() => {
    silent += 1;
    if (silent === SILENT_SECONDS && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, 1000);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  running.delete(child);
  if (silent >= SILENT_SECONDS) return { outcome: "timed out", passed: new Set(), seconds: new Map() };
  if (code !== 0) return failureOf(readReport(copy));
  const results = readReport(copy);
  return { outcome: "passed", passed: passedIn(results), seconds: secondsOf(results) };
}

/** The results of test files. Those that did not run, after the first failure, have no failure. */
interface FileResult {
  file: string;
  message: string;
  startTime: number;
  endTime: number;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
}

function readReport(copy: string): FileResult[] {
  const report = join(copy, REPORT);
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: (Omit<FileResult, "file"> & { name: string })[];
  };
  return testResults.map(({ name, ...result }) => ({ ...result, file: relative(copy, name) }));
}

function failureOf(results: readonly FileResult[]): TestRun {
  const failures = results.flatMap(({ file, message, assertionResults }) => [
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => ({
        file,
        what: `${file}: ${fullName}`,
        why: failureMessages.join(),
      })),
    ...(message === "" ? [] : [{ file, what: `${file}: ${message.split("\n", 1)[0]}`, why: message }]),
  ]);
  const [first] = failures;
  return {
    outcome: first?.why.includes("timed out in") ? "timed out" : "failed",
    failure: first?.what ?? "an error outside of a test",
    ...(first && { file: first.file }),
    passed: passedIn(results),
    seconds: secondsOf(results),
  };
}

/** Tests of a file that did not run are skipped. */
const passedIn = (results: readonly FileResult[]) =>
  new Set(
    results
      .filter(
        ({ message, assertionResults }) =>
          message === "" &&
          assertionResults.some(({ status }) => status === "passed") &&
          !assertionResults.some(({ status }) => status === "failed"),
      )
      .map(({ file }) => file),
  );

const secondsOf = (results: readonly FileResult[]) =>
  new Map(results.map(({ file, startTime, endTime }) => [file, (endTime - startTime) / 1000]));
