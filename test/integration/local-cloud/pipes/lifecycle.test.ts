import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  ListPipesCommand,
  StartPipeCommand,
  StopPipeCommand,
  UpdatePipeCommand,
} from "@aws-sdk/client-pipes";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FakeStream, idsOf, ROLE, STREAM_ARN, startPipes } from "./support.ts";

const Name = "outbox";

test("a pipe is described as it was made, listed and deleted", async () => {
  const { client, queue, create, lambda } = startPipes();
  const made = await create({
    Description: "all changes",
    Target: queue,
    Enrichment: lambda.arn("unwrap"),
    Tags: { team: "orders" },
    SourceParameters: {
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DynamoDBStreamParameters: { StartingPosition: "LATEST", BatchSize: 5, MaximumRetryAttempts: 3 },
    },
  });
  const Arn = "arn:aws:pipes:us-east-1:000000000000:pipe/outbox";
  expect(made).toMatchObject({ Arn, Name, CurrentState: "CREATING", DesiredState: "RUNNING" });
  expect(await client.send(new DescribePipeCommand({ Name }))).toMatchObject({
    Arn,
    Name,
    Description: "all changes",
    CurrentState: "RUNNING",
    Source: STREAM_ARN,
    Target: queue,
    Enrichment: lambda.arn("unwrap"),
    RoleArn: ROLE,
    Tags: { team: "orders" },
    CreationTime: new Date("2026-01-01"),
    SourceParameters: {
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DynamoDBStreamParameters: { StartingPosition: "LATEST", BatchSize: 5, MaximumRetryAttempts: 3 },
    },
  });
  const listed = await client.send(new ListPipesCommand({ NamePrefix: "out", Limit: 10 }));
  expect(listed.Pipes).toMatchObject([{ Name, CurrentState: "RUNNING", Source: STREAM_ARN }]);
  await expect(create({ Target: queue })).rejects.toMatchObject({ name: "ConflictException" });
  expect(await client.send(new DeletePipeCommand({ Name }))).toMatchObject({ CurrentState: "DELETING" });
  await expect(client.send(new DescribePipeCommand({ Name }))).rejects.toMatchObject({
    name: "NotFoundException",
    $metadata: { httpStatusCode: 404 },
  });
});

test("a stopped pipe reads nothing, and goes on where it stood when it is started", async () => {
  const { client, inbox, queue, create, append } = startPipes();
  await create({ Target: queue });
  await append("a");
  expect(await client.send(new StopPipeCommand({ Name }))).toMatchObject({ CurrentState: "STOPPING" });
  await append("b", "c");
  expect(idsOf(inbox.inputs())).toEqual(["a"]);
  await client.send(new StartPipeCommand({ Name }));
  await append("d");
  expect(idsOf(inbox.inputs())).toEqual(["a", "b", "c", "d"]);
});

test("an update takes effect with the next batch and keeps what it does not name", async () => {
  const { client, kernel, inbox, queue, create, append } = startPipes();
  const second = kernel.arn("sqs", "second");
  await create({ Target: queue });
  await append("a");
  await client.send(new UpdatePipeCommand({ Name, RoleArn: ROLE, Target: second }));
  await append("b");
  expect(idsOf(inbox.inputs(queue))).toEqual(["a"]);
  expect(idsOf(inbox.inputs(second))).toEqual(["b"]);
});

test("a deleted pipe made anew starts from its starting position", async () => {
  const { client, inbox, queue, create, append } = startPipes();
  await create({ Target: queue });
  await append("a");
  await client.send(new DeletePipeCommand({ Name }));
  await create({ Target: queue });
  await append("b");
  expect(idsOf(inbox.inputs())).toEqual(["a", "a", "b"]);
});

test("a pipe whose stream is not there fails to start and says so", async () => {
  const { client, queue, create } = startPipes();
  await create({ Target: queue, Source: STREAM_ARN.replace("Shop", "Gone") });
  expect(await client.send(new DescribePipeCommand({ Name }))).toMatchObject({
    CurrentState: "START_FAILED",
    StateReason: expect.stringContaining("does not exist"),
  });
});

