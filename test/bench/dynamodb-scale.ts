/**
 * Measures how the cost of a lookup and of a query depends on the size of the table, and the memory
 * of a million items. The bench runs this script in a process of its own with `--expose-gc`. It
 * prints one line of JSON, a {@link Scale}.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { LocalCloud } from "@tradewind/local-cloud";

/** Times are microseconds for one call at a time, as the median of several rounds. */
export interface Scale {
  /** GetItem through DynamoDBDocumentClient, in tables of a thousand and of a million items. */
  lookup: Sizes;
  /** GetItem without an SDK, which leaves the cloud's own time. */
  bareLookup: Sizes;
  /** A query with 10 results, without an SDK. */
  query10: Sizes;
  /** A query with 100 results, without an SDK. */
  query100: Sizes;
  /** Growth of the process's memory for each item of 300 bytes. */
  bytesPerItem: number;
}

interface Sizes {
  few: number;
  many: number;
}

const FEW = 1_000;
const MANY = 1_000_000;
/** Number of items with the same partition key in the tables for queries. */
const GROUP = 100;
const MANY_GROUPED = 100_000;
const CALLS = 10_000;
const ROUNDS = 7;

const TEXT = "x".repeat(255);

const cloud = new LocalCloud();

async function post(operation: string, input: object): Promise<string> {
  const { status, body } = await cloud.handle({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "content-type": "application/x-amz-json-1.0",
    },
    body: Buffer.from(JSON.stringify(input)),
  });
  if (status !== 200) throw new Error(`${operation}: ${body.toString()}`);
  return body.toString();
}

const keyOf = (number: number) => ({ id: { S: `item-${number}` } });

const groupedKeyOf = (number: number) => ({
  group: { S: `group-${Math.floor(number / GROUP)}` },
  number: { N: String(number % GROUP) },
});

async function fill(TableName: string, items: number, key: (number: number) => object): Promise<void> {
  const names = Object.entries(key(0)).map(([AttributeName, value]) => ({
    AttributeName,
    AttributeType: Object.keys(value as object)[0],
  }));
  await post("CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: names,
    KeySchema: names.map(({ AttributeName }, index) => ({
      AttributeName,
      KeyType: index === 0 ? "HASH" : "RANGE",
    })),
  });
  for (let first = 0; first < items; first += 25) {
    const puts = Array.from({ length: 25 }, (_, index) => ({
      PutRequest: { Item: { ...key(first + index), price: { N: String(first) }, text: { S: TEXT } } },
    }));
    await post("BatchWriteItem", { RequestItems: { [TableName]: puts } });
  }
}

/** The median time of calls for random items, with the two tables measured in turn. */
async function compare(few: Sample, many: Sample, call: Call): Promise<Sizes> {
  const times = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.few.push(await micros(few, call));
    times.many.push(await micros(many, call));
  }
  return { few: median(times.few), many: median(times.many) };
}

interface Sample {
  table: string;
  items: number;
}

type Call = (table: string, number: number) => Promise<unknown>;

async function micros({ table, items }: Sample, call: Call): Promise<number> {
  const numbers = Array.from({ length: CALLS }, () => Math.floor(Math.random() * items));
  const started = performance.now();
  for (const number of numbers) await call(table, number);
  return ((performance.now() - started) / CALLS) * 1000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function query(items: number): Call {
  return (TableName, number) =>
    post("Query", {
      TableName,
      KeyConditionExpression: "#group = :group AND #number < :end",
      ExpressionAttributeNames: { "#group": "group", "#number": "number" },
      ExpressionAttributeValues: { ":group": groupedKeyOf(number).group, ":end": { N: String(items) } },
    });
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

await fill("Few", FEW, keyOf);
await fill("FewGrouped", FEW, groupedKeyOf);
await fill("ManyGrouped", MANY_GROUPED, groupedKeyOf);
const before = memory();
await fill("Many", MANY, keyOf);
const bytesPerItem = (memory() - before) / MANY;

const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    requestHandler: cloud.requestHandler(),
  }),
);
const plain = [
  { table: "Few", items: FEW },
  { table: "Many", items: MANY },
] as const;
const grouped = [
  { table: "FewGrouped", items: FEW },
  { table: "ManyGrouped", items: MANY_GROUPED },
] as const;
const scale: Scale = {
  lookup: await compare(...plain, (TableName, number) =>
    client.send(new GetCommand({ TableName, Key: { id: `item-${number}` } })),
  ),
  bareLookup: await compare(...plain, (TableName, number) =>
    post("GetItem", { TableName, Key: keyOf(number) }),
  ),
  query10: await compare(...grouped, query(10)),
  query100: await compare(...grouped, query(100)),
  bytesPerItem,
};
process.stdout.write(`${JSON.stringify(scale)}\n`);
client.destroy();
await cloud.stop();
