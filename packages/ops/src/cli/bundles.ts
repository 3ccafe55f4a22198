/**
 * `npm run bundles`: bundles every function as it is deployed, prints the bundles' sizes and
 * measures their import times in new processes, beside an empty module. Exits with 1 when a bundle
 * exceeds its budget or cannot be loaded.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleBudgets, median, overBudget } from "@tradewind/bundles/bundle-budgets";
import { bundling } from "@tradewind/bundles/bundling";
import { environmentOf, type ImportTime, importTimes } from "@tradewind/bundles/import-time";
import { lambdaBundles } from "@tradewind/bundles/lambda-bundles";
import { fail, optionsOf } from "@tradewind/command-line";

const HELP = `Bundles every function as it is deployed; prints sizes and import times.

Usage: npm run bundles -- [options]

  --rounds N    measure each import in N new processes (default 5)
  --no-times    print only the sizes
  --help        show this text

The exit code is 1 when a bundle exceeds its budget.
`;
const values = optionsOf("bundles", HELP, {
  rounds: { type: "string", default: "5" },
  times: { type: "boolean", default: true },
});
if (!/^[1-9]\d*$/.test(values.rounds)) fail("--rounds must be a whole number of at least 1.");
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const bundles = (await lambdaBundles(root)).toSorted((a, b) => a.bytes - b.bytes);

const say = (line: string) => process.stdout.write(`${line}\n`);
const row = (name: string, ...columns: string[]) =>
  say(`${name.padEnd(26)}${columns.map((text) => text.padStart(12)).join("")}`);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
const ratio = (value: number, base: number) => `${(value / base).toFixed(1)}x`;

const times = values.times ? await measureTimes(Number(values.rounds)) : undefined;
if (times) {
  row("function", "size", "import", "", "from start", "");
  row("an empty module", "", ...columns(times.empty));
  row("the DynamoDB client", kilobytes(times.client.bytes), ...columns(times.client.time));
}
for (const [index, { function: name, bytes }] of bundles.entries()) {
  const time = times?.each[index];
  row(name, kilobytes(bytes), ...(time ? columns(time) : []));
}
const sizes = bundles.map(({ bytes }) => bytes);
say(
  `\n${bundles.length} bundles: median ${kilobytes(median(sizes))} (budget ${kilobytes(bundleBudgets.median)}), largest ${kilobytes(Math.max(...sizes))} (budget ${kilobytes(bundleBudgets.each)}).`,
);
if (times) {
  for (const what of ["import", "start"] as const) sayRatios(what);
  say(
    `Times are processor time, the median of ${values.rounds} new processes. "from start" includes the start of Node.`,
  );
}
const problems = overBudget(bundles);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function measureTimes(rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));
  const file = join(folder, "empty.mjs");
  writeFileSync(file, "export const handler = () => {};\n");
  const client = await bundleDatabaseClient(folder);
  const [empty, clientTime, ...each] = await importTimes(
    [
      { file, environment: {} },
      { file: client, environment: {} },
      ...bundles.map((one) => ({
        file: join(root, one.file),
        environment: environmentOf(one.function),
      })),
    ],
    rounds,
  );
  const { size: bytes } = statSync(client);
  rmSync(folder, { recursive: true });
  if (!empty || !clientTime) throw new Error("Nothing was measured.");
  return { empty, client: { bytes, time: clientTime }, each };
}

/**
 * Bundles only the DynamoDB client. Its import time is the part that most functions cannot avoid.
 */
async function bundleDatabaseClient(folder: string): Promise<string> {
  const outfile = join(folder, "client.mjs");
  const library = "@aws-sdk/client-dynamodb";
  const contents = `export { DynamoDBClient, GetItemCommand } from "${library}";`;
  await build({
    ...bundling,
    outExtension: {},
    minify: true,
    stdin: { contents, resolveDir: root },
    outfile,
  });
  return outfile;
}

function columns(time: ImportTime): string[] {
  return [...column("import", time), ...column("start", time)];
}

function column(what: keyof ImportTime, time: ImportTime): string[] {
  const base = times?.empty[what] ?? time[what];
  return [`${time[what].toFixed(what === "import" ? 1 : 0)} ms`, ratio(time[what], base)];
}

function sayRatios(what: keyof ImportTime): void {
  if (!times) return;
  const base = times.empty[what];
  const ratios = times.each.map((time) => time[what] / base);
  const within = ratios.filter((one) => one <= bundleBudgets.importRatio).length;
  const title = what === "import" ? "Import" : "From start";
  say(
    `${title}: median ${median(ratios).toFixed(1)}x, largest ${Math.max(...ratios).toFixed(1)}x an empty module's; ${within} of ${ratios.length} within ${bundleBudgets.importRatio}x.`,
  );
}
