/**
 * `npm run soak`: long versions of the fault tests. Exits with 1 when a write is lost or
 * incomplete, or an invariant is violated.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { killWhileOrdering } from "../faults/random-kills.ts";
import { writeUntilKilled } from "./kills.ts";
import { Ledger } from "./ledger.ts";
import { tearLog } from "./torn-log.ts";

const HELP = `Runs the fault tests for long, in search of lost writes and violated invariants.

Usage: npm run soak -- [options]

Without options it kills a writer 100 times and cuts its log at every byte.

  --kills N        kill a writer N times (kill -9) at random moments, and compare its data
  --torn           cut the log of the last commits at every byte
  --shop N         run N shops under faults, each with its own seed; every second one in a gale
  --shop-kills N   run N shops and kill each three times while customers order
  --crowd N        place N orders, 64 at a time, over 50 SKUs of which one is hot
  --operations N   run N random operations on the DynamoDB engine and on a simple model
  --seed S         the first seed (default: from the clock)
  --help           show this text
`;

/** Average number of operations in one run of the model's test. */
const OPERATIONS_PER_RUN = 100;
const SHOP_ROUNDS = 3;

const say = (line: string) => process.stdout.write(`${line}\n`);
let problems = 0;
function report(found: readonly string[]): void {
  problems += found.length;
  for (const problem of found) say(`  PROBLEM ${problem}`);
}

async function killWriters(count: number, firstSeed: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "soak-"));
  const ledger = new Ledger();
  for (let kill = 0; kill < count; kill += 1) {
    const seed = firstSeed + kill;
    const before = ledger.acknowledgements;
    report(await writeUntilKilled(data, ledger, seed));
    say(
      `kill ${kill + 1} of ${count}, seed ${seed}: ${ledger.acknowledgements - before} writes acknowledged`,
    );
  }
  say(`${count} kills, ${ledger.acknowledgements} acknowledged writes.`);
  // After a problem, the data folder stays for inspection.
  if (problems > 0) say(`The data is in ${data}.`);
  else rmSync(data, { recursive: true });
}

async function tearLogs(): Promise<void> {
  const { problems: found, cuts } = await tearLog(6, true);
  report(found);
  say(`A log was cut at ${cuts} places and checked for its complete commits.`);
}

async function runStorms(count: number, firstSeed: number): Promise<void> {
  const file = fileURLToPath(new URL("one-storm.ts", import.meta.url));
  for (let shop = 0; shop < count; shop += 1) {
    const args = [file, String(firstSeed + shop), shop % 2 === 0 ? "rough" : "gale"];
    if (!(await succeeds(process.execPath, args, {})))
      report([`a shop under faults: ${args.slice(1).join(", ")}`]);
  }
}

async function killShops(count: number, firstSeed: number): Promise<void> {
  for (let shop = 0; shop < count; shop += 1) {
    const seed = firstSeed + shop;
    const { violations, statuses } = await killWhileOrdering(seed, SHOP_ROUNDS);
    report(violations.map(({ invariant, detail }) => `seed ${seed}: ${invariant}: ${detail}`));
    say(
      `shop ${shop + 1} of ${count}, seed ${seed}: killed ${SHOP_ROUNDS} times, ${statuses.length} orders at rest`,
    );
  }
}

async function placeCrowd(orders: string): Promise<void> {
  const file = fileURLToPath(new URL("one-crowd.ts", import.meta.url));
  if (!(await succeeds(process.execPath, [file, orders], {}))) report([`a crowd with ${orders} orders`]);
}

async function compareWithModel(count: number): Promise<void> {
  const test = "test/integration/local-cloud/dynamodb/model.test.ts";
  const runs = String(Math.ceil(count / OPERATIONS_PER_RUN));
  const done = await succeeds("vitest", ["run", "--config", "test/vitest.config.ts", test], {
    MODEL_RUNS: runs,
  });
  if (!done) report(["the engine and the model disagree"]);
}

async function succeeds(
  command: string,
  args: string[],
  environment: Record<string, string>,
): Promise<boolean> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...environment } });
  const [code] = (await once(child, "exit")) as [number | null];
  return code === 0;
}

const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    torn: { type: "boolean" },
    shop: { type: "string" },
    "shop-kills": { type: "string" },
    crowd: { type: "string" },
    operations: { type: "string" },
    seed: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const chosen = Object.keys(values).some((name) => name !== "seed");
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (values.kills !== undefined || !chosen) await killWriters(Number(values.kills ?? 100), seed);
if (values.torn || !chosen) await tearLogs();
if (values.shop !== undefined) await runStorms(Number(values.shop), seed);
if (values["shop-kills"] !== undefined) await killShops(Number(values["shop-kills"]), seed);
if (values.crowd !== undefined) await placeCrowd(values.crowd);
if (values.operations !== undefined) await compareWithModel(Number(values.operations));
say(problems === 0 ? "No problems." : `${problems} problems.`);
process.exitCode = problems === 0 ? 0 : 1;
