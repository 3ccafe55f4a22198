import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { only, TestStepFunctions } from "./support.ts";

/**
 * A function that fails the given number of times; `calls` holds the clock's seconds of each call.
 */
function flaky(shop: TestStepFunctions, failures: number, name = "Flaky") {
  const calls: number[] = [];
  const start = shop.clock.now();
  const Resource = shop.task("flaky", () => {
    calls.push((shop.clock.now() - start) / 1000);
    if (calls.length <= failures) throw Object.assign(new Error("not yet"), { name });
    return "done";
  });
  return { calls, Resource };
}

describe("Retry", () => {
  test("waits IntervalSeconds, then BackoffRate times longer each time, up to MaxDelaySeconds", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 4);
    const Retry = [
      { ErrorEquals: ["Flaky"], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10, MaxAttempts: 4 },
    ];
    const arn = await shop.begin(only({ Type: "Task", Resource, Retry }));
    for (let second = 0; second < 40; second += 1) {
      await shop.kernel.activity.idle();
      shop.clock.advance(1000);
    }
    expect(await shop.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: "done" });
    expect(calls).toEqual([0, 2, 8, 18, 28]);
  });

  test("makes three attempts one, two and four seconds apart unless told otherwise", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 9);
    const arn = await shop.begin(only({ Type: "Task", Resource, Retry: [{ ErrorEquals: ["States.ALL"] }] }));
    for (let second = 0; second < 10; second += 1) {
      await shop.kernel.activity.idle();
      shop.clock.advance(1000);
    }
    expect(await shop.outcome(arn)).toMatchObject({ status: "FAILED", error: "Flaky" });
    expect(calls).toEqual([0, 1, 3, 7]);
  });

  test("stays below the backoff with full jitter", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 1);
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 100, JitterStrategy: "FULL" }];
    await shop.begin(only({ Type: "Task", Resource, Retry }));
    for (let second = 0; second < 100; second += 1) await shop.advance(1);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toBeLessThan(100);
  });

  test("counts each retrier apart, and shows the sum as $$.State.RetryCount", async () => {
    const shop = new TestStepFunctions();
    const seen: number[] = [];
    shop.task("count", ({ retries }: { retries: number }) => {
      seen.push(retries);
      throw Object.assign(new Error("x"), { name: seen.length % 2 === 1 ? "Odd" : "Even" });
    });
    const arn = await shop.begin(
      only({
        Type: "Task",
        Resource: shop.lambda.arn("count"),
        Parameters: { "retries.$": "$$.State.RetryCount" },
        Retry: [
          { ErrorEquals: ["Odd"], MaxAttempts: 2, IntervalSeconds: 1, BackoffRate: 1 },
          { ErrorEquals: ["Even"], MaxAttempts: 1, IntervalSeconds: 1, BackoffRate: 1 },
        ],
      }),
    );
    for (let second = 0; second < 6; second += 1) await shop.advance(1);
    expect(await shop.outcome(arn)).toMatchObject({ status: "FAILED", error: "Even" });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test("does not retry what MaxAttempts 0 covers", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 1, "Fatal");
    const Retry = [{ ErrorEquals: ["Fatal"], MaxAttempts: 0 }, { ErrorEquals: ["States.ALL"] }];
    expect(await shop.run(only({ Type: "Task", Resource, Retry }))).toMatchObject({ error: "Fatal" });
    expect(calls).toHaveLength(1);
  });

  test("starts counting again when the state is entered again", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 2);
    const Retry = [{ ErrorEquals: ["Flaky"], MaxAttempts: 1, IntervalSeconds: 1 }];
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Try" }];
    const arn = await shop.begin({
      StartAt: "Try",
      States: { Try: { Type: "Task", Resource, Retry, Catch, End: true } },
    });
    await shop.kernel.activity.idle();
    await shop.advance(1);
    expect((await shop.outcome(arn)).status).toBe("SUCCEEDED");
    expect(calls).toHaveLength(3);
  });
});

