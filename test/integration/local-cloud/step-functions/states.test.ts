import { describe, expect, test } from "vitest";
import { only, ROLE, TestStepFunctions } from "./support.ts";

describe("a Pass state", () => {
  const shop = new TestStepFunctions();
  const pass = async (fields: Record<string, unknown>, input: unknown) => {
    const outcome = await shop.run(only({ Type: "Pass", ...fields }), input);
    return outcome.status === "SUCCEEDED" ? outcome.output : { error: outcome.error, cause: outcome.cause };
  };

  test("hands its input on", async () => {
    expect(await pass({}, { a: 1 })).toEqual({ a: 1 });
  });

  test("filters with InputPath, shapes with Parameters, places with ResultPath, selects with OutputPath", async () => {
    const fields = {
      InputPath: "$.order",
      Parameters: { "id.$": "$.id", kind: "order", nested: [{ "first.$": "$.lines[0]" }] },
      ResultPath: "$.result.shaped",
      OutputPath: "$.result",
    };
    expect(await pass(fields, { order: { id: 7, lines: ["a", "b"] }, kept: true })).toEqual({
      shaped: { id: 7, kind: "order", nested: [{ first: "a" }] },
    });
  });

  test("drops its input, its result or its output where a path is null", async () => {
    expect(await pass({ InputPath: null }, { a: 1 })).toEqual({});
    expect(await pass({ Result: 5, ResultPath: null }, { a: 1 })).toEqual({ a: 1 });
    expect(await pass({ OutputPath: null }, { a: 1 })).toEqual({});
  });

  test("takes lists by wildcard, slice, descent and filter", async () => {
    const input = {
      lines: [
        { sku: "a", n: 1 },
        { sku: "b", n: 5 },
      ],
      deep: { sku: "c" },
    };
    const Parameters = {
      "all.$": "$.lines[*].sku",
      "first.$": "$.lines[0:1].sku",
      "every.$": "$..sku",
      "large.$": "$.lines[?(@.n > 2)].sku",
      "none.$": "$.lines[?(@.n > 9)]",
      "last.$": "$.lines[-1].sku",
    };
    const output = (await pass({ Parameters }, input)) as Record<string, string[]>;
    expect({ ...output, every: output["every"]?.toSorted() }).toEqual({
      all: ["a", "b"],
      first: ["a"],
      every: ["a", "b", "c"],
      large: ["b"],
      none: [],
      last: "b",
    });
  });

  test("reads names in brackets, with dots, dashes and quotes", async () => {
    const input = { "a.b": 1, "detail-type": 2, "it's": 3 };
    const Parameters = { "a.$": "$['a.b']", "b.$": "$.detail-type", "c.$": String.raw`$['it\'s']` };
    expect(await pass({ Parameters }, input)).toEqual({ a: 1, b: 2, c: 3 });
  });

  test("fails with States.Runtime where a path finds nothing", async () => {
    expect(await pass({ InputPath: "$.a.b" }, { a: {} })).toEqual({
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #2). " +
        "Invalid path '$.a.b' : No results for path: $['a']['b']",
    });
  });

  test("fails with States.ResultPathMatchFailure where the result cannot be placed", async () => {
    expect(await pass({ Result: 1, ResultPath: "$.a.b" }, { a: 5 })).toMatchObject({
      error: "States.ResultPathMatchFailure",
    });
  });

  test("does not reach into prototypes", async () => {
    expect(await pass({ InputPath: "$.constructor" }, {})).toMatchObject({ error: "States.Runtime" });
    expect(await pass({ InputPath: "$.list.length" }, { list: [1] })).toMatchObject({
      error: "States.Runtime",
    });
  });
});

describe("the context object", () => {
  test("tells of the execution, the state and the machine", async () => {
    const shop = new TestStepFunctions({ now: Date.UTC(2026, 0, 1) });
    const { output, executionArn } = await shop.run(
      {
        StartAt: "Wait",
        States: {
          Wait: { Type: "Wait", Seconds: 0, Next: "Look" },
          Look: { Type: "Pass", InputPath: "$$", End: true },
        },
      },
      { a: 1 },
    );
    expect(output).toEqual({
      Execution: {
        Id: executionArn,
        Input: { a: 1 },
        Name: executionArn.split(":").at(-1),
        RoleArn: ROLE,
        StartTime: "2026-01-01T00:00:00.000Z",
        RedriveCount: 0,
      },
      StateMachine: { Id: shop.kernel.arn("states", "stateMachine:machine-1"), Name: "machine-1" },
      State: { Name: "Look", EnteredTime: "2026-01-01T00:00:00.000Z" },
    });
  });
});

