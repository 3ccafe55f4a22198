import { beforeEach, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import type { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import type { MeteredCall } from "../../../../packages/local-cloud/src/kernel/meter.ts";
import { createQueue, createTable, feed, meteredCloud, ROLE } from "./support.ts";

let cloud: LocalCloud;
let clock: VirtualClock;
let calls: MeteredCall[];

beforeEach(() => {
  ({ cloud, clock, calls } = meteredCloud());
});

const text = (kilobytes: number) => "x".repeat(kilobytes * 1024);
const idle = () => cloud.kernel.activity.idle();

/** The units of the calls of one operation, in order. */
const unitsOf = (service: string, operation: string) =>
  calls.filter((call) => call.service === service && call.operation === operation).map(({ units }) => units);

describe("DynamoDB is metered in request units", () => {
  const put = (Item: object) => cloud.call("dynamodb", "PutItem", { TableName: "Things", Item });

  beforeEach(() => createTable(cloud));

  it("a write costs one per KB, in the table and in each index that has the item", async () => {
    await put({ id: { S: "a" } });
    await put({ id: { S: "b" }, kind: { S: "k" }, text: { S: text(2) } });
    expect(unitsOf("dynamodb", "PutItem")).toEqual([{ writeUnits: 1 }, { writeUnits: 6 }]);
  });

  it("a change of an index key deletes there and writes there", async () => {
    await put({ id: { S: "a" }, kind: { S: "k" } });
    await put({ id: { S: "a" }, kind: { S: "l" } });
    expect(unitsOf("dynamodb", "PutItem")).toEqual([{ writeUnits: 2 }, { writeUnits: 3 }]);
  });

  it("a failed condition costs what the write would have", async () => {
    await put({ id: { S: "a" }, text: { S: text(2) } });
    const again = {
      TableName: "Things",
      Item: { id: { S: "a" } },
      ConditionExpression: "attribute_not_exists(id)",
    };
    await expect(cloud.call("dynamodb", "PutItem", again)).rejects.toThrow("conditional request failed");
    expect(unitsOf("dynamodb", "PutItem")[1]).toEqual({ writeUnits: 3 });
  });

  it("a read costs one per 4 KB, half when it may be stale, twice in a transaction", async () => {
    await put({ id: { S: "a" }, text: { S: text(7) } });
    const get = { TableName: "Things", Key: { id: { S: "a" } } };
    await cloud.call("dynamodb", "GetItem", get);
    await cloud.call("dynamodb", "GetItem", { ...get, ConsistentRead: true });
    await cloud.call("dynamodb", "TransactGetItems", { TransactItems: [{ Get: get }] });
    expect(unitsOf("dynamodb", "GetItem")).toEqual([{ readUnits: 1 }, { readUnits: 2 }]);
    expect(unitsOf("dynamodb", "TransactGetItems")).toEqual([{ readUnits: 4 }]);
  });

  it("a transaction writes at twice the cost, its checks included", async () => {
    await put({ id: { S: "a" } });
    await cloud.call("dynamodb", "TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: "Things", Item: { id: { S: "b" }, kind: { S: "k" } } } },
        {
          ConditionCheck: {
            TableName: "Things",
            Key: { id: { S: "a" } },
            ConditionExpression: "attribute_exists(id)",
          },
        },
      ],
    });
    expect(unitsOf("dynamodb", "TransactWriteItems")).toEqual([{ writeUnits: 6 }]);
  });
});

