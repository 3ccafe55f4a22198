/**
 * `npm run bench`: requests per second and latencies of a shop on this machine, the metered cost of one order, and the
 * targets, each with met or not. `--seconds N` for each load, `--orders N` for the checkouts.
 */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { startShop } from "@tradewind/dev";
import { bundleReport } from "./bundles.ts";
import { costOfOneOrder } from "./cost.ts";
import type { Load, Measured } from "./measured.ts";
import { openShoppers, ordersAtRest, productPaths } from "./shoppers.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "8" }, orders: { type: "string", default: "960" } },
});
const seconds = Number(values.seconds);
const CONCURRENCY = 16;

const say = (line = "") => process.stdout.write(`${line}\n`);

function run(load: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./load.ts", import.meta.url), { workerData: load });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

const results: { name: string; measured: Measured; target: number }[] = [];

async function measure(name: string, target: number, load: Load): Promise<void> {
  const measured = await run(load);
  results.push({ name, measured, target });
  const { perSecond, p50, p95, p99, failures } = measured;
  const latency = `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  say(`${name.padEnd(46)} ${perSecond.toFixed(0).padStart(6)}/s   ${latency}   ${failures} failures`);
}

/** Answers are warm before they are counted: a Lambda that serves traffic is, too. */
async function requests(name: string, target: number, url: string, paths: string[]): Promise<void> {
  await run({ kind: "requests", url, paths, concurrency: CONCURRENCY, seconds: 2 });
  await measure(name, target, { kind: "requests", url, paths, concurrency: CONCURRENCY, seconds });
}

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
say(
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, commit ${commit}`,
);
say(`Server in this process, clients in a worker thread, concurrency ${CONCURRENCY}\n`);

const cached = await startShop({ throttling: false });
const { list, detail } = await productPaths(cached.url);
await requests("product list, stage cache, few queries", 1800, cached.url, list.slice(0, 50));
await cached.stop();

const shop = await startShop({ throttling: false, cache: false });
await requests("product list, no cache, random filters", 900, shop.url, list);
await requests("product detail, no cache, random products", 1200, shop.url, detail);

const orders = Number(values.orders);
const warmUp = await openShoppers(shop, CONCURRENCY, Math.ceil(orders / 4 / CONCURRENCY));
await run({ kind: "checkouts", url: shop.url, shoppers: warmUp });
const shoppers = await openShoppers(shop, CONCURRENCY, Math.ceil(orders / CONCURRENCY));
const started = performance.now();
await measure("whole checkouts (2 adds, cart, order)", 60, { kind: "checkouts", url: shop.url, shoppers });
const states = await ordersAtRest(shop, [...warmUp, ...shoppers]);
const toRest = (performance.now() - started) / 1000;
say(
  `  all sagas at rest after ${toRest.toFixed(1)} s (${(orders / toRest).toFixed(0)} orders/s to a terminal state): ${states}`,
);

say("\nOne order of three lines, metered");
for (const line of await costOfOneOrder(shop)) say(`  ${line}`);
await shop.stop();

say("\nOne function as it is deployed");
for (const line of await bundleReport()) say(`  ${line}`);

say("\nTargets");
for (const { name, measured, target } of results) {
  const met = measured.perSecond >= target && measured.failures === 0;
  say(
    `  ${met ? "met    " : "not met"}  ${name}: ${measured.perSecond.toFixed(0)}/s, at least ${target}/s wanted`,
  );
}
