import { describe, expect, test } from "vitest";
import { only, TestStepFunctions } from "./support.ts";

const branch = (name: string, state: Record<string, unknown>) => ({
  StartAt: name,
  States: { [name]: state },
});

describe("a Parallel state", () => {
  test("gives every branch its input and collects their outputs in order", async () => {
    const shop = new TestStepFunctions();
    const { output, executionArn } = await shop.run(
      only({
        Type: "Parallel",
        Parameters: { "n.$": "$.n" },
        Branches: [
          branch("Slow", { Type: "Wait", Seconds: 0, End: true }),
          branch("Add", { Type: "Pass", Parameters: { "sum.$": "States.MathAdd($.n, 1)" }, End: true }),
        ],
        ResultSelector: { "both.$": "$" },
        ResultPath: "$.out",
      }),
      { n: 1, kept: true },
    );
    expect(output).toEqual({ n: 1, kept: true, out: { both: [{ n: 1 }, { sum: 2 }] } });
    const history = await shop.history(executionArn);
    expect(history.map(({ id, type, previousEventId }) => [id, type, previousEventId])).toEqual([
      [1, "ExecutionStarted", 0],
      [2, "ParallelStateEntered", 0],
      [3, "ParallelStateStarted", 2],
      [4, "WaitStateEntered", 3],
      [5, "PassStateEntered", 3],
      [6, "WaitStateExited", 4],
      [7, "PassStateExited", 5],
      [8, "ParallelStateSucceeded", 7],
      [9, "ParallelStateExited", 7],
      [10, "ExecutionSucceeded", 9],
    ]);
  });

  test("runs its branches at the same time", async () => {
    const shop = new TestStepFunctions();
    const arn = await shop.begin(
      only({
        Type: "Parallel",
        Branches: [1, 2, 3].map((n) => branch(`Wait${n}`, { Type: "Wait", Seconds: n * 10, End: true })),
      }),
    );
    await shop.advance(29);
    expect((await shop.outcome(arn)).status).toBe("RUNNING");
    await shop.advance(1);
    expect((await shop.outcome(arn)).status).toBe("SUCCEEDED");
  });

  test("fails with the error of a branch, ends the others, and can catch it", async () => {
    const shop = new TestStepFunctions();
    const { output, executionArn } = await shop.run({
      StartAt: "Both",
      States: {
        Both: {
          Type: "Parallel",
          Branches: [
            branch("Wait", { Type: "Wait", Seconds: 100, End: true }),
            branch("Fail", { Type: "Fail", Error: "Broken", Cause: "on purpose" }),
          ],
          Catch: [{ ErrorEquals: ["Broken"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Succeed" },
      },
    });
    expect(output).toEqual({ Error: "Broken", Cause: "on purpose" });
    expect(shop.clock.nextTimer()).toBeUndefined();
    expect((await shop.eventTypes(executionArn)).slice(3, 8)).toEqual([
      "WaitStateEntered",
      "FailStateEntered",
      "WaitStateAborted",
      "ParallelStateFailed",
      "ParallelStateExited",
    ]);
  });

  test("is retried as a whole", async () => {
    const shop = new TestStepFunctions();
    let calls = 0;
    const Resource = shop.task("flaky", () => {
      calls += 1;
      if (calls === 1) throw Object.assign(new Error("no"), { name: "Flaky" });
      return calls;
    });
    const arn = await shop.begin(
      only({
        Type: "Parallel",
        Branches: [
          branch("Call", { Type: "Task", Resource, End: true }),
          branch("Pass", { Type: "Pass", Result: "p", End: true }),
        ],
        Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 5 }],
      }),
    );
    await shop.kernel.activity.idle();
    await shop.advance(5);
    expect((await shop.outcome(arn)).output).toEqual([2, "p"]);
    const types = await shop.eventTypes(arn);
    expect(types.filter((type) => type === "ParallelStateStarted")).toHaveLength(2);
    expect(types).not.toContain("ParallelStateFailed");
  });

  test("does not let the late answer of an ended branch back in", async () => {
    const shop = new TestStepFunctions();
    let answer: (value: unknown) => void = () => {};
    const Resource = shop.task("slow", () => new Promise((resolve) => (answer = resolve)));
    const arn = await shop.begin(
      only({
        Type: "Parallel",
        Branches: [
          branch("Call", { Type: "Task", Resource, End: true }),
          {
            StartAt: "Wait",
            States: {
              Wait: { Type: "Wait", Seconds: 1, Next: "Fail" },
              Fail: { Type: "Fail", Error: "Broken" },
            },
          },
        ],
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    shop.clock.advance(1000);
    answer("late");
    expect(await shop.outcome(arn)).toMatchObject({ status: "FAILED", error: "Broken" });
  });
});

describe("a Map state", () => {
  const items = { Type: "Map", ItemsPath: "$.items" };
  const double = (shop: TestStepFunctions) =>
    shop.task("double", ({ value }: { value: number }) => {
      if (value < 0) throw Object.assign(new Error("negative"), { name: "Negative" });
      return value * 2;
    });
  const processor = (Resource: string) => ({
    ProcessorConfig: { Mode: "INLINE" },
    ...branch("Double", { Type: "Task", Resource, End: true }),
  });

  test("runs its processor for each item, with index and value in the context object", async () => {
    const shop = new TestStepFunctions();
    const { output, executionArn } = await shop.run(
      only({
        ...items,
        ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "all.$": "$.name" },
        ItemProcessor: branch("Pass", { Type: "Pass", End: true }),
        ResultPath: "$.out",
      }),
      { name: "n", items: ["a", "b"] },
    );
    expect(output).toEqual({
      name: "n",
      items: ["a", "b"],
      out: [
        { i: 0, v: "a", all: "n" },
        { i: 1, v: "b", all: "n" },
      ],
    });
    const started = (await shop.history(executionArn)).filter(({ type }) => type === "MapStateStarted");
    expect(started[0]?.mapStateStartedEventDetails).toEqual({ length: 2 });
  });

  test("keeps to MaxConcurrency, and chains its events as AWS does", async () => {
    const shop = new TestStepFunctions();
    const { executionArn } = await shop.run(
      only({ ...items, MaxConcurrency: 1, ItemProcessor: branch("Pass", { Type: "Pass", End: true }) }),
      { items: [1, 2] },
    );
    const history = await shop.history(executionArn);
    expect(history.slice(1).map(({ id, type, previousEventId }) => [id, type, previousEventId])).toEqual([
      [2, "MapStateEntered", 0],
      [3, "MapStateStarted", 2],
      [4, "MapIterationStarted", 3],
      [5, "PassStateEntered", 4],
      [6, "PassStateExited", 5],
      [7, "MapIterationSucceeded", 6],
      [8, "MapIterationStarted", 6],
      [9, "PassStateEntered", 8],
      [10, "PassStateExited", 9],
      [11, "MapIterationSucceeded", 10],
      [12, "MapStateSucceeded", 11],
      [13, "MapStateExited", 11],
      [14, "ExecutionSucceeded", 13],
    ]);
  });

  test("runs at most MaxConcurrencyPath iterations at once", async () => {
    const shop = new TestStepFunctions();
    let running = 0;
    let most = 0;
    const Resource = shop.task("work", async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    const { status } = await shop.run(
      only({ ...items, MaxConcurrencyPath: "$.limit", ItemProcessor: processor(Resource) }),
      { limit: 3, items: Array.from({ length: 20 }, (_, value) => ({ value })) },
    );
    expect({ status, most }).toEqual({ status: "SUCCEEDED", most: 3 });
  });

  test("of no items succeeds with an empty list; of no list it fails", async () => {
    const shop = new TestStepFunctions();
    const state = { ...items, ItemProcessor: branch("Pass", { Type: "Pass", End: true }) };
    expect((await shop.run(only(state), { items: [] })).output).toEqual([]);
    expect(await shop.run(only(state), { items: {} })).toMatchObject({ error: "States.Runtime" });
  });

  test("fails with the error of an iteration", async () => {
    const shop = new TestStepFunctions();
    const { error, executionArn } = await shop.run(
      only({ ...items, MaxConcurrency: 1, ItemProcessor: processor(double(shop)) }),
      { items: [{ value: 1 }, { value: -1 }] },
    );
    expect(error).toBe("Negative");
    expect((await shop.eventTypes(executionArn)).slice(-3)).toEqual([
      "MapIterationFailed",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
  });

  test("bears as many failures as it tolerates, and leaves them out of its result", async () => {
    const shop = new TestStepFunctions();
    const state = { ...items, ItemProcessor: processor(double(shop)) };
    const input = { items: [1, -1, 2, -2].map((value) => ({ value })) };
    expect((await shop.run(only({ ...state, ToleratedFailureCount: 2 }), input)).output).toEqual([2, 4]);
    expect((await shop.run(only({ ...state, ToleratedFailurePercentage: 50 }), input)).output).toEqual([
      2, 4,
    ]);
    expect(await shop.run(only({ ...state, ToleratedFailureCount: 1 }), input)).toMatchObject({
      error: "States.ExceedToleratedFailureThreshold",
    });
  });

  test("fails as a whole when the input of a later iteration cannot be made", async () => {
    const shop = new TestStepFunctions();
    const { error, executionArn } = await shop.run(
      only({
        ...items,
        MaxConcurrency: 2,
        ItemSelector: { "v.$": "States.ArrayGetItem($$.Map.Item.Value, 0)" },
        ItemProcessor: branch("Wait", { Type: "Wait", Seconds: 5, End: true }),
        Retry: [{ ErrorEquals: ["States.IntrinsicFailure"], MaxAttempts: 0 }],
      }),
      { items: [[1], []] },
    );
    expect(error).toBe("States.IntrinsicFailure");
    expect((await shop.eventTypes(executionArn)).slice(-2)).toEqual(["MapStateFailed", "ExecutionFailed"]);
    expect(shop.clock.nextTimer()).toBeUndefined();
  });

  test("fails at once when a limit is no number", async () => {
    const shop = new TestStepFunctions();
    const ItemProcessor = branch("Pass", { Type: "Pass", End: true });
    for (const limit of [
      "MaxConcurrencyPath",
      "ToleratedFailureCountPath",
      "ToleratedFailurePercentagePath",
    ]) {
      const outcome = await shop.run(only({ ...items, [limit]: "$.limit", ItemProcessor }), {
        limit: "many",
        items: [1],
      });
      expect(outcome).toMatchObject({ error: "States.Runtime", cause: expect.stringContaining(limit) });
    }
  });

  test("nests", async () => {
    const shop = new TestStepFunctions();
    const inner = {
      Type: "Map",
      ItemSelector: { "value.$": "$$.Map.Item.Value" },
      ItemProcessor: processor(double(shop)),
      End: true,
    };
    const { output } = await shop.run(only({ ...items, ItemProcessor: branch("Inner", inner) }), {
      items: [[1, 2], [], [3]],
    });
    expect(output).toEqual([[2, 4], [], [6]]);
  });
});
