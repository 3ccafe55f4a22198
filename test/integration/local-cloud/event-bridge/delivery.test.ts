import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateEventBusCommand,
  DisableRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { AwsError } from "../../../../packages/local-cloud/src/kernel/wire.ts";
import { startEventBridge } from "./support.ts";

type Started = ReturnType<typeof startEventBridge>;

async function rule({ client }: Started, name: string, pattern: object, ...targets: Target[]): Promise<void> {
  await client.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern) }));
  await client.send(new PutTargetsCommand({ Rule: name, Targets: targets }));
}

async function put({ client }: Started, detailType: string, detail: object = {}): Promise<string> {
  const answer = await client.send(
    new PutEventsCommand({
      Entries: [{ Source: "shop", DetailType: detailType, Detail: JSON.stringify(detail) }],
    }),
  );
  expect(answer.FailedEntryCount).toBe(0);
  return answer.Entries?.[0]?.EventId ?? "";
}

test("an event reaches the targets of the rules that match, in EventBridge's envelope", async () => {
  const started = startEventBridge();
  const { kernel, inbox, queue } = started;
  await rule(started, "placed", { "detail-type": ["order.placed"] }, { Id: "q", Arn: queue("orders") });
  await rule(started, "all", { source: ["shop"] }, { Id: "q", Arn: queue("audit") });
  await rule(started, "other", { "detail-type": ["cart.closed"] }, { Id: "q", Arn: queue("carts") });
  const id = await put(started, "order.placed", { orderId: "ord_1" });
  await kernel.activity.idle();
  const event = {
    version: "0",
    id,
    "detail-type": "order.placed",
    source: "shop",
    account: "000000000000",
    time: "2026-01-01T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail: { orderId: "ord_1" },
  };
  expect(inbox.received.map(({ arn, input }) => [arn, input])).toEqual([
    [queue("orders"), event],
    [queue("audit"), event],
  ]);
});

test("a disabled rule gets nothing", async () => {
  const started = startEventBridge();
  await rule(started, "all", { source: ["shop"] }, { Id: "q", Arn: started.queue("audit") });
  await started.client.send(new DisableRuleCommand({ Name: "all" }));
  await put(started, "order.placed");
  await started.kernel.activity.idle();
  expect(started.inbox.received).toEqual([]);
});

test("each bad entry fails alone, with AWS's code", async () => {
  const started = startEventBridge();
  const { client } = started;
  const answer = await client.send(
    new PutEventsCommand({
      Entries: [
        { Source: "shop", DetailType: "a", Detail: "{}" },
        { DetailType: "a", Detail: "{}" },
        { Source: "shop", Detail: "{}" },
        { Source: "shop", DetailType: "a" },
        { Source: "shop", DetailType: "a", Detail: "{" },
        { Source: "shop", DetailType: "a", Detail: "[]" },
        { Source: "aws.ec2", DetailType: "a", Detail: "{}" },
        { Source: "shop", DetailType: "a", Detail: `${"[".repeat(5000)}${"]".repeat(5000)}` },
      ],
    }),
  );
  expect(answer.FailedEntryCount).toBe(7);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    "InvalidArgument",
    "InvalidArgument",
    "InvalidArgument",
    "MalformedDetail",
    "MalformedDetail",
    "NotAuthorizedForSourceException",
    "MalformedDetail",
  ]);
  expect(answer.Entries?.[1]?.ErrorMessage).toBe(
    "Parameter Source is not valid. Reason: Source is a required argument.",
  );
});

test("a request of more than ten entries or more than 1 MB is refused whole", async () => {
  const { client } = startEventBridge();
  const entry = { Source: "shop", DetailType: "a", Detail: "{}" };
  await expect(
    client.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) })),
  ).rejects.toMatchObject({ name: "ValidationException", message: expect.stringContaining("'entries'") });
  const big = { ...entry, Detail: JSON.stringify({ text: "x".repeat(600_000) }) };
  await expect(client.send(new PutEventsCommand({ Entries: [big, big] }))).rejects.toMatchObject({
    name: "ValidationException",
    message: "Total size of the entries in the request is over the limit.",
  });
  const one = await client.send(new PutEventsCommand({ Entries: [big] }));
  expect(one.FailedEntryCount).toBe(0);
});

