import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { only, TestStepFunctions } from "./support.ts";

const INVOKE = "arn:aws:states:::lambda:invoke";

/** A function that publishes its tokens, and a Task state that waits for them. */
function callback(shop: TestStepFunctions, limits: Record<string, unknown> = {}) {
  const tokens: string[] = [];
  shop.task("ask", ({ token }: { token: string }) => {
    tokens.push(token);
  });
  const state = {
    Type: "Task",
    Resource: `${INVOKE}.waitForTaskToken`,
    Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
    ...limits,
  };
  return { tokens, state };
}

describe("a Task state that calls a function by its ARN", () => {
  test("passes the state's input and takes the answer as output", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("double", ({ value }: { value: number }) => ({ value: value * 2 }));
    const outcome = await shop.run(only({ Type: "Task", Resource }), { value: 21 });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { value: 42 } });
    expect(await shop.eventTypes(outcome.executionArn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  test("fails with the name of the error that the function throws, and its report as cause", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("decline", () => {
      throw Object.assign(new Error("No funds"), { name: "PAYMENT_FAILED" });
    });
    const { status, error, cause, executionArn } = await shop.run(only({ Type: "Task", Resource }));
    expect({ status, error }).toEqual({ status: "FAILED", error: "PAYMENT_FAILED" });
    expect(JSON.parse(cause ?? "")).toMatchObject({
      errorType: "PAYMENT_FAILED",
      errorMessage: "No funds",
      trace: expect.any(Array),
    });
    const failed = (await shop.history(executionArn)).find(({ type }) => type === "LambdaFunctionFailed");
    expect(failed?.lambdaFunctionFailedEventDetails).toEqual({ error, cause });
  });

  test("fails with Sandbox.Timedout when the function exceeds its own limit", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("slow", () => new Promise(() => {}), 3000);
    const arn = await shop.begin(only({ Type: "Task", Resource }));
    await turns();
    await shop.advance(3);
    const { error, cause } = await shop.outcome(arn);
    expect(error).toBe("Sandbox.Timedout");
    expect(JSON.parse(cause ?? "")).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringContaining("Task timed out after 3.00 seconds"),
    });
  });

  test("fails with States.Timeout when the state's limit passes first, and the late answer changes nothing", async () => {
    const shop = new TestStepFunctions();
    let answer: (value: unknown) => void = () => {};
    const Resource = shop.task("slow", () => new Promise((resolve) => (answer = resolve)));
    const arn = await shop.begin(only({ Type: "Task", Resource, TimeoutSecondsPath: "$.limit" }), {
      limit: 5,
    });
    await turns();
    shop.clock.advance(5000);
    answer("late");
    expect(await shop.outcome(arn)).toMatchObject({
      status: "FAILED",
      error: "States.Timeout",
      cause: undefined,
    });
    expect((await shop.eventTypes(arn)).slice(-2)).toEqual(["LambdaFunctionTimedOut", "ExecutionFailed"]);
  });

  test("fails with Lambda.ResourceNotFoundException when there is no such function", async () => {
    const shop = new TestStepFunctions();
    const { error, cause } = await shop.run(only({ Type: "Task", Resource: shop.lambda.arn("nobody") }));
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toContain("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
    expect(cause).toContain("(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException;");
  });

  test("fails with States.DataLimitExceeded, which can be caught, when the answer exceeds 256 KB", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("talk", () => "x".repeat(262_143));
    const state = { Type: "Task", Resource };
    expect(await shop.run(only(state))).toMatchObject({ error: "States.DataLimitExceeded" });
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Caught" }];
    const caught = await shop.run({
      StartAt: "Talk",
      States: { Talk: { ...state, End: true, Catch }, Caught: { Type: "Succeed" } },
    });
    expect(caught).toMatchObject({ status: "SUCCEEDED", output: { Error: "States.DataLimitExceeded" } });
  });
});

