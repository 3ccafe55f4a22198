import type { SQSEvent } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { type DeliveryFault, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import {
  EventSourceMapping,
  type EventSourceMappingOptions,
} from "../../../../packages/local-cloud/src/sqs/index.ts";
import { startSqs } from "./support.ts";

let cloud: ReturnType<typeof startSqs>;
let queue: { arn: string; url: string };
let faults: DeliveryFault[];
let batches: string[][];
let answer: (event: SQSEvent) => unknown;

beforeEach(async () => {
  faults = [];
  cloud = startSqs({ faults: { ...NO_FAULTS, onDelivery: () => faults.shift() } });
  const dead = await cloud.sqs.createQueue("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
  queue = await cloud.sqs.createQueue("orders", { RedrivePolicy });
  batches = [];
  answer = () => undefined;
  cloud.lambda.define({
    name: "consumer",
    timeoutMs: 3000,
    load: () => (event) => {
      batches.push((event as SQSEvent).Records.map(({ body }) => body));
      return answer(event as SQSEvent);
    },
  });
});

const map = (options: Partial<EventSourceMappingOptions> = {}) =>
  new EventSourceMapping(cloud.kernel, cloud.sqs, cloud.lambda, {
    queueArn: queue.arn,
    functionName: "consumer",
    batchSize: 10,
    ...options,
  });
const send = async (...bodies: string[]) => {
  await Promise.all(bodies.map((body) => cloud.sqs.send(queue.arn, { body })));
  await cloud.kernel.activity.idle();
};
const left = () => cloud.sqs.queue(queue.arn).counts();
const nothing = { visible: 0, delayed: 0, inFlight: 0 };

describe("an event source mapping", () => {
  it("hands over a Lambda SQS event and deletes what succeeded", async () => {
    let seen: SQSEvent | undefined;
    answer = (event) => {
      seen = event;
    };
    map();
    await cloud.sqs.send(queue.arn, {
      body: "hello",
      attributes: { kind: { DataType: "String", StringValue: "greeting" } },
    });
    await cloud.kernel.activity.idle();
    expect(seen?.Records).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: "hello",
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(cloud.kernel.clock.now()),
          SenderId: "000000000000",
          ApproximateFirstReceiveTimestamp: String(cloud.kernel.clock.now()),
        },
        messageAttributes: {
          kind: { stringValue: "greeting", stringListValues: [], binaryListValues: [], dataType: "String" },
        },
        md5OfMessageAttributes: expect.any(String),
        md5OfBody: "5d41402abc4b2a76b9719d911017c592",
        eventSource: "aws:sqs",
        eventSourceARN: queue.arn,
        awsRegion: "us-east-1",
      },
    ]);
    expect(left()).toEqual(nothing);
  });

  it("takes what was there before it, in batches of its size", async () => {
    await send("1", "2", "3", "4", "5");
    map({ batchSize: 2 });
    await cloud.kernel.activity.idle();
    expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1]);
  });

  it("retries a failed batch after the visibility timeout and gives it up to the dead-letter queue", async () => {
    answer = () => {
      throw new Error("broken");
    };
    map();
    await send("poison");
    expect(left()).toEqual({ ...nothing, inFlight: 1 });
    await cloud.advance(29_999);
    expect(batches).toHaveLength(1);
    for (let i = 0; i < 4; i += 1) await cloud.advance(30_000);
    expect(batches).toHaveLength(3);
    expect(left()).toEqual(nothing);
    expect(cloud.sqs.queue(cloud.kernel.arn("sqs", "dead")).counts().visible).toBe(1);
  });

  it("keeps only the items reported as failed", async () => {
    answer = ({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    });
    map({ reportBatchItemFailures: true });
    await send("good", "bad", "fine");
    expect(left()).toEqual({ ...nothing, inFlight: 1 });
    await cloud.advance(30_000);
    expect(batches).toEqual([["good", "bad", "fine"], ["bad"]]);
  });

  it.each([
    ["an unknown id", { batchItemFailures: [{ itemIdentifier: "other" }] }],
    ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["a missing id", { batchItemFailures: [{}] }],
    ["no list", { batchItemFailures: "all" }],
    ["another key", { batchItemFailures: [{ id: "a" }] }],
    ["text", "done"],
  ])("counts the whole batch as failed when the answer has %s", async (_, given) => {
    answer = () => given;
    map({ reportBatchItemFailures: true });
    await send("a", "b");
    expect(left()).toEqual({ ...nothing, inFlight: 2 });
  });

  it.each([[null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    "counts the whole batch as done when the answer is %j",
    async (given) => {
      answer = () => given;
      map({ reportBatchItemFailures: true });
      await send("a", "b");
      expect(left()).toEqual(nothing);
    },
  );

  it("gathers a batch for the length of its window", async () => {
    map({ batchSize: 3, batchWindowMs: 5000 });
    await send("1");
    await cloud.advance(4999);
    await send("2");
    expect(batches).toEqual([]);
    await cloud.advance(1);
    expect(batches).toEqual([["1", "2"]]);
    await send("3", "4", "5");
    expect(batches).toEqual([
      ["1", "2"],
      ["3", "4", "5"],
    ]);
  });

  it("runs no more batches at a time than allowed", async () => {
    const finish: (() => void)[] = [];
    answer = () => new Promise<void>((resolve) => finish.push(resolve));
    map({ batchSize: 1, maxConcurrency: 2 });
    await Promise.all(["1", "2", "3"].map((body) => cloud.sqs.send(queue.arn, { body })));
    while (finish.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(batches).toEqual([["1"], ["2"]]);
    finish[0]?.();
    while (finish.length < 3) await new Promise((resolve) => setImmediate(resolve));
    finish[1]?.();
    finish[2]?.();
    await cloud.kernel.activity.idle();
    expect(left()).toEqual(nothing);
  });

  it("suffers dropped, doubled and late deliveries from the fault plan", async () => {
    map();
    faults = [{ copies: 0, delayMs: 0 }];
    await send("dropped");
    expect(batches).toEqual([]);
    faults = [{ copies: 2, delayMs: 0 }];
    await cloud.advance(30_000);
    expect(batches).toEqual([["dropped"], ["dropped"]]);
    faults = [{ copies: 1, delayMs: 1000 }];
    await send("late");
    expect(batches).toHaveLength(2);
    await cloud.advance(1000);
    expect(batches).toHaveLength(3);
    expect(left()).toEqual(nothing);
  });

  it("keeps a FIFO group in order through failures", async () => {
    queue = await cloud.sqs.createQueue("steps.fifo", {
      FifoQueue: "true",
      ContentBasedDeduplication: "true",
    });
    let broken = true;
    answer = () => {
      if (broken) throw new Error("broken");
    };
    map({ batchSize: 1 });
    for (const body of ["1", "2", "3"]) await cloud.sqs.send(queue.arn, { body, group: "g" });
    await cloud.kernel.activity.idle();
    expect(batches).toEqual([["1"]]);
    broken = false;
    await cloud.advance(30_000);
    expect(batches).toEqual([["1"], ["1"], ["2"], ["3"]]);
  });

  it("meters a request for each receive and each deletion, and none of them to the sender", async () => {
    cloud.lambda.define({
      name: "sender",
      timeoutMs: 1000,
      load: () => () => Promise.all(["a", "b"].map((body) => cloud.sqs.send(queue.arn, { body }))),
    });
    map();
    await cloud.lambda.invoke("sender", {});
    await cloud.kernel.activity.idle();
    const sqs = cloud.kernel.meter.totals().filter(({ service }) => service === "sqs");
    expect(sqs.map(({ operation, caller, units }) => [operation, caller, units.requests])).toEqual([
      ["SendMessage", "sender", 2],
      ["ReceiveMessage", undefined, 1],
      ["DeleteMessageBatch", undefined, 1],
    ]);
  });

  it("takes nothing more once stopped", async () => {
    map().stop();
    await send("a");
    expect(batches).toEqual([]);
  });
});
