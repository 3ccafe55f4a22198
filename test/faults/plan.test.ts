import { GetQueueUrlCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import {
  type FaultPlan,
  type FaultRates,
  faultPlan,
  LocalCloud,
  NO_FAULTS,
  type PartitionAccess,
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
  lagging: 0,
  stale: 0,
  shuffled: 0,
  unprocessed: 0,
  busy: 0,
  longestLatencyMs: 1000,
  longestDelayMs: 1000,
  longestLagMs: 1000,
  longestBusyMs: 1000,
};

const access = (key: string, now: number): PartitionAccess => ({
  table: "Shop",
  index: undefined,
  key,
  access: "write",
  caller: "A",
  now,
});

const change = (index: string | undefined) => ({ table: "Shop", index, caller: "A" });
const KEY = { pk: { S: "a" } };

/** The order and the number of items that a plan gives a batch of eight. */
function answered(plan: FaultPlan): number[] {
  const fault = plan.onBatch({ operation: "BatchGetItem", caller: "A" });
  const items = [0, 1, 2, 3, 4, 5, 6, 7].filter(() => !fault?.leaves(KEY));
  return fault?.arrange(items) ?? items;
}

/** The faults that a plan injects into a series of calls, deliveries and other decisions. */
function fates(seed: number, between: (plan: FaultPlan) => void = () => {}) {
  const plan = faultPlan(seed, ROUGH_WEATHER);
  return Array.from({ length: 300 }, () => {
    between(plan);
    return [
      plan.onCall({ service: "dynamodb", operation: "PutItem", caller: "A" }),
      plan.onDelivery({ channel: "queue" }),
      plan.doubles("saga:1"),
      plan.lagMs(change("byStatus")),
      plan.lagMs(change(undefined)),
      answered(plan),
      plan.isBusy(access("a", 0)),
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
    // So late that no partition is busy any more.
    plan.isBusy(access("a", time * 10_000));
    plan.lagMs(change("byStatus"));
    plan.lagMs(change(undefined));
    plan.onBatch({ operation: "BatchGetItem", caller: "A" })?.leaves(KEY);
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
    "lagging",
    "stale",
    "shuffled",
    "unprocessed",
    "busy",
  ] as const) {
    const share = plan.injected.filter((fault) => fault.kind === kind).length / times;
    expect(share).toBeGreaterThan(ROUGH_WEATHER[kind] * 0.8);
    expect(share).toBeLessThan(ROUGH_WEATHER[kind] * 1.2);
  }
});

it("a plan that is switched off injects nothing", () => {
  const everything = { crashes: 1, dropped: 1, doubled: 1, lagging: 1, stale: 1, shuffled: 1, busy: 1 };
  const plan = faultPlan(1, { ...NO_RATES, ...everything });
  plan.enabled = false;
  expect(plan.onCall({ service: "sqs", operation: "SendMessage", caller: "A" })).toBeUndefined();
  expect(plan.onDelivery({ channel: "queue" })).toBeUndefined();
  expect(plan.doubles("saga:1")).toBe(false);
  expect(plan.lagMs(change("byStatus"))).toBe(0);
  expect(answered(plan)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(plan.isBusy(access("a", 0))).toBe(false);
  expect(plan.injected).toEqual([]);
});

it("a change lags in an index for no longer than the plan says", () => {
  const plan = faultPlan(1, { ...NO_RATES, lagging: 1, longestLagMs: 50 });
  const lags = Array.from({ length: 200 }, () => plan.lagMs(change("byStatus")));
  expect(Math.min(...lags)).toBeGreaterThan(0);
  expect(Math.max(...lags)).toBeLessThanOrEqual(50);
  expect(plan.lagMs(change(undefined))).toBe(0);
});

it("a batch loses nothing in another order", () => {
  const plan = faultPlan(1, { ...NO_RATES, shuffled: 1 });
  const orders = Array.from({ length: 20 }, () => answered(plan));
  for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(15);
});

it("a busy partition refuses for a while, and others are not busy meanwhile", () => {
  const rates = { ...NO_RATES, busy: 0.1 };
  const plan = faultPlan(1, rates);
  const turnsBusy = (key: string) =>
    Array.from({ length: 100 }, (_, time) => time * 10_000).find((now) => plan.isBusy(access(key, now)));
  const began = turnsBusy("a") ?? 0;
  expect(plan.isBusy(access("a", began))).toBe(true);
  expect(plan.isBusy({ ...access("a", began), access: "read" })).toBe(false);
  expect(plan.isBusy(access("b", began))).toBe(false);
  const moments = Array.from({ length: rates.longestBusyMs + 1 }, (_, ms) => began + ms);
  const ended = moments.find((now) => !plan.isBusy(access("a", now)));
  expect(ended).toBeGreaterThan(began);
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
