import { Worker } from "node:worker_threads";
import { stages } from "@tradewind/blueprint/ground/stages";
import { startShop } from "@tradewind/dev";
import { meterOrder, orderCostLines } from "@tradewind/ops/cost/order-cost";
import { sampleCatalog } from "@tradewind/sample-catalog";
import type { Load, Measured } from "./measured.ts";
import { requirements } from "./requirements.ts";
import { openShoppers, ordersAtRest, productPaths } from "./shoppers.ts";
import { atMost, CONCURRENCY, say, type Target } from "./suite.ts";

const WARM_UP_SECONDS = 12;

export interface ShopLoad {
  /** Duration of the load of each kind of request. */
  seconds: number;
  /** Number of checkouts. */
  orders: number;
}

/** Measures requests per second and latencies of a shop in this process, and meters one order. */
export async function shopSuite({ seconds, orders }: ShopLoad): Promise<Target[]> {
  say(
    `\nThe server runs in this process, the clients in a worker thread, at concurrency ${CONCURRENCY} by default`,
  );
  const requests = async (name: string, url: string, paths: string[], concurrency = CONCURRENCY) => {
    // The compiler needs this long to warm up. A Lambda that serves traffic is warm as well.
    await run({ kind: "requests", url, paths, concurrency, seconds: WARM_UP_SECONDS });
    return measure(name, { kind: "requests", url, paths, concurrency, seconds });
  };

  const cachedShop = await startShop({ throttling: false });
  const { list, detail } = await productPaths(cachedShop.url);
  const few = list.slice(0, 50);
  const gateway = {
    busy: await requests("health", cachedShop.url, ["/health"]),
    alone: await requests("health, concurrency 1", cachedShop.url, ["/health"], 1),
  };
  const cached = {
    busy: await requests("product list, stage cache", cachedShop.url, few),
    alone: await requests("product list, stage cache, concurrency 1", cachedShop.url, few, 1),
  };
  const stopping = await timeOf(() => cachedShop.stop());

  const shop = await startShop({ throttling: false, cache: false });
  const lists = await requests("product list, no cache, random filters", shop.url, list);
  const uncached = { alone: await requests("product list, no cache, concurrency 1", shop.url, list, 1) };
  const details = await requests("product detail, no cache, random products", shop.url, detail);

  const warmUp = await openShoppers(shop, CONCURRENCY, Math.ceil(orders / 4 / CONCURRENCY));
  await run({ kind: "checkouts", url: shop.url, shoppers: warmUp });
  await ordersAtRest(shop, warmUp);
  const shoppers = await openShoppers(shop, CONCURRENCY, Math.ceil(orders / CONCURRENCY));
  const started = performance.now();
  const checkouts = await measure("whole checkouts (add, cart, order)", {
    kind: "checkouts",
    url: shop.url,
    shoppers,
  });
  const { count, states } = await ordersAtRest(shop, shoppers);
  const toRest = (performance.now() - started) / 1000;
  const ordersToRest = count / toRest;
  say(
    `${"orders to rest, from the first checkout on".padEnd(46)} ${ordersToRest.toFixed(0).padStart(6)}/s   ` +
      `${count} orders in ${toRest.toFixed(1)} s: ${states}`,
  );

  await shop.stop();

  say();
  for (const line of orderCostLines(await meterOrder(), stages.dev)) say(line);

  return [
    atLeast("product list, stage cache", cached.busy, 1800),
    atLeast("product list, no cache, random filters", lists, 900),
    atLeast("product detail, no cache", details, 1200),
    atLeast("whole checkouts", checkouts, 60),
    atRest(ordersToRest),
    atMost("the shop stops", stopping, 1000),
    atMost("the sample catalog is made", Math.min(...(await catalogTimes())), 200),
    ...requirements({ gateway, cached, uncached, checkouts, ordersToRest }),
  ];
}

async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function catalogTimes(): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) times.push(await timeOf(sampleCatalog));
  return times;
}

function run(load: Load): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./load.ts", import.meta.url), { workerData: load });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

async function measure(name: string, load: Load): Promise<Measured> {
  const measured = await run(load);
  const { perSecond, p50, p95, p99, failures } = measured;
  const latency = `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  say(`${name.padEnd(46)} ${perSecond.toFixed(0).padStart(6)}/s   ${latency}   ${failures} failures`);
  return measured;
}

/** Twice what two cores did before the saga's executions were short. */
const ORDERS_TO_REST = 2 * 46;

const atRest = (perSecond: number): Target => ({
  name: "orders to rest",
  measured: `${perSecond.toFixed(0)}/s`,
  wanted: `at least ${ORDERS_TO_REST}/s`,
  met: perSecond >= ORDERS_TO_REST,
});

function atLeast(name: string, { perSecond, failures }: Measured, rate: number): Target {
  return {
    name,
    measured: `${perSecond.toFixed(0)}/s`,
    wanted: `at least ${rate}/s`,
    met: perSecond >= rate && failures === 0,
  };
}
