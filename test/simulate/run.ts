/** `npm run simulate`: runs whole shops from seeds. `--help` tells the options. */
import { fileURLToPath } from "node:url";
import { type Arguments, HELP, readArguments } from "./arguments.ts";
import { findPlanted } from "./planted/find.ts";
import { type Outcome, runSeeds } from "./run-seeds.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const say = (line: string) => process.stdout.write(`${line}\n`);

const countsOf = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");

function tell({ seed, violations, ...outcome }: Outcome, verbose: boolean): void {
  const { faults, statuses, returns, seconds, injected, incidents } = outcome;
  const orders = `${countsOf(statuses)}; returns: ${countsOf(returns) || "none"}`;
  say(`seed ${seed}: ${orders}; ${faults} faults, ${seconds.toFixed(1)} s`);
  for (const { invariant, detail } of violations) say(`  VIOLATED ${invariant}: ${detail}`);
  if (violations.length === 0) return;
  for (const incident of incidents) say(`    ${incident}`);
  const kinds = Map.groupBy(injected, (one) =>
    verbose ? `${one.kind} at ${one.at}${one.caller ? ` of ${one.caller}` : ""}` : one.kind,
  );
  for (const [kind, all] of kinds) say(`    ${all.length} × ${kind}`);
}

/** @returns true when no invariant is violated */
async function simulate({ seeds, from, workers, verbose }: Arguments): Promise<boolean> {
  const started = performance.now();
  const violated = new Map<string, number[]>();
  let processorSeconds = 0;
  await runSeeds(
    Array.from({ length: seeds }, (_, index) => from + index),
    {
      root: ROOT,
      workers,
      ended(outcome) {
        tell(outcome, verbose);
        processorSeconds += outcome.seconds;
        for (const invariant of new Set(outcome.violations.map((one) => one.invariant)))
          violated.set(invariant, [...(violated.get(invariant) ?? []), outcome.seed]);
        return "go on";
      },
    },
  );
  const minutes = (performance.now() - started) / 60_000;
  say(
    `${seeds} seeds, ${(seeds / minutes).toFixed(1)} a minute; ` +
      `${(processorSeconds / seeds).toFixed(1)} s of processor time a seed.`,
  );
  for (const [invariant, all] of violated) say(`Violated: ${invariant} (seeds ${all.join(", ")})`);
  if (violated.size === 0) say("No invariant is violated.");
  return violated.size === 0;
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

const given = argumentsOrExit();
if (given.help) process.stdout.write(HELP);
else {
  const passed = given.planted ? await findPlanted(ROOT, given, say) : await simulate(given);
  if (!passed) process.exitCode = 1;
}