describe("lambda:invoke", () => {
  test("wraps the answer as the Lambda API does", async () => {
    const shop = new TestStepFunctions();
    shop.task("greet", ({ name }: { name: string }) => `Hello ${name}`);
    const { output } = await shop.run(
      only({
        Type: "Task",
        Resource: INVOKE,
        Parameters: { FunctionName: "greet", Payload: { "name.$": "$.who" } },
      }),
      { who: "Ada" },
    );
    expect(output).toMatchObject({
      ExecutedVersion: "$LATEST",
      Payload: "Hello Ada",
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
  });

  test("selects from the answer with ResultSelector and puts it beside the input with ResultPath", async () => {
    const shop = new TestStepFunctions();
    shop.task("price", () => ({ amount: 5 }));
    const { output } = await shop.run(
      only({
        Type: "Task",
        Resource: INVOKE,
        Parameters: { FunctionName: shop.lambda.arn("price"), Payload: {} },
        ResultSelector: { "amount.$": "$.Payload.amount" },
        ResultPath: "$.price",
      }),
      { sku: "A" },
    );
    expect(output).toEqual({ sku: "A", price: { amount: 5 } });
  });

  test.each(["{}", "[]", "true", "0", '"text"', "null"])("takes the text %s as raw JSON", async (Payload) => {
    const shop = new TestStepFunctions();
    const seen: unknown[] = [];
    shop.task("echo", (event: unknown) => {
      seen.push(event);
      return event;
    });
    const machine = only({ Type: "Task", Resource: INVOKE, Parameters: { FunctionName: "echo", Payload } });
    expect((await shop.run(machine)).output).toMatchObject({ Payload: JSON.parse(Payload) });
    expect(seen).toEqual([JSON.parse(Payload)]);
  });

  test("is refused by Lambda if the text of its payload is not JSON", async () => {
    const shop = new TestStepFunctions();
    shop.task("echo", (event: unknown) => event);
    const Parameters = { FunctionName: "echo", Payload: "text" };
    const outcome = await shop.run(only({ Type: "Task", Resource: INVOKE, Parameters }));
    expect(outcome.error).toBe("Lambda.InvalidRequestContentException");
    expect(outcome.cause).toMatch(/^Could not parse request body into json: .*Status Code: 400/);
  });
});

describe("a task that waits for its token", () => {
  test("goes on with the output that the holder of the token sends", async () => {
    const shop = new TestStepFunctions();
    const { tokens, state } = callback(shop);
    const arn = await shop.begin(only(state));
    expect((await shop.outcome(arn)).status).toBe("RUNNING");
    await shop.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{"ok":true}' }));
    expect(await shop.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: { ok: true } });
    const history = await shop.history(arn);
    expect(history.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ["ExecutionStarted", 0],
      ["TaskStateEntered", 0],
      ["TaskScheduled", 2],
      ["TaskStarted", 3],
      ["TaskSubmitted", 4],
      ["TaskSucceeded", 5],
      ["TaskStateExited", 6],
      ["ExecutionSucceeded", 7],
    ]);
    expect(history[2]?.taskScheduledEventDetails).toMatchObject({
      resourceType: "lambda",
      resource: "invoke.waitForTaskToken",
      region: "us-east-1",
    });
  });

  test("fails with the error and cause that the holder sends", async () => {
    const shop = new TestStepFunctions();
    const { tokens, state } = callback(shop);
    const arn = await shop.begin(only(state));
    await shop.kernel.activity.idle();
    await shop.client.send(
      new SendTaskFailureCommand({ taskToken: tokens[0], error: "Declined", cause: "3DS" }),
    );
    expect(await shop.outcome(arn)).toMatchObject({ status: "FAILED", error: "Declined", cause: "3DS" });
  });

  test("takes a callback from inside the function that was given the token", async () => {
    const shop = new TestStepFunctions();
    shop.task("eager", async ({ token }: { token: string }) => {
      await shop.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '"early"' }));
    });
    const Parameters = { FunctionName: "eager", Payload: { "token.$": "$$.Task.Token" } };
    const { output } = await shop.run(
      only({ Type: "Task", Resource: `${INVOKE}.waitForTaskToken`, Parameters }),
    );
    expect(output).toBe("early");
  });

  test("times out although nobody calls back", async () => {
    const shop = new TestStepFunctions();
    const { tokens, state } = callback(shop, { TimeoutSeconds: 86_400 });
    const arn = await shop.begin(only(state));
    await shop.kernel.activity.idle();
    await shop.advance(86_399);
    expect((await shop.outcome(arn)).status).toBe("RUNNING");
    await shop.advance(1);
    expect(await shop.outcome(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    await expect(
      shop.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: "{}" })),
    ).rejects.toMatchObject({
      name: "TaskTimedOut",
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  test("lives as long as heartbeats come, and its end by silence is caught as States.HeartbeatTimeout", async () => {
    const shop = new TestStepFunctions();
    const { tokens, state } = callback(shop, {
      HeartbeatSeconds: 60,
      Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Silent" }],
      End: true,
    });
    const arn = await shop.begin({ StartAt: "Ask", States: { Ask: state, Silent: { Type: "Succeed" } } });
    await shop.kernel.activity.idle();
    for (let beat = 0; beat < 3; beat += 1) {
      await shop.advance(50);
      await shop.client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] }));
    }
    await shop.advance(59);
    expect((await shop.outcome(arn)).status).toBe("RUNNING");
    await shop.advance(1);
    expect(await shop.outcome(arn)).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: "States.Timeout", Cause: "" },
    });
  });

  test("gives each attempt a token of its own", async () => {
    const shop = new TestStepFunctions();
    const Retry = [{ ErrorEquals: ["Again"], IntervalSeconds: 1 }];
    const { tokens, state } = callback(shop, { Retry });
    const arn = await shop.begin(only(state));
    await shop.kernel.activity.idle();
    await shop.client.send(new SendTaskFailureCommand({ taskToken: tokens[0], error: "Again" }));
    await shop.advance(1);
    expect(new Set(tokens).size).toBe(2);
    await expect(
      shop.client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] })),
    ).rejects.toMatchObject({ name: "TaskTimedOut" });
    await shop.client.send(new SendTaskSuccessCommand({ taskToken: tokens[1], output: "1" }));
    expect((await shop.outcome(arn)).output).toBe(1);
  });

  test("refuses tokens that were never given out, and output that is not JSON", async () => {
    const shop = new TestStepFunctions();
    const { tokens, state } = callback(shop);
    await shop.begin(only(state));
    await shop.kernel.activity.idle();
    await expect(
      shop.client.send(new SendTaskSuccessCommand({ taskToken: "nonsense", output: "{}" })),
    ).rejects.toMatchObject({ name: "InvalidToken", message: "Invalid Token: 'Invalid token'" });
    await expect(
      shop.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: "{" })),
    ).rejects.toMatchObject({ name: "InvalidOutput" });
  });
});

/**
 * Lets running work proceed until it waits for the clock. While a function runs, the cloud counts
 * as active.
 */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