describe("a Wait state", () => {
  const start = Date.UTC(2026, 0, 1);
  test.each([
    ["Seconds", { Seconds: 90 }, {}, 90],
    ["SecondsPath", { SecondsPath: "$.delay" }, { delay: 30 }, 30],
    ["Timestamp", { Timestamp: "2026-01-01T00:01:00Z" }, {}, 60],
    ["TimestampPath", { TimestampPath: "$.at" }, { at: "2026-01-01T01:00:10+01:00" }, 10],
  ])("ends as its %s says", async (_name, fields, input, seconds) => {
    const shop = new TestStepFunctions({ now: start });
    const arn = await shop.begin(only({ Type: "Wait", ...fields }), input);
    await shop.advance(seconds - 1);
    expect((await shop.outcome(arn)).status).toBe("RUNNING");
    await shop.advance(1);
    expect(await shop.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: input });
  });

  test("does not wait for what is past", async () => {
    const shop = new TestStepFunctions({ now: start });
    const state = { Type: "Wait", TimestampPath: "$.at" };
    expect((await shop.run(only(state), { at: "2020-01-01T00:00:00Z" })).status).toBe("SUCCEEDED");
  });

  test("fails with States.Runtime when the value is not a time", async () => {
    const shop = new TestStepFunctions({ now: start });
    expect(await shop.run(only({ Type: "Wait", SecondsPath: "$.s" }), { s: -1 })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining("SecondsPath parameter does not reference a valid integer: $.s == -1"),
    });
    expect(await shop.run(only({ Type: "Wait", TimestampPath: "$.t" }), { t: "soon" })).toMatchObject({
      error: "States.Runtime",
    });
  });
});

describe("Succeed and Fail", () => {
  const shop = new TestStepFunctions();

  test("Succeed ends the execution with what its paths select", async () => {
    expect(await shop.run(only({ Type: "Succeed", InputPath: "$.a" }), { a: [1] })).toMatchObject({
      status: "SUCCEEDED",
      output: [1],
    });
  });

  test("Fail ends it with Error and Cause, given or looked up", async () => {
    expect(await shop.run(only({ Type: "Fail", Error: "Oh", Cause: "because" }))).toMatchObject({
      status: "FAILED",
      error: "Oh",
      cause: "because",
    });
    const looked = { Type: "Fail", ErrorPath: "$.e", CausePath: "States.Format('for {}', $.c)" };
    expect(await shop.run(only(looked), { e: "E1", c: "C1" })).toMatchObject({
      error: "E1",
      cause: "for C1",
    });
    const { executionArn } = await shop.run(only({ Type: "Fail", Error: "Oh" }));
    expect(await shop.eventTypes(executionArn)).toEqual([
      "ExecutionStarted",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
  });
});

describe("the limits of an execution", () => {
  test("its time limit ends it as TIMED_OUT", async () => {
    const shop = new TestStepFunctions();
    const arn = await shop.begin({ ...only({ Type: "Wait", Seconds: 100 }), TimeoutSeconds: 60 });
    await shop.advance(60);
    expect(await shop.outcome(arn)).toMatchObject({ status: "TIMED_OUT", error: undefined });
    expect((await shop.eventTypes(arn)).at(-1)).toBe("ExecutionTimedOut");
  });

  test("a state's output may not exceed 256 KB", async () => {
    const shop = new TestStepFunctions();
    const twice = { Type: "Pass", Parameters: { "a.$": "$", "b.$": "$" } };
    expect(await shop.run(only(twice), "x".repeat(200_000))).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
  });

  test("an endless loop ends at 25,000 events and holds nobody up meanwhile", async () => {
    const shop = new TestStepFunctions();
    const arn = await shop.begin({
      StartAt: "A",
      States: {
        A: { Type: "Choice", Choices: [{ Variable: "$.never", IsPresent: true, Next: "End" }], Default: "B" },
        B: { Type: "Pass", Next: "A" },
        End: { Type: "Succeed" },
      },
    });
    expect((await shop.run(only({ Type: "Pass" }))).status).toBe("SUCCEEDED");
    expect(await shop.outcome(arn)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "The execution reached the maximum number of history events (25000).",
    });
  });
});
