/** Runs a load in a worker thread, so that the client does not share the server's event loop. */
import { parentPort, workerData } from "node:worker_threads";
import { checkouts } from "./checkouts.ts";
import { call } from "./http.ts";
import { type Load, type Measured, summary } from "./measured.ts";

/** Requests the paths in turn, `concurrency` at a time, for `seconds`. */
async function requests({
  url,
  paths,
  concurrency,
  seconds,
}: Extract<Load, { kind: "requests" }>): Promise<Measured> {
  const latencies: number[] = [];
  let failures = 0;
  let next = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const begin = performance.now();
        const { status } = await call(url + (paths[next++ % paths.length] ?? ""));
        latencies.push(performance.now() - begin);
        if (status !== 200) failures += 1;
      }
    }),
  );
  return { ...summary(latencies, performance.now() - started), failures };
}

const load = workerData as Load;
parentPort?.postMessage(await (load.kind === "requests" ? requests(load) : checkouts(load)));
