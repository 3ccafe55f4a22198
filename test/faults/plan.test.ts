import { GetQueueUrlCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import {
  type FaultPlan,
  type FaultRates,
  faultPlan,
  LocalCloud,
  NO_FAULTS,
  ROUGH_WEATHER,
  VirtualClock,
} from "@tradewind/local-cloud";

const NO_RATES: FaultRates = {
  latency: 0,
  throttling: 0,
  lostAnswers: 0,
  crashes: 0,
  dropped: 0,
  duplicated: 0,
  delayed: 0,
  doubled: 0,
  longestLatencyMs: 1000,
  longestDelayMs: 1000,
};

/** The faults that a plan injects into a series of calls and deliveries. */
function fates(seed: number, between: (plan: FaultPlan) => void = () => {}) {
  const plan = faultPlan(seed, ROUGH_WEATHER);
  return Array.from({ length: 300 }, () => {
    between(plan);
    return [
      plan.onCall({ service: "dynamodb", operation: "PutItem", caller: "A" }),
      plan.onDelivery({ channel: "queue" }),
      plan.doubles("saga:1"),
    ];
  });
}

it("a seed repeats its faults, even with other calls in between, and another seed gives other faults", () => {
  expect(fates(1)).toEqual(fates(1));
  const busy = fates(1, (plan) => plan.onCall({ service: "sqs", operation: "SendMessage", caller: "B" }));
  expect(busy).toEqual(fates(1));
  expect(fates(2)).not.toEqual(fates(1));
});

it("a plan injects every kind of fault about as often as its rate says", () => {
  const plan = faultPlan(3, ROUGH_WEATHER);
  const times = 20_000;
  for (let time = 0; time < times; time += 1) {
    plan.onCall({ service: "dynamodb", operation: "PutItem", caller: "A" });
    plan.onDelivery({ channel: "queue" });
    plan.doubles("saga:1");
  }
  for (const kind of [
    "latency",
    "throttling",
    "lostAnswers",
    "crashes",
    "dropped",
    "duplicated",
    "delayed",
    "doubled",
  ] as const) {
    const share = plan.injected.filter((fault) => fault.kind === kind).length / times;
    expect(share).toBeGreaterThan(ROUGH_WEATHER[kind] * 0.8);
    expect(share).toBeLessThan(ROUGH_WEATHER[kind] * 1.2);
  }
});

it("a plan that is switched off injects nothing", () => {
  const plan = faultPlan(1, { ...NO_RATES, crashes: 1, dropped: 1, doubled: 1 });
  plan.enabled = false;
  expect(plan.onCall({ service: "sqs", operation: "SendMessage", caller: "A" })).toBeUndefined();
  expect(plan.onDelivery({ channel: "queue" })).toBeUndefined();
  expect(plan.doubles("saga:1")).toBe(false);
  expect(plan.injected).toEqual([]);
});

/**
 * Runs a function that finds a queue, sends to it and lists all queues. Faults hit only the send.
 */
async function invoke(rates: Partial<FaultRates>, seed = 1) {
  const clock = new VirtualClock();
  const plan = faultPlan(seed, { ...NO_RATES, ...rates });
  const cloud = new LocalCloud({
    clock,
    faults: {
      ...NO_FAULTS,
      onCall: (call) => (call.operation === "SendMessage" ? plan.onCall(call) : undefined),
    },
  });
  const { arn } = await cloud.sqs.createQueue("queue", {});
  const client = new SQSClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4566",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: cloud.requestHandler(),
  });
  const steps: string[] = [];
  cloud.lambda.define({
    name: "Steps",
    timeoutMs: 10_000,
    load: () => async () => {
      try {
        const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: "queue" }));
        steps.push("asked");
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
        steps.push("sent");
        await client.send(new ListQueuesCommand({}));
        steps.push("listed");
      } catch (error) {
        steps.push(error instanceof Error ? error.name : "failed");
      } finally {
        steps.push("cleaned up");
      }
      return "done";
    },
  });
  const started = clock.now();
  const invoked = cloud.lambda.invoke("Steps", {});
  await cloud.kernel.activity.idle();
  while (cloud.kernel.activity.waiting) {
    clock.advanceTo(clock.nextTimer() ?? 0);
    await cloud.kernel.activity.idle();
  }
  const result = await invoked;
  const { visible } = cloud.sqs.queue(arn).counts();
  await cloud.stop();
  return { result, steps, sent: visible, tookMs: clock.now() - started };
}

it("a crash ends a function between two awaits, and not even its finally block runs", async () => {
  const crashed = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => invoke({ crashes: 1 }, seed)));
  for (const { result, steps } of crashed) {
    expect(result).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    expect(steps).toEqual(["asked"]);
  }
  // Some functions die before the call is executed, others after it.
  expect(new Set(crashed.map(({ sent }) => sent))).toEqual(new Set([0, 1]));
});

it("a lost answer leaves the caller without one for a call that was executed", async () => {
  expect(await invoke({ lostAnswers: 1 })).toMatchObject({
    result: { ok: true },
    steps: ["asked", "ConnectionLost", "cleaned up"],
    sent: 1,
  });
});

it("throttling refuses a call with the service's own error and does not execute it", async () => {
  expect(await invoke({ throttling: 1 })).toMatchObject({
    steps: ["asked", "RequestThrottled", "cleaned up"],
    sent: 0,
  });
});

it("latency passes on the cloud's clock", async () => {
  const { steps, tookMs } = await invoke({ latency: 1 });
  expect(steps).toEqual(["asked", "sent", "listed", "cleaned up"]);
  expect(tookMs).toBeGreaterThan(0);
  expect(tookMs).toBeLessThanOrEqual(1000);
});

it("a function makes no call after its timeout", async () => {
  const { result, steps, sent } = await invoke({ latency: 1, longestLatencyMs: 1_000_000 });
  expect(result).toMatchObject({ ok: false, error: { errorType: "Sandbox.Timedout" } });
  expect(steps).toEqual(["asked"]);
  expect(sent).toBe(0);
});

it("a virtual clock has only whole milliseconds, as the system's clock has", () => {
  const clock = new VirtualClock(1_000);
  clock.schedule(1_500.25, () => {});
  expect(clock.nextTimer()).toBe(1_501);
});
