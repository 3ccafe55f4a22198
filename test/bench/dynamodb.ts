import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { getItems, openWays } from "./dynamodb-clients.ts";
import type { Scale } from "./dynamodb-scale.ts";
import { CONCURRENCY, say, type Target } from "./suite.ts";

const LEAST_PER_SECOND = 2000;
const LEAST_TIMES_DYNALITE = 2;
const HIGHEST_RATIO = 1.5;

/**
 * Measures GetItem in process and over HTTP beside dynalite in the same run, and the growth of cost
 * and memory with the table.
 */
export async function dynamodbSuite(seconds: number): Promise<Target[]> {
  say(`\nDynamoDB: GetItem through DynamoDBDocumentClient, concurrency ${CONCURRENCY}, items of 300 bytes`);
  return [...(await compareWays(seconds)), ...(await compareSizes())];
}

async function compareWays(seconds: number): Promise<Target[]> {
  const { ways, close } = await openWays();
  const rates: number[] = [];
  for (const way of ways) {
    await getItems(way, 2);
    const { perSecond, p50, p99, serverMs } = await getItems(way, seconds);
    rates.push(perSecond);
    const latency = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
    const server =
      serverMs === undefined ? "" : `, ${serverMs.toFixed(3)} ms of the server's processor per call`;
    say(`${way.name.padEnd(46)} ${perSecond.toFixed(0).padStart(6)}/s   ${latency}${server}`);
  }
  close();
  say("  Over HTTP, the client (SDK and socket) is most of the cost for both servers.");
  const [inProcess = 0, dynalite = 1] = rates;
  const times = inProcess / dynalite;
  return [
    {
      name: "GetItem in process",
      measured: `${inProcess.toFixed(0)}/s`,
      wanted: `at least ${LEAST_PER_SECOND}/s`,
      met: inProcess >= LEAST_PER_SECOND,
    },
    {
      name: "GetItem in one process, against dynalite over HTTP",
      measured: `${times.toFixed(1)} times`,
      wanted: `at least ${LEAST_TIMES_DYNALITE} times`,
      met: times >= LEAST_TIMES_DYNALITE,
    },
  ];
}

async function compareSizes(): Promise<Target[]> {
  const script = fileURLToPath(new URL("./dynamodb-scale.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--expose-gc",
    "--max-old-space-size=8192",
    script,
  ]);
  const { lookup, bareLookup, query10, query100, bytesPerItem } = JSON.parse(stdout) as Scale;
  const ratio = lookup.many / lookup.few;
  say("\nDynamoDB: tables of 1,000 and of 1,000,000 items of 300 bytes, one call after the other");
  const line = (name: string, { few, many }: Scale["lookup"], note = "") =>
    say(
      `${name.padEnd(46)} ${few.toFixed(1)} µs and ${many.toFixed(1)} µs, ratio ${(many / few).toFixed(2)}${note}`,
    );
  line("lookup, through DynamoDBDocumentClient", lookup);
  line("lookup, without an SDK", bareLookup, " (the memory is in no processor cache)");
  line("query with 10 results (100,000 items), no SDK", query10);
  line("query with 100 results (100,000 items), no SDK", query100);
  say(`${"memory".padEnd(46)} ${bytesPerItem.toFixed(0)} MB per million items`);
  return [
    {
      name: "lookup in 1,000,000 items against 1,000",
      measured: `ratio ${ratio.toFixed(2)}`,
      wanted: `below ${HIGHEST_RATIO}`,
      met: ratio < HIGHEST_RATIO,
    },
  ];
}