test("an entry for a bus that does not exist is answered with an id and goes nowhere", async () => {
  const { client } = startEventBridge();
  const answer = await client.send(
    new PutEventsCommand({
      Entries: [{ Source: "shop", DetailType: "a", Detail: "{}", EventBusName: "nowhere" }],
    }),
  );
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
});

test("a failing target is tried again with growing distance until it takes the event", async () => {
  const started = startEventBridge();
  const { clock, kernel, inbox, queue } = started;
  await rule(started, "all", { source: ["shop"] }, { Id: "q", Arn: queue("orders") });
  inbox.failures.set(queue("orders"), new Error("down"));
  await put(started, "order.placed");
  await kernel.activity.idle();
  const times: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const next = clock.nextTimer() ?? Number.NaN;
    times.push(next - clock.now());
    clock.advanceTo(next);
    await kernel.activity.idle();
  }
  expect(inbox.attempts).toHaveLength(6);
  for (const [index, wait] of times.entries()) {
    expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(wait).toBeLessThanOrEqual(1000 * 2 ** index);
  }
  inbox.failures.clear();
  clock.advance(3_600_000);
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(1);
  expect(clock.nextTimer()).toBeUndefined();
});

test("after its retries an event goes to the dead-letter queue with the reason in its attributes", async () => {
  const started = startEventBridge();
  const { clock, kernel, inbox, queue } = started;
  const target = {
    Id: "q",
    Arn: queue("orders"),
    RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
    DeadLetterConfig: { Arn: queue("dead") },
  };
  await rule(started, "all", { source: ["shop"] }, target);
  inbox.failures.set(queue("orders"), new Error("down"));
  const id = await put(started, "order.placed", { n: 1 });
  await kernel.activity.idle();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    clock.advance(60_000);
    await kernel.activity.idle();
  }
  expect(inbox.attempts.filter(({ arn }) => arn === queue("orders"))).toHaveLength(3);
  expect(inbox.received).toEqual([
    {
      arn: queue("dead"),
      input: expect.objectContaining({ id, detail: { n: 1 } }),
      options: {
        messageAttributes: {
          RULE_ARN: "arn:aws:events:us-east-1:000000000000:rule/all",
          TARGET_ARN: queue("orders"),
          ERROR_CODE: "ERROR_FROM_TARGET",
          ERROR_MESSAGE: "down",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          RETRY_ATTEMPTS: "2",
        },
      },
    },
  ]);
  expect(clock.nextTimer()).toBeUndefined();
});

test("an event older than its maximum age is given up", async () => {
  const started = startEventBridge();
  const { clock, kernel, inbox, queue } = started;
  const target = {
    Id: "q",
    Arn: queue("orders"),
    RetryPolicy: { MaximumEventAgeInSeconds: 60 },
    DeadLetterConfig: { Arn: queue("dead") },
  };
  await rule(started, "all", { source: ["shop"] }, target);
  inbox.failures.set(queue("orders"), new Error("down"));
  await put(started, "order.placed");
  for (let second = 0; second < 70; second += 1) {
    await kernel.activity.idle();
    clock.advance(1_000);
  }
  await kernel.activity.idle();
  expect(inbox.received[0]?.options.messageAttributes).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
  });
});

test("a target that does not exist is not tried again", async () => {
  const started = startEventBridge();
  const { kernel, inbox, queue } = started;
  const target = { Id: "q", Arn: queue("gone"), DeadLetterConfig: { Arn: queue("dead") } };
  await rule(started, "all", { source: ["shop"] }, target);
  inbox.failures.set(queue("gone"), new AwsError("QueueDoesNotExist", "The specified queue does not exist."));
  await put(started, "order.placed");
  await kernel.activity.idle();
  expect(inbox.attempts.filter(({ arn }) => arn === queue("gone"))).toHaveLength(1);
  expect(inbox.received[0]?.options.messageAttributes).toMatchObject({
    ERROR_CODE: "NO_RESOURCE",
    RETRY_ATTEMPTS: "0",
  });
});

