import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendTaskHeartbeatCommand, SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { only, reopenAfterCrash, TestStepFunctions } from "./support.ts";

const INVOKE_WAIT = "arn:aws:states:::lambda:invoke.waitForTaskToken";
const HOUR = 3600;

describe("after a crash", () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "states-"));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  const reopen = (before: TestStepFunctions, seconds: number, define?: (shop: TestStepFunctions) => void) =>
    reopenAfterCrash(before, { data, seconds, define });

  test("a wait goes on with the time that is left", async () => {
    const before = new TestStepFunctions({ data });
    const arn = await before.begin(only({ Type: "Wait", Seconds: HOUR }), { order: "ord_1" });
    const after = reopen(before, 1800);
    expect((await after.outcome(arn)).status).toBe("RUNNING");
    await after.advance(1799);
    expect((await after.outcome(arn)).status).toBe("RUNNING");
    await after.advance(1);
    expect(await after.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: { order: "ord_1" } });
    expect(await after.eventTypes(arn)).toEqual([
      "ExecutionStarted",
      "WaitStateEntered",
      "WaitStateExited",
      "ExecutionSucceeded",
    ]);
    after.crash();
  });

  test("a wait that ended meanwhile ends at once", async () => {
    const before = new TestStepFunctions({ data });
    const arn = await before.begin(only({ Type: "Wait", Seconds: HOUR }));
    const after = reopen(before, 24 * HOUR);
    expect((await after.outcome(arn)).status).toBe("SUCCEEDED");
    after.crash();
  });

  test("a task token stays valid, its heartbeats and its time limit count on", async () => {
    const before = new TestStepFunctions({ data });
    const tokens: string[] = [];
    const ask = (shop: TestStepFunctions) =>
      void shop.task("ask", ({ token }: { token: string }) => {
        tokens.push(token);
      });
    ask(before);
    const definition = only({
      Type: "Task",
      Resource: INVOKE_WAIT,
      Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
      HeartbeatSeconds: 60,
      TimeoutSeconds: 100,
    });
    const answered = await before.begin(definition);
    const silent = await before.begin(definition);
    await before.kernel.activity.idle();

    const after = reopen(before, 50, ask);
    await after.kernel.activity.idle();
    expect(tokens).toHaveLength(2);
    await after.client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] }));
    await after.advance(10);
    expect(await after.outcome(silent)).toMatchObject({ status: "FAILED", error: "States.Timeout" });

    const later = reopen(after, 1, ask);
    expect((await later.outcome(answered)).status).toBe("RUNNING");
    await later.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"ok":1}' }));
    expect(await later.outcome(answered)).toMatchObject({ status: "SUCCEEDED", output: { ok: 1 } });
    later.crash();
  });

  test("an overdue task token has timed out", async () => {
    const before = new TestStepFunctions({ data });
    before.task("ask", () => {});
    const arn = await before.begin(
      only({
        Type: "Task",
        Resource: INVOKE_WAIT,
        Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
        TimeoutSeconds: HOUR,
      }),
    );
    await before.kernel.activity.idle();
    const after = reopen(before, 24 * HOUR);
    expect(await after.outcome(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    after.crash();
  });

  test("a function that was running is called again with the same input", async () => {
    const before = new TestStepFunctions({ data });
    const inputs: unknown[] = [];
    const Resource = before.task("work", (input) => {
      inputs.push(input);
      return new Promise(() => {});
    });
    const arn = await before.begin(
      only({ Type: "Task", Resource, Parameters: { "id.$": "States.UUID()", "order.$": "$.order" } }),
      { order: "ord_1" },
    );
    await new Promise((resolve) => setImmediate(resolve));
    const after = reopen(before, 1, (shop) => {
      shop.task("work", (input) => {
        inputs.push(input);
        return "done";
      });
    });
    expect(await after.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: "done" });
    expect(inputs).toHaveLength(2);
    expect(inputs[1]).toEqual(inputs[0]);
    after.crash();
  });

  test("a retry keeps its count and waits the rest of its backoff", async () => {
    const calls: number[] = [];
    const define = (shop: TestStepFunctions) =>
      shop.task("flaky", ({ retries }: { retries: number }) => {
        calls.push(retries);
        throw Object.assign(new Error("no"), { name: "Flaky" });
      });
    const before = new TestStepFunctions({ data });
    const Resource = define(before);
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 100, BackoffRate: 1, MaxAttempts: 2 }];
    const arn = await before.begin(
      only({ Type: "Task", Resource, Parameters: { "retries.$": "$$.State.RetryCount" }, Retry }),
    );
    await before.kernel.activity.idle();
    await before.advance(100);
    const after = reopen(before, 60, (shop) => void define(shop));
    await after.advance(39);
    expect(calls).toEqual([0, 1]);
    await after.advance(1);
    expect(await after.outcome(arn)).toMatchObject({ status: "FAILED", error: "Flaky" });
    expect(calls).toEqual([0, 1, 2]);
    after.crash();
  });

  test("branches of a Parallel state go on each from where it was", async () => {
    const define = (shop: TestStepFunctions) => shop.task("echo", (input) => input);
    const before = new TestStepFunctions({ data });
    const Resource = define(before);
    const arn = await before.begin(
      {
        StartAt: "Both",
        States: {
          Both: {
            Type: "Parallel",
            End: true,
            Branches: [
              { StartAt: "Quick", States: { Quick: { Type: "Pass", Result: "quick", End: true } } },
              {
                StartAt: "Wait",
                States: {
                  Wait: { Type: "Wait", Seconds: HOUR, Next: "Echo" },
                  Echo: { Type: "Task", Resource, End: true },
                },
              },
            ],
          },
        },
      },
      { order: "ord_1" },
    );
    await before.kernel.activity.idle();
    const after = reopen(before, 1800, (shop) => void define(shop));
    await after.advance(1800);
    expect(await after.outcome(arn)).toMatchObject({
      status: "SUCCEEDED",
      output: ["quick", { order: "ord_1" }],
    });
    after.crash();
  });

  test("a Map state starts only the iterations that are left", async () => {
    const seen: number[] = [];
    const define = (shop: TestStepFunctions) =>
      shop.task("double", ({ value }: { value: number }) => {
        seen.push(value);
        return value * 2;
      });
    const before = new TestStepFunctions({ data });
    const Resource = define(before);
    const arn = await before.begin(
      only({
        Type: "Map",
        MaxConcurrency: 2,
        ItemSelector: { "value.$": "$$.Map.Item.Value" },
        ItemProcessor: {
          StartAt: "Double",
          States: {
            Double: { Type: "Task", Resource, Next: "Pause" },
            Pause: { Type: "Wait", Seconds: 10, End: true },
          },
        },
      }),
      [1, 2, 3, 4, 5],
    );
    await before.kernel.activity.idle();
    await before.advance(10);
    const after = reopen(before, 10, (shop) => void define(shop));
    await after.kernel.activity.idle();
    await after.advance(10);
    expect(await after.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: [2, 4, 6, 8, 10] });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    after.crash();
  });

  test("a parent still learns how its child execution ends, and the machine's time limit counts on", async () => {
    const before = new TestStepFunctions({ data });
    const child = await before.create(only({ Type: "Wait", Seconds: HOUR }), { name: "child" });
    const Parameters = { StateMachineArn: child, Input: { a: 1 } };
    const Resource = "arn:aws:states:::states:startExecution.sync:2";
    const parent = await before.begin({
      ...only({ Type: "Task", Resource, Parameters, OutputPath: "$.Output" }),
      TimeoutSeconds: 2 * HOUR,
    });
    const limited = await before.begin({
      ...only({ Type: "Wait", Seconds: 9 * HOUR }),
      TimeoutSeconds: 2 * HOUR,
    });
    await before.kernel.activity.idle();
    const after = reopen(before, 1800);
    await after.advance(1800);
    expect(await after.outcome(parent)).toMatchObject({ status: "SUCCEEDED", output: { a: 1 } });
    await after.advance(HOUR);
    expect((await after.outcome(limited)).status).toBe("TIMED_OUT");
    after.crash();
  });

  test("executions keep the definition with which they began, and names stay taken", async () => {
    const before = new TestStepFunctions({ data });
    const definition = (result: string) => ({
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: 10, Next: "Done" },
        Done: { Type: "Pass", Result: result, End: true },
      },
    });
    const machine = { name: "orders", definition: definition("old") };
    const stateMachineArn = await before.stepFunctions.createStateMachine(machine);
    const start = new StartExecutionCommand({ stateMachineArn, name: "ord_1", input: '{"n":1}' });
    const { executionArn = "" } = await before.client.send(start);
    await before.stepFunctions.createStateMachine({ name: "orders", definition: definition("new") });

    const after = reopen(before, 5);
    expect((await after.client.send(start)).executionArn).toBe(executionArn);
    await after.advance(5);
    expect((await after.outcome(executionArn)).output).toBe("old");
    await expect(after.client.send(start)).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    after.crash();
  });
});
