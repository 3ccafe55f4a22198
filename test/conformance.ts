/** `npm run conformance`: runs the suites of the local cloud and prints how many of their tests pass, by service. */
import { relative, sep } from "node:path";
import { startVitest } from "vitest/node";

const SUITES = "test/integration/local-cloud";

const vitest = await startVitest("test", [SUITES], {
  config: "test/vitest.config.ts",
  watch: false,
  reporters: ["dot"],
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
