/**
 * Writes to a local cloud until it is killed, and prints a line for each acknowledged write.
 * Usage: node test/soak/writer.ts DIR FIRST
 */
import { writeSync } from "node:fs";
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { LocalCloud } from "@tradewind/local-cloud";
import { EVENTS, INBOX, ITEMS, keyOf, setUp, TRANSACTION_ITEMS } from "./ledger.ts";

const LANES = 8;

const [data = "", first = "0"] = process.argv.slice(2);
const cloud = new LocalCloud({ data });
await setUp(cloud);
cloud.resume();

const sdk = {
  region: cloud.kernel.region,
  endpoint: "http://127.0.0.1:4566",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  requestHandler: cloud.requestHandler(),
};
const dynamo = new DynamoDBClient(sdk);
const sqs = new SQSClient(sdk);
const events = new EventBridgeClient(sdk);
const QueueUrl = String((await cloud.call("sqs", "GetQueueUrl", { QueueName: INBOX }))["QueueUrl"]);

const WRITES: Record<string, (id: string) => Promise<unknown>> = {
  item: (id) =>
    dynamo.send(new PutItemCommand({ TableName: ITEMS, Item: { ...keyOf(`item ${id}`, 0), id: { S: id } } })),
  transaction: (id) =>
    dynamo.send(
      new TransactWriteItemsCommand({
        TransactItems: Array.from({ length: TRANSACTION_ITEMS }, (_, part) => ({
          Put: { TableName: ITEMS, Item: { ...keyOf(`part ${part} ${id}`, part), transaction: { S: id } } },
        })),
      }),
    ),
  message: (id) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: id })),
  event: (id) =>
    events.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: EVENTS, Source: "soak", DetailType: "written", Detail: JSON.stringify({ id }) },
        ],
      }),
    ),
};
const kinds = Object.keys(WRITES);

let next = Number(first);
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (;;) {
      const number = next++;
      const kind = kinds[number % kinds.length] as string;
      await WRITES[kind]?.(String(number));
      // A synchronous write, so that every acknowledgement before the kill is printed.
      writeSync(1, `${kind} ${number}\n`);
    }
  }),
);