describe("Catch", () => {
  const machine = (Resource: string, Catch: object[]) => ({
    StartAt: "Pay",
    States: { Pay: { Type: "Task", Resource, Catch, End: true }, Undo: { Type: "Succeed" } },
  });

  test("puts error and cause where its ResultPath says, and keeps the state's input", async () => {
    const shop = new TestStepFunctions();
    const { Resource } = flaky(shop, 1, "PAYMENT_FAILED");
    const Catch = [{ ErrorEquals: ["PAYMENT_FAILED"], ResultPath: "$.failure", Next: "Undo" }];
    const { output } = await shop.run(machine(Resource, Catch), { order: "ord_1" });
    expect(output).toEqual({
      order: "ord_1",
      failure: { Error: "PAYMENT_FAILED", Cause: expect.stringContaining("not yet") },
    });
  });

  test("takes the first catcher that covers the error, and replaces the input by default", async () => {
    const shop = new TestStepFunctions();
    const { Resource } = flaky(shop, 1, "Other");
    const Catch = [
      { ErrorEquals: ["Declined"], Next: "Undo", ResultPath: null },
      { ErrorEquals: ["States.TaskFailed"], Next: "Undo" },
    ];
    const { output } = await shop.run(machine(Resource, Catch), { order: "ord_1" });
    expect(output).toMatchObject({ Error: "Other" });
  });

  test("comes after the retries are used up", async () => {
    const shop = new TestStepFunctions();
    const { calls, Resource } = flaky(shop, 9);
    const Retry = [{ ErrorEquals: ["Flaky"], MaxAttempts: 1, IntervalSeconds: 1 }];
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Undo" }];
    const arn = await shop.begin({
      StartAt: "Pay",
      States: { Pay: { Type: "Task", Resource, Retry, Catch, End: true }, Undo: { Type: "Succeed" } },
    });
    await shop.kernel.activity.idle();
    await shop.advance(1);
    expect((await shop.outcome(arn)).status).toBe("SUCCEEDED");
    expect(calls).toHaveLength(2);
    expect(await shop.eventTypes(arn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionFailed",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionFailed",
      "TaskStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
  });

  test("does not take States.Timeout for States.TaskFailed", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("never", () => new Promise(() => {}));
    const Catch = [{ ErrorEquals: ["States.TaskFailed"], Next: "Undo" }];
    const arn = await shop.begin({
      StartAt: "Pay",
      States: {
        Pay: { Type: "Task", Resource, TimeoutSeconds: 1, Catch, End: true },
        Undo: { Type: "Succeed" },
      },
    });
    shop.clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await describeStatus(shop, arn)).toBe("FAILED");
  });

  test("does not catch what goes wrong while it catches", async () => {
    const shop = new TestStepFunctions();
    const { Resource } = flaky(shop, 1);
    const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Undo" }];
    expect(await shop.run(machine(Resource, Catch), "not an object")).toMatchObject({
      status: "FAILED",
      error: "States.ResultPathMatchFailure",
    });
  });

  test("cannot hold States.Runtime back", async () => {
    const shop = new TestStepFunctions();
    const { Resource } = flaky(shop, 0);
    const outcome = await shop.run(
      {
        StartAt: "Pay",
        States: {
          Pay: {
            Type: "Task",
            Resource,
            Parameters: { "sku.$": "$.missing" },
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Undo" }],
            End: true,
          },
          Undo: { Type: "Succeed" },
        },
      },
      { a: 1 },
    );
    expect(outcome).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Pay' (entered at the event id #2). " +
        "The JSONPath '$.missing' specified for the field 'sku.$' could not be found in the input '{\"a\":1}'",
    });
  });
});

/** The function never returns, so the cloud is never idle. Ask without waiting for idleness. */
async function describeStatus(shop: TestStepFunctions, executionArn: string): Promise<string | undefined> {
  return (await shop.client.send(new DescribeExecutionCommand({ executionArn }))).status;
}
