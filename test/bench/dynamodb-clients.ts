import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { type InProcessHandler, LocalCloud } from "@tradewind/local-cloud";
import { summary } from "./measured.ts";
import { CONCURRENCY } from "./suite.ts";

/** One way to reach a DynamoDB. All ways use the same client and the same items. */
export interface Way {
  name: string;
  client: DynamoDBDocumentClient;
  /** The server's process, if it is not this one. */
  server: ChildProcess | undefined;
}

const ITEMS = 1000;
const TableName = "Items";

/**
 * Opens all ways to compare, each with a table of 1,000 items of 300 bytes. `close` ends them all.
 */
export async function openWays(): Promise<{ ways: Way[]; close: () => void }> {
  const cloud = await LocalCloud.open({ port: 0 });
  const other = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", () => resolve()));
  const otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const [ourServer, otherServer] = await Promise.all([
    serve(["packages/local-cloud/src/cli.ts", "--port", "0"]),
    serve(["--input-type=module", "-e", DYNALITE_SERVER]),
  ]);
  const url = cloud.url ?? "";
  const ways = await Promise.all([
    openWay("in process", url, cloud.requestHandler()),
    openWay("dynalite over HTTP, in this process", otherUrl),
    openWay("over HTTP, in a process of its own", ourServer.url, undefined, ourServer.process),
    openWay("dynalite over HTTP, in a process of its own", otherServer.url, undefined, otherServer.process),
  ]);
  const close = () => {
    for (const { client } of ways) client.destroy();
    ourServer.process.kill();
    otherServer.process.kill();
    other.close();
    void cloud.stop();
  };
  return { ways, close };
}

const DYNALITE_SERVER = `import dynalite from "dynalite";
const server = dynalite({ createTableMs: 0 });
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));`;

function serve(script: string[]): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, script, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
    child.stdout.on("data", (chunk: Buffer) => {
      const url = /http:\/\/[\d.]+:\d+/.exec(chunk.toString())?.[0];
      if (url) resolve({ url, process: child });
    });
  });
}

async function openWay(
  name: string,
  endpoint: string,
  requestHandler?: InProcessHandler,
  server?: ChildProcess,
): Promise<Way> {
  const base = new DynamoDBClient({
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    ...(requestHandler && { requestHandler }),
  });
  await base.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await waitUntilTableExists({ client: base, maxWaitTime: 10, minDelay: 1 }, { TableName });
  const client = DynamoDBDocumentClient.from(base);
  for (let first = 0; first < ITEMS; first += 25) {
    const puts = Array.from({ length: 25 }, (_, index) => ({ PutRequest: { Item: item(first + index) } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  }
  return { name, client, server };
}

/** An item of about 300 bytes by DynamoDB's count. */
export function item(number: number) {
  return {
    id: `item-${number}`,
    name: `Item ${number}`,
    price: number * 100,
    tags: ["a", "b"],
    text: "x".repeat(230),
  };
}

/**
 * Calls GetItem for `seconds` at {@link CONCURRENCY}. `serverMs` is the server's processor time for
 * a call, in milliseconds.
 */
export async function getItems({ client, server }: Way, seconds: number) {
  const latencies: number[] = [];
  let next = 0;
  const before = server && processorMs(server);
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (performance.now() < until) {
        const begin = performance.now();
        const { Item } = await client.send(
          new GetCommand({ TableName, Key: { id: `item-${next++ % ITEMS}` } }),
        );
        if (Item?.["text"] === undefined) throw new Error("An item is missing.");
        latencies.push(performance.now() - begin);
      }
    }),
  );
  const serverMs =
    server && before !== undefined ? (processorMs(server) - before) / latencies.length : undefined;
  return { ...summary(latencies, performance.now() - started), serverMs };
}

/** The user and system time that a process has used. Linux counts it in hundredths of a second. */
function processorMs({ pid }: ChildProcess): number {
  if (process.platform !== "linux") return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
