import { expect, test } from "vitest";
import type { StreamRecord } from "../../../../packages/local-cloud/src/kernel/change-stream.ts";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { idsOf, STREAM_ARN, startPipes } from "./support.ts";

type Parameters = Record<string, unknown>;

const source = (parameters: Parameters = {}, filter?: object) => ({
  SourceParameters: {
    ...(filter && { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(filter) }] } }),
    DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" as const, ...parameters },
  },
});

/** A function that records each batch and fails on request. */
function work({ lambda }: ReturnType<typeof startPipes>) {
  const batches: (string | undefined)[][] = [];
  const control = { fails: (_ids: (string | undefined)[]): boolean => false };
  lambda.define({
    name: "work",
    timeoutMs: 1_000,
    load: () => (event) => {
      const ids = idsOf(event as unknown[]);
      batches.push(ids);
      if (control.fails(ids)) throw new Error("poison");
    },
  });
  return { batches, control, arn: lambda.arn("work") };
}

test("a queue gets one message per record, in order, with the record as DynamoDB wrote it", async () => {
  const started = startPipes();
  const { inbox, queue, create, append } = started;
  await append("a", "b");
  await create({ Target: queue });
  await append("c");
  expect(idsOf(inbox.inputs())).toEqual(["a", "b", "c"]);
  expect(inbox.inputs()[0]).toMatchObject({ eventName: "INSERT", eventSourceARN: STREAM_ARN });
});

test("LATEST starts after what is in the stream when the pipe is made", async () => {
  const { inbox, queue, create, append } = startPipes();
  await append("a");
  await create({ Target: queue, ...source({ StartingPosition: "LATEST" }) });
  await append("b");
  expect(idsOf(inbox.inputs())).toEqual(["b"]);
});

test("a batch is filled after the filter, and is never empty", async () => {
  const started = startPipes();
  const { create, append } = started;
  const { batches, arn } = work(started);
  await append("x", "a", "b", "x", "c", "x", "x", "d", "x");
  const notX = { dynamodb: { NewImage: { kind: { S: [{ "anything-but": "x" }] } } } };
  await create({ Target: arn, ...source({ BatchSize: 3 }, notX) });
  await append();
  expect(batches).toEqual([["a", "b", "c"], ["d"]]);
});

test("a batching window waits for a full batch or for its time", async () => {
  const started = startPipes();
  const { create, append, pass } = started;
  const { batches, arn } = work(started);
  await create({ Target: arn, ...source({ BatchSize: 3, MaximumBatchingWindowInSeconds: 10 }) });
  await append("a");
  await append("b");
  expect(batches).toEqual([]);
  await pass(10);
  expect(batches).toEqual([["a", "b"]]);
  await append("c", "d", "e");
  await pass(10);
  expect(batches).toEqual([
    ["a", "b"],
    ["c", "d", "e"],
  ]);
});

test("a failing batch holds back what follows, and is repeated until it passes", async () => {
  const started = startPipes();
  const { create, append, pass } = started;
  const { batches, control, arn } = work(started);
  await create({ Target: arn, ...source({ BatchSize: 2 }) });
  control.fails = () => true;
  await append("a", "b");
  await append("c");
  await pass(20);
  expect(batches.length).toBeGreaterThan(3);
  expect(new Set(batches.map(String))).toEqual(new Set(["a,b"]));
  control.fails = () => false;
  await pass(60);
  expect(batches.slice(-2)).toEqual([["a", "b"], ["c"]]);
});

test("after its attempts a batch is named to the dead-letter queue, and the stream goes on", async () => {
  const started = startPipes();
  const { inbox, kernel, create, append, pass } = started;
  const { batches, control, arn } = work(started);
  const dead = kernel.arn("sqs", "dead");
  control.fails = (ids) => ids.includes("b");
  const parameters = { BatchSize: 2, MaximumRetryAttempts: 2, DeadLetterConfig: { Arn: dead } };
  await create({ Target: arn, ...source(parameters) });
  await append("a", "b", "c");
  inbox.failures.set(dead, new Error("queue down"));
  await pass(30);
  expect(batches.every((batch) => String(batch) === "a,b")).toBe(true);
  inbox.failures.clear();
  await pass(120);
  expect(batches.at(-1)).toEqual(["c"]);
  expect(inbox.inputs(dead)).toEqual([
    {
      context: {
        partnerResourceArn: "arn:aws:pipes:us-east-1:000000000000:pipe/outbox",
        condition: "RetryAttemptsExhausted",
      },
      version: "1.0",
      timestamp: expect.any(String),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: "1".padStart(21, "0"),
        endSequenceNumber: "2".padStart(21, "0"),
        approximateArrivalOfFirstRecord: "2026-01-01T00:00:00Z",
        approximateArrivalOfLastRecord: "2026-01-01T00:00:00Z",
        batchSize: 2,
        streamArn: STREAM_ARN,
      },
    },
  ]);
});