describe("messages are metered by 64 KB", () => {
  it("SQS: sends, receives and deletes, at the price of the queue's kind", async () => {
    const { url: QueueUrl } = await createQueue(cloud, "queue");
    const { url: fifoUrl } = await createQueue(cloud, "queue.fifo");
    await cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody: text(100) });
    await cloud.call("sqs", "SendMessage", {
      QueueUrl: fifoUrl,
      MessageBody: "x",
      MessageGroupId: "g",
      MessageDeduplicationId: "d",
    });
    await cloud.call("sqs", "ReceiveMessage", { QueueUrl: fifoUrl });
    expect(unitsOf("sqs", "SendMessage")).toEqual([{ requests: 2 }, { fifoRequests: 1 }]);
    expect(unitsOf("sqs", "ReceiveMessage")).toEqual([{ fifoRequests: 1 }]);
  });

  it("SNS: publishes; deliveries are the queue's requests", async () => {
    const { arn } = await createQueue(cloud, "queue");
    const { TopicArn } = await cloud.call("sns", "CreateTopic", { Name: "topic" });
    await cloud.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: arn });
    await cloud.call("sns", "Publish", { TopicArn, Message: text(65) });
    await idle();
    expect(unitsOf("sns", "Publish")).toEqual([{ requests: 2 }]);
    expect(unitsOf("sqs", "SendMessage")).toEqual([{ requests: 2 }]);
  });

  it("EventBridge: events", async () => {
    const entry = { Source: "s", DetailType: "t", Detail: JSON.stringify({ text: text(70) }) };
    await cloud.call("events", "PutEvents", { Entries: [entry, { ...entry, Detail: "{}" }] });
    expect(unitsOf("events", "PutEvents")).toEqual([{ events: 3 }]);
  });

  it("a queue's function: one receive and one delete for up to ten messages", async () => {
    const { url: QueueUrl, arn } = await createQueue(cloud, "queue");
    for (let message = 0; message < 7; message += 1) {
      await cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody: "x" });
    }
    cloud.lambda.define({ name: "consume", timeoutMs: 1000, memoryMb: 512, load: () => () => undefined });
    feed(cloud, arn, "consume");
    await idle();
    expect(unitsOf("sqs", "ReceiveMessage")).toEqual([{ requests: 1 }]);
    expect(unitsOf("sqs", "DeleteMessageBatch")).toEqual([{ requests: 1 }]);
    expect(unitsOf("lambda", "Invoke")).toEqual([{ invocations: 1, durationMs: 1, gbSeconds: 0.0005 }]);
  });
});

describe("compute is metered by time", () => {
  it("a function's GB-seconds grow with its memory", async () => {
    cloud.lambda.define({
      name: "slow",
      timeoutMs: 10_000,
      memoryMb: 2048,
      load: () => () => new Promise<void>((resolve) => clock.schedule(clock.now() + 250, resolve)),
    });
    const invoked = cloud.lambda.invoke("slow", {});
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(250);
    await invoked;
    expect(unitsOf("lambda", "Invoke")).toEqual([{ invocations: 1, durationMs: 250, gbSeconds: 0.5 }]);
  });

  const workflow = async (type: "STANDARD" | "EXPRESS", definition: object) => {
    const { stateMachineArn } = await cloud.call("states", "CreateStateMachine", {
      name: `machine-${type}`,
      type,
      roleArn: ROLE,
      definition: JSON.stringify(definition),
    });
    await cloud.call("states", "StartExecution", { stateMachineArn });
    await idle();
  };
  const three = {
    StartAt: "One",
    States: {
      One: { Type: "Pass", Next: "Two" },
      Two: { Type: "Choice", Choices: [], Default: "Three" },
      Three: { Type: "Succeed" },
    },
  };

  it("a Standard workflow by each state it enters", async () => {
    await workflow("STANDARD", {
      ...three,
      States: { ...three.States, Two: { Type: "Pass", Next: "Three" } },
    });
    expect(unitsOf("states", "StateTransition")).toEqual([
      { stateTransitions: 1 },
      { stateTransitions: 1 },
      { stateTransitions: 1 },
    ]);
  });

  it("a Standard workflow by each retry", async () => {
    const failing = cloud.lambda.arn("fail");
    cloud.lambda.define({
      name: "fail",
      timeoutMs: 1000,
      load: () => () => {
        throw new Error("no");
      },
    });
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2, IntervalSeconds: 1 }];
    await workflow("STANDARD", {
      StartAt: "Task",
      States: { Task: { Type: "Task", Resource: failing, Retry, End: true } },
    });
    for (let retry = 0; retry < 2; retry += 1) {
      clock.advance(10_000);
      await idle();
    }
    expect(unitsOf("states", "StateTransition")).toHaveLength(3);
    expect(unitsOf("lambda", "Invoke")).toHaveLength(3);
  });

  it("an Express workflow by request and by 100 ms of 64 MB", async () => {
    await workflow("EXPRESS", {
      ...three,
      States: { ...three.States, Two: { Type: "Pass", Next: "Three" } },
    });
    expect(unitsOf("states", "ExpressExecution")).toEqual([
      { requests: 1, durationMs: 0, gbSeconds: 0.00625 },
    ]);
    expect(unitsOf("states", "StateTransition")).toEqual([]);
  });
});
