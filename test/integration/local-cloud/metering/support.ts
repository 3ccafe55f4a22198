import { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import type { MeteredCall } from "../../../../packages/local-cloud/src/kernel/meter.ts";
import { EventSourceMapping } from "../../../../packages/local-cloud/src/sqs/index.ts";

/** A cloud in memory, and the list of calls that it meters from now on. */
export function meteredCloud(): { cloud: LocalCloud; clock: VirtualClock; calls: MeteredCall[] } {
  const clock = new VirtualClock();
  const cloud = new LocalCloud({ clock });
  const calls: MeteredCall[] = [];
  cloud.kernel.meter.tap((call) => calls.push(call));
  return { cloud, clock, calls };
}

export const ROLE = "arn:aws:iam::000000000000:role/any";

/** Creates a table with an index and a stream. Returns the stream's ARN. */
export async function createTable({ call }: LocalCloud, TableName = "Things"): Promise<string> {
  const { TableDescription } = await call("dynamodb", "CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "kind", AttributeType: "S" },
    ],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [
      {
        IndexName: "byKind",
        KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  return (TableDescription as { LatestStreamArn: string }).LatestStreamArn;
}

export async function createQueue(
  { call, kernel }: LocalCloud,
  name: string,
): Promise<{ url: string; arn: string }> {
  const fifo = name.endsWith(".fifo") ? { Attributes: { FifoQueue: "true" } } : {};
  const { QueueUrl } = await call("sqs", "CreateQueue", { QueueName: name, ...fifo });
  return { url: String(QueueUrl), arn: kernel.arn("sqs", name) };
}

/** Feeds a queue to a function, ten messages at a time. */
export function feed(
  { kernel, sqs, lambda }: LocalCloud,
  queueArn: string,
  functionName: string,
  batchWindowMs = 0,
): EventSourceMapping {
  return new EventSourceMapping(kernel, sqs, lambda, {
    queueArn,
    functionName,
    batchSize: 10,
    batchWindowMs,
  });
}