test("while a batch is being repeated the pipe says why", async () => {
  const { client, inbox, queue, create, append } = startPipes();
  inbox.failures.set(queue, new Error("the queue is on fire"));
  await create({ Target: queue });
  await append("a");
  expect(await client.send(new DescribePipeCommand({ Name }))).toMatchObject({
    StateReason: "the queue is on fire",
  });
});

test.each<[reason: string, input: Partial<CreatePipeCommandInput>]>([
  ["read DynamoDB streams only", { Source: "arn:aws:sqs:us-east-1:000000000000:q" }],
  ["no pipe targets such as", { Target: "arn:aws:kinesis:us-east-1:000000000000:stream/s" }],
  ["enriched by functions only", { Enrichment: "arn:aws:states:us-east-1:000000000000:stateMachine:m" }],
  [
    "Invalid filter pattern",
    {
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"a":"b"}' }] },
        DynamoDBStreamParameters: { StartingPosition: "LATEST" },
      },
    },
  ],
  ["Invalid JSON path", { TargetParameters: { SqsQueueParameters: { MessageGroupId: "$[" } } }],
  ["invalid placeholder", { TargetParameters: { InputTemplate: "<nope>" } }],
  [
    "EndpointId is not supported",
    { TargetParameters: { EventBridgeEventBusParameters: { EndpointId: "x.y" } } },
  ],
  [
    "less than or equal to 10",
    {
      SourceParameters: {
        DynamoDBStreamParameters: { StartingPosition: "LATEST", ParallelizationFactor: 11 },
      },
    },
  ],
  [
    "less than or equal to 10000",
    { SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST", BatchSize: 10_001 } } },
  ],
])("a pipe that the local cloud cannot run is refused: %s", async (reason, input) => {
  const { client, queue } = startPipes();
  const whole: CreatePipeCommandInput = {
    Name,
    RoleArn: ROLE,
    Source: STREAM_ARN,
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST" } },
    Target: queue,
    ...input,
  };
  await expect(client.send(new CreatePipeCommand(whole))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(reason),
  });
  await expect(client.send(new DescribePipeCommand({ Name }))).rejects.toThrow();
});

test("wherever the process dies, every record arrives, in order, and at most one batch arrives again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ append: fc.nat(5), turns: fc.nat(8), fails: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (lives) => {
        const folder = mkdtempSync(join(tmpdir(), "pipes-"));
        try {
          let data = join(folder, "0");
          const stream = new FakeStream();
          const arrived: (string | undefined)[] = [];
          let number = 0;
          for (const [index, life] of lives.entries()) {
            const started = startPipes({ data }, stream);
            const { kernel, inbox, queue } = started;
            if (life.fails) inbox.failures.set(queue, new Error("down"));
            if (index === 0) {
              const parameters = { StartingPosition: "TRIM_HORIZON" as const, BatchSize: 2 };
              await started.create({
                Target: queue,
                SourceParameters: { DynamoDBStreamParameters: parameters },
              });
            } else started.pipes.resume();
            stream.append(started.clock.now(), ...Array.from({ length: life.append }, () => `${number++}`));
            for (let turn = 0; turn < life.turns; turn += 1) await new Promise(setImmediate);
            arrived.push("life", ...idsOf(inbox.inputs()));
            // A killed process leaves the current content of the disk. Closing the store would
            // write more.
            const copy = join(folder, String(index + 1));
            cpSync(data, copy, { recursive: true });
            started.pipes.stop();
            kernel.store.close();
            data = copy;
          }
          const last = startPipes({ data }, stream);
          last.pipes.resume();
          await last.kernel.activity.idle();
          last.kernel.store.close();
          arrived.push("life", ...idsOf(last.inbox.inputs()));
          expectInOrder(arrived, number);
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    ),
    { numRuns: 40 },
  );
});

/**
 * Within one process numbers ascend. A restart goes back by at most one batch of two and skips
 * nothing.
 */
function expectInOrder(arrived: (string | undefined)[], total: number): void {
  let next = 0;
  let isFirst = false;
  for (const one of arrived) {
    if (one === "life") {
      isFirst = true;
      continue;
    }
    const id = Number(one);
    if (isFirst) {
      expect(id).toBeLessThanOrEqual(next);
      expect(id).toBeGreaterThanOrEqual(next - 2);
    } else expect(id).toBe(next);
    isFirst = false;
    next = id + 1;
  }
  expect(next).toBe(total);
}
