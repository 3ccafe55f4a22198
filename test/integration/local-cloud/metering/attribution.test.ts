import { beforeEach, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import type { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import type { MeteredCall } from "../../../../packages/local-cloud/src/kernel/meter.ts";
import { startTrace } from "../../../../packages/local-cloud/src/kernel/trace.ts";
import {
  callsOfInvocation,
  callsOfTrace,
} from "../../../../packages/local-cloud/src/metering/attribution.ts";
import { createQueue, createTable, feed, meteredCloud, ROLE } from "./support.ts";

let cloud: LocalCloud;
let clock: VirtualClock;
let calls: MeteredCall[];

beforeEach(() => {
  ({ cloud, clock, calls } = meteredCloud());
});

const idle = () => cloud.kernel.activity.idle();
const put = (id: string) =>
  cloud.call("dynamodb", "PutItem", { TableName: "Things", Item: { id: { S: id } } });
const operationsOf = (trace: string) =>
  callsOfTrace(calls, trace).map(({ service, operation }) => `${service} ${operation}`);

function define(name: string, handler: (event: unknown) => unknown): void {
  cloud.lambda.define({ name, timeoutMs: 60_000, load: () => handler });
}

/**
 * A table whose inserts become events. Each event starts a workflow that calls a function and sends
 * to a queue with a consumer.
 */
async function chain(): Promise<void> {
  const source = await createTable(cloud);
  const { arn: queueArn } = await createQueue(cloud, "mail");
  const { TopicArn } = await cloud.call("sns", "CreateTopic", { Name: "topic" });
  await cloud.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: queueArn });
  define("enrich", (records) => records);
  define("step", () => cloud.call("dynamodb", "GetItem", { TableName: "Things", Key: { id: { S: "a" } } }));
  define("send", () => undefined);
  const { stateMachineArn } = await cloud.call("states", "CreateStateMachine", {
    name: "saga",
    roleArn: ROLE,
    definition: JSON.stringify({
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: 3600, Next: "Step" },
        Step: { Type: "Task", Resource: cloud.lambda.arn("step"), Next: "Tell" },
        Tell: {
          Type: "Task",
          Resource: "arn:aws:states:::sns:publish",
          Parameters: { TopicArn, Message: "done" },
          End: true,
        },
      },
    }),
  });
  await cloud.call("events", "PutRule", { Name: "rule", EventPattern: '{"source":["things"]}' });
  await cloud.call("events", "PutTargets", {
    Rule: "rule",
    Targets: [{ Id: "saga", Arn: String(stateMachineArn), RoleArn: ROLE }],
  });
  await cloud.call("pipes", "CreatePipe", {
    Name: "outbox",
    RoleArn: ROLE,
    Source: source,
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON", BatchSize: 10 } },
    Enrichment: cloud.lambda.arn("enrich"),
    Target: cloud.kernel.arn("events", "event-bus/default"),
    TargetParameters: { EventBridgeEventBusParameters: { Source: "things", DetailType: "thing.made" } },
  });
  feed(cloud, queueArn, "send", 1000);
  await idle();
  calls.length = 0;
}

async function runOut(): Promise<void> {
  for (;;) {
    await idle();
    const next = clock.nextTimer();
    if (next === undefined) return;
    clock.advanceTo(next);
  }
}

describe("asynchronous work is attributed to the request that caused it", () => {
  it("over stream, pipe, bus, workflow, topic, queue and function", async () => {
    await chain();
    await startTrace("first", () => put("a"));
    await runOut();
    expect(operationsOf("first").sort()).toEqual([
      "dynamodb GetItem",
      "dynamodb PutItem",
      "events PutEvents",
      "lambda Invoke",
      "lambda Invoke",
      "lambda Invoke",
      "pipes Request",
      "sns Publish",
      "sqs DeleteMessageBatch",
      "sqs ReceiveMessage",
      "sqs SendMessage",
      "states StateTransition",
      "states StateTransition",
      "states StateTransition",
    ]);
    expect(calls.filter(({ traces }) => traces.size === 0)).toEqual([]);
  });

  it("in equal parts where a batch serves several, and wholly where it does not", async () => {
    await chain();
    const traces = ["first", "second", "third", "fourth"];
    await Promise.all(traces.map((trace) => startTrace(trace, () => put(trace))));
    await runOut();
    for (const trace of traces) {
      const own = callsOfTrace(calls, trace);
      const count = (service: string, operation: string) =>
        own.reduce(
          (sum, call) => sum + (call.service === service && call.operation === operation ? call.calls : 0),
          0,
        );
      expect(count("events", "PutEvents")).toBe(1);
      expect(count("states", "StateTransition")).toBe(3);
      expect(count("pipes", "Request")).toBe(0.25);
      expect(count("sqs", "ReceiveMessage")).toBe(0.25);
    }
    const shares = calls.reduce((sum, call) => sum + [...call.traces.values()].reduce((a, b) => a + b, 0), 0);
    expect(shares).toBeCloseTo(calls.length);
  });

  it("to nobody when no request caused it", async () => {
    await chain();
    await put("a");
    await runOut();
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.every(({ traces }) => traces.size === 0)).toBe(true);
  });

  it("across retries on the virtual clock", async () => {
    const { arn } = await createQueue(cloud, "dead");
    define("broken", () => {
      throw new Error("no");
    });
    await cloud.call("events", "PutRule", { Name: "rule", EventPattern: '{"source":["s"]}' });
    await cloud.call("events", "PutTargets", {
      Rule: "rule",
      Targets: [{ Id: "f", Arn: cloud.lambda.arn("broken"), DeadLetterConfig: { Arn: arn } }],
    });
    calls.length = 0;
    const Entries = [{ Source: "s", DetailType: "t", Detail: "{}" }];
    await startTrace("first", () => cloud.call("events", "PutEvents", { Entries }));
    await runOut();
    expect(operationsOf("first")).toEqual([
      "events PutEvents",
      "lambda Invoke",
      "lambda Invoke",
      "lambda Invoke",
      "sqs SendMessage",
    ]);
  });
});

it("a function's calls carry its name and its invocation", async () => {
  await createTable(cloud);
  define("reader", () => cloud.call("dynamodb", "GetItem", { TableName: "Things", Key: { id: { S: "a" } } }));
  calls.length = 0;
  await cloud.lambda.invoke("reader", {});
  const [{ requestId = "" } = {}] = calls;
  expect(callsOfInvocation(calls, requestId)).toMatchObject([
    { operation: "GetItem", caller: "reader" },
    { operation: "Invoke", caller: "reader" },
  ]);
});
