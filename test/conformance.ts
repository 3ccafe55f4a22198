/**
 * `npm run conformance`: runs the suites of the local cloud and prints how many of their tests
 * pass, by service. With `TARGET=aws` those of them that know no more than an SDK run against AWS,
 * by the credentials of the environment.
 */
import { relative, sep } from "node:path";
import { startVitest } from "vitest/node";
import { optionsOf } from "@tradewind/command-line";

const HELP = `Runs the suites of the local cloud; prints how many of their tests pass, by service.

Usage: npm run conformance

  --help    show this text

With TARGET=aws, the suites that need only an SDK run against AWS, with the credentials of the
environment.
`;
optionsOf("conformance", HELP, {});

const SUITES = "test/integration/local-cloud";

/** Suites that turn no clock, plan no fault and look behind no API. */
const PORTABLE = [
  ...["batches", "conditions", "items", "legacy-parameters", "query", "scan", "updates"].map(
    (suite) => `dynamodb/${suite}`,
  ),
  ...["encryption", "signing"].map((suite) => `kms/${suite}`),
];
/** A table of AWS's takes some ten seconds. */
const ON_AWS = { testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 1, fileParallelism: false };

const onAws = process.env["TARGET"] === "aws";
const suites = onAws ? PORTABLE.map((suite) => `${SUITES}/${suite}.test.ts`) : [SUITES];
const vitest = await startVitest("test", suites, {
  config: "test/vitest.config.ts",
  watch: false,
  reporters: ["dot"],
  ...(onAws && ON_AWS),
});

const counts = new Map<string, { passed: number; failed: number; skipped: number }>();
for (const module of vitest.state.getTestModules()) {
  const [service = ""] = relative(SUITES, module.moduleId).split(sep);
  const count = counts.get(service) ?? { passed: 0, failed: 0, skipped: 0 };
  counts.set(service, count);
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed" || state === "failed") count[state] += 1;
    else count.skipped += 1;
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
const line = (name: string, { passed, failed, skipped }: typeof total) => {
  const others = `${failed > 0 ? `, ${failed} failed` : ""}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  process.stdout.write(`${name.padEnd(16)} ${String(passed).padStart(5)} passed${others}\n`);
};
process.stdout.write("\n");
for (const [service, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  line(service, count);
  for (const state of ["passed", "failed", "skipped"] as const) total[state] += count[state];
}
line("all", total);
await vitest.close();