test("records beyond the maximum age are given up", async () => {
  const started = startPipes();
  const { inbox, kernel, create, append, pass } = started;
  const { batches, control, arn } = work(started);
  const dead = kernel.arn("sqs", "dead");
  control.fails = (ids) => ids.includes("old");
  const parameters = { MaximumRecordAgeInSeconds: 60, DeadLetterConfig: { Arn: dead } };
  await create({ Target: arn, ...source(parameters) });
  await append("old");
  await pass(50);
  await append("new");
  await pass(60);
  expect(inbox.inputs(dead)).toMatchObject([
    { context: { condition: "RecordAgeExceeded" }, DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
  expect(batches.at(-1)).toEqual(["new"]);
});

test("bisecting delivers all but the poisonous record", async () => {
  const started = startPipes();
  const { inbox, kernel, create, append, pass } = started;
  const { batches, control, arn } = work(started);
  const dead = kernel.arn("sqs", "dead");
  control.fails = (ids) => ids.includes("c");
  const parameters = {
    BatchSize: 8,
    MaximumRetryAttempts: 1,
    OnPartialBatchItemFailure: "AUTOMATIC_BISECT" as const,
    DeadLetterConfig: { Arn: dead },
  };
  await append("a", "b", "c", "d", "e", "f", "g", "h");
  await create({ Target: arn, ...source(parameters) });
  await pass(60);
  const delivered = batches.filter((batch) => !batch.includes("c")).flat();
  expect(delivered).toEqual(["a", "b", "d", "e", "f", "g", "h"]);
  expect(inbox.inputs(dead)).toMatchObject([
    { DDBStreamBatchInfo: { startSequenceNumber: "3".padStart(21, "0"), batchSize: 1 } },
  ]);
});

test("a function that reports item failures gets the batch again from the first failed record", async () => {
  const started = startPipes();
  const { lambda, create, append, pass } = started;
  const batches: (string | undefined)[][] = [];
  lambda.define({
    name: "partial",
    timeoutMs: 1_000,
    load: () => (event) => {
      const records = event as StreamRecord[];
      batches.push(idsOf(records));
      const failed = batches.length === 1 ? records[1] : undefined;
      return failed ? { batchItemFailures: [{ itemIdentifier: failed.dynamodb.SequenceNumber }] } : {};
    },
  });
  await create({ Target: lambda.arn("partial") });
  await append("a", "b", "c");
  await pass(5);
  expect(batches).toEqual([
    ["a", "b", "c"],
    ["b", "c"],
  ]);
});

test.each([[{}], [[]], [""], [null]])("an enrichment that answers %j drops the batch", async (answer) => {
  const { lambda, inbox, queue, create, append } = startPipes();
  let calls = 0;
  lambda.define({
    name: "none",
    timeoutMs: 1_000,
    load: () => () => {
      calls += 1;
      return answer;
    },
  });
  await create({ Target: queue, Enrichment: lambda.arn("none") });
  await append("a", "b");
  await append("c");
  expect(calls).toBe(2);
  expect(inbox.received).toEqual([]);
});

test("a failing enrichment is repeated, and the target sees nothing until it succeeds", async () => {
  const { lambda, inbox, queue, create, append, pass } = startPipes();
  let failures = 2;
  lambda.define({
    name: "flaky",
    timeoutMs: 1_000,
    load: () => (event) => {
      if (failures-- > 0) throw new Error("not yet");
      return event;
    },
  });
  await create({ Target: queue, Enrichment: lambda.arn("flaky") });
  await append("a");
  expect(inbox.received).toEqual([]);
  await pass(5);
  expect(idsOf(inbox.inputs())).toEqual(["a"]);
});

test("templates shape what enrichment and target receive", async () => {
  const { lambda, inbox, queue, create, append } = startPipes();
  lambda.define({ name: "same", timeoutMs: 1_000, load: () => (event) => event });
  await create({
    Enrichment: lambda.arn("same"),
    EnrichmentParameters: { InputTemplate: '{"id": <$.dynamodb.Keys.id.S>, "pipe": <aws.pipes.pipe-name>}' },
    Target: queue,
    TargetParameters: {
      InputTemplate:
        '{"text": "<$.id> via <$.pipe>", "at": <aws.pipes.event.ingestion-time>, "e": <aws.pipes.event>}',
      SqsQueueParameters: { MessageGroupId: "$.id", MessageDeduplicationId: "fixed" },
    },
  });
  await append("a");
  expect(inbox.received).toMatchObject([
    {
      input: { text: "a via outbox", at: "2026-01-01T00:00:00.000Z", e: { id: "a", pipe: "outbox" } },
      options: { messageGroupId: "a", messageDeduplicationId: "fixed" },
    },
  ]);
});

test("a state machine gets the batch, a topic each record", async () => {
  const started = startPipes();
  const { kernel, inbox, create, append } = started;
  const machine = kernel.arn("states", "stateMachine:m");
  const topic = kernel.arn("sns", "t");
  await create({ Name: "to-machine", Target: machine });
  await create({ Name: "to-topic", Target: topic });
  await append("a", "b");
  expect(inbox.inputs(machine).map((batch) => idsOf(batch as unknown[]))).toEqual([["a", "b"]]);
  expect(idsOf(inbox.inputs(topic))).toEqual(["a", "b"]);
});

test("the fault plan drops, duplicates and delays batches, and none is lost", async () => {
  const plan = [
    { copies: 0, delayMs: 0 },
    { copies: 2, delayMs: 3_000 },
  ];
  const faults: Faults = {
    ...NO_FAULTS,
    onDelivery: ({ channel }) => (channel === "pipes:outbox" ? plan.shift() : undefined),
  };
  const { inbox, queue, create, append, pass } = startPipes({ faults });
  await create({ Target: queue });
  await append("a");
  await append("b");
  expect(inbox.received).toEqual([]);
  await pass(10);
  expect(idsOf(inbox.inputs())).toEqual(["a", "b", "a", "b"]);
});