test("a function that throws is invoked again after one and after two minutes, as Lambda does", async () => {
  const started = startEventBridge();
  const { clock, kernel, inbox, queue } = started;
  const fn = kernel.arn("lambda", "function:work");
  await rule(
    started,
    "all",
    { source: ["shop"] },
    { Id: "f", Arn: fn, DeadLetterConfig: { Arn: queue("dead") } },
  );
  inbox.failures.set(fn, new AwsError("ResourceNotFoundException", "thrown by the function"));
  await put(started, "order.placed");
  await kernel.activity.idle();
  for (const wait of [60_000, 120_000]) {
    expect(clock.nextTimer()).toBe(clock.now() + wait);
    clock.advance(wait);
    await kernel.activity.idle();
  }
  expect(inbox.attempts.filter(({ arn }) => arn === fn)).toHaveLength(3);
  expect(inbox.inputs()).toHaveLength(1);
});

test("a FIFO queue gets the message group of its target", async () => {
  const started = startEventBridge();
  const { kernel, inbox, queue } = started;
  const target = { Id: "q", Arn: queue("orders.fifo"), SqsParameters: { MessageGroupId: "g" } };
  await rule(started, "all", { source: ["shop"] }, target);
  await put(started, "order.placed");
  await kernel.activity.idle();
  expect(inbox.received[0]?.options).toEqual({ messageGroupId: "g" });
});

test("a rule may forward to another bus", async () => {
  const started = startEventBridge();
  const { client, kernel, inbox, queue } = started;
  const { EventBusArn } = await client.send(new CreateEventBusCommand({ Name: "second" }));
  await rule(started, "forward", { source: ["shop"] }, { Id: "b", Arn: EventBusArn });
  const onSecond = { Name: "all", EventBusName: "second" };
  await client.send(new PutRuleCommand({ ...onSecond, EventPattern: '{"source":["shop"]}' }));
  const target = { Id: "q", Arn: queue("orders") };
  await client.send(new PutTargetsCommand({ Rule: "all", EventBusName: "second", Targets: [target] }));
  await put(started, "order.placed", { n: 1 });
  await kernel.activity.idle();
  expect(inbox.inputs()).toEqual([
    expect.objectContaining({ source: "shop", "detail-type": "order.placed", detail: { n: 1 } }),
  ]);
});

test("the fault plan drops, duplicates and delays deliveries; a dropped one is tried again", async () => {
  const plan = [
    { copies: 0, delayMs: 0 },
    { copies: 2, delayMs: 0 },
    { copies: 1, delayMs: 5_000 },
  ];
  const channels: string[] = [];
  const faults: Faults = {
    ...NO_FAULTS,
    onDelivery({ channel }) {
      channels.push(channel);
      return plan.shift();
    },
  };
  const started = startEventBridge({ faults });
  const { clock, kernel, inbox, queue } = started;
  await rule(started, "all", { source: ["shop"] }, { Id: "q", Arn: queue("orders") });
  await put(started, "first");
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(0);
  clock.advance(1_000);
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(2);
  await put(started, "second");
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(2);
  clock.advance(5_000);
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(3);
  expect(channels).toEqual(["events:all", "events:all", "events:all"]);
});

test("what was acknowledged is delivered after a crash, rules and targets included", async () => {
  const folder = mkdtempSync(join(tmpdir(), "events-"));
  const data = (life: number): string => join(folder, String(life));
  /**
   * A killed process leaves the current content of the disk. Closing the store would write more.
   */
  const kill = ({ kernel }: Started, life: number): void => {
    cpSync(data(life), data(life + 1), { recursive: true });
    kernel.store.close();
  };
  try {
    const first = startEventBridge({ data: data(0) });
    const { queue } = first;
    await rule(first, "all", { source: ["shop"] }, { Id: "q", Arn: queue("orders") });
    first.inbox.failures.set(queue("orders"), new Error("down"));
    const early = await put(first, "order.placed");
    await first.kernel.activity.idle();
    const late = await put(first, "order.placed");
    kill(first, 0);

    const second = startEventBridge({ data: data(1) });
    second.clock.advance(60_000);
    await second.kernel.activity.idle();
    const ids = second.inbox.inputs().map((input) => (input as { id: string }).id);
    expect(ids.toSorted()).toEqual([early, late].toSorted());
    const next = await put(second, "order.placed");
    await second.kernel.activity.idle();
    expect(second.inbox.inputs()[2]).toMatchObject({ id: next });
    kill(second, 1);

    const third = startEventBridge({ data: data(2) });
    third.clock.advance(86_400_000);
    await third.kernel.activity.idle();
    expect(third.inbox.attempts).toEqual([]);
    third.kernel.store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
