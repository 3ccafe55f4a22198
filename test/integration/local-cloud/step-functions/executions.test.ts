import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  paginateGetExecutionHistory,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { only, ROLE, TestStepFunctions } from "./support.ts";

const PASS = only({ Type: "Pass", Result: { done: true } });
const WAIT = only({ Type: "Wait", Seconds: 60 });
const UNKNOWN = "arn:aws:states:us-east-1:000000000000:stateMachine:nobody";

describe("state machines", () => {
  test("are created once: the same again answers the same, another definition is refused", async () => {
    const shop = new TestStepFunctions();
    const create = (definition: object) => shop.create(definition, { name: "orders" });
    const arn = await create(PASS);
    expect(arn).toBe("arn:aws:states:us-east-1:000000000000:stateMachine:orders");
    expect(await create(PASS)).toBe(arn);
    await expect(create(WAIT)).rejects.toMatchObject({
      name: "StateMachineAlreadyExists",
      message: `State Machine Already Exists: '${arn}'`,
    });
  });

  test("are described, updated, listed and deleted", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(PASS, { name: "b" });
    await shop.create(WAIT, { name: "a", type: "EXPRESS" });
    const described = await shop.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      name: "b",
      status: "ACTIVE",
      type: "STANDARD",
      roleArn: ROLE,
      definition: JSON.stringify(PASS),
      creationDate: new Date(shop.clock.now()),
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
    expect(described.revisionId).toBeUndefined();

    shop.clock.advance(1000);
    const definition = JSON.stringify(WAIT);
    const update = new UpdateStateMachineCommand({ stateMachineArn, definition });
    const { revisionId, updateDate } = await shop.client.send(update);
    expect(updateDate).toEqual(new Date(shop.clock.now()));
    expect(await shop.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      definition,
      revisionId,
    });

    const { stateMachines, nextToken } = await shop.client.send(
      new ListStateMachinesCommand({ maxResults: 1 }),
    );
    expect(stateMachines).toMatchObject([{ name: "a", type: "EXPRESS" }]);
    const rest = await shop.client.send(new ListStateMachinesCommand({ maxResults: 1, nextToken }));
    expect(rest).toMatchObject({ stateMachines: [{ name: "b" }] });
    expect(rest.nextToken).toBeUndefined();

    await shop.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await shop.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(
      shop.client.send(new DescribeStateMachineCommand({ stateMachineArn })),
    ).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });

  test("carry tags", async () => {
    const shop = new TestStepFunctions();
    const { stateMachineArn: resourceArn } = await shop.client.send(
      new CreateStateMachineCommand({
        name: "t",
        roleArn: ROLE,
        definition: JSON.stringify(PASS),
        tags: [{ key: "team", value: "orders" }],
      }),
    );
    await shop.client.send(new TagResourceCommand({ resourceArn, tags: [{ key: "stage", value: "dev" }] }));
    await shop.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team"] }));
    const { tags } = await shop.client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ key: "stage", value: "dev" }]);
    await expect(
      shop.client.send(new ListTagsForResourceCommand({ resourceArn: UNKNOWN })),
    ).rejects.toMatchObject({ name: "ResourceNotFound" });
  });

  test.each([
    [{ name: "a b" }, "InvalidName"],
    [{ name: "x".repeat(81) }, "InvalidName"],
    [{ roleArn: "role" }, "InvalidArn"],
    [{ name: undefined }, "ValidationException"],
    [{ definition: undefined }, "ValidationException"],
    [{ type: "FAST" as never }, "ValidationException"],
    [{ publish: true }, "ValidationException"],
    [{ encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY" } }, "InvalidEncryptionConfiguration"],
  ])("are refused with %j: %s", async (fields, name) => {
    const shop = new TestStepFunctions();
    const input = { name: "m", roleArn: ROLE, definition: JSON.stringify(PASS), ...fields };
    await expect(shop.client.send(new CreateStateMachineCommand(input as never))).rejects.toMatchObject({
      name,
    });
  });
});

describe("executions", () => {
  test("are started under a name once", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(WAIT, { name: "orders" });
    const start = (input: string, name = "ord_1") =>
      shop.client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    const first = await start('{"a":1}');
    expect(first).toMatchObject({
      executionArn: "arn:aws:states:us-east-1:000000000000:execution:orders:ord_1",
      startDate: new Date(shop.clock.now()),
    });
    shop.clock.advance(1000);
    const second = await start('{"a":1}');
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    const exists = {
      name: "ExecutionAlreadyExists",
      message: `Execution Already Exists: '${first.executionArn}'`,
    };
    await expect(start('{"a":2}')).rejects.toMatchObject(exists);
    await shop.advance(60);
    await expect(start('{"a":1}')).rejects.toMatchObject(exists);
  });

  test.each([
    [{ stateMachineArn: UNKNOWN }, "StateMachineDoesNotExist", `State Machine Does Not Exist: '${UNKNOWN}'`],
    [{ stateMachineArn: "orders" }, "InvalidArn", "Invalid Arn: 'orders'"],
    [{ input: "not json" }, "InvalidExecutionInput", "Invalid State Machine Execution Input:"],
    [{ input: "" }, "InvalidExecutionInput", "'Invalid execution input.'"],
    [{ input: JSON.stringify("x".repeat(262_143)) }, "ValidationException", "262144"],
    [{ name: "a/b" }, "InvalidName", "Invalid Name: 'a/b'"],
  ])("are refused with %j", async (fields, name, message) => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(PASS);
    await expect(
      shop.client.send(new StartExecutionCommand({ stateMachineArn, ...fields })),
    ).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  test("are described with what went in and what came out", async () => {
    const shop = new TestStepFunctions();
    const { description, executionArn } = await shop.run(PASS, { a: 1 });
    expect(description).toMatchObject({
      executionArn,
      status: "SUCCEEDED",
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"done":true}',
      outputDetails: { included: true },
      startDate: new Date(shop.clock.now()),
      stopDate: new Date(shop.clock.now()),
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
    await expect(
      shop.client.send(new DescribeExecutionCommand({ executionArn: `${executionArn}x` })),
    ).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
      message: `Execution Does Not Exist: '${executionArn}x'`,
    });
  });

  test("are stopped with an error and a cause, and what they waited for is gone", async () => {
    const shop = new TestStepFunctions();
    const executionArn = await shop.begin(WAIT);
    shop.clock.advance(5000);
    const { stopDate } = await shop.client.send(
      new StopExecutionCommand({ executionArn, error: "Cancelled", cause: "by the customer" }),
    );
    expect(stopDate).toEqual(new Date(shop.clock.now()));
    expect(await shop.outcome(executionArn)).toMatchObject({
      status: "ABORTED",
      error: "Cancelled",
      cause: "by the customer",
    });
    expect(await shop.eventTypes(executionArn)).toEqual([
      "ExecutionStarted",
      "WaitStateEntered",
      "ExecutionAborted",
    ]);
    expect(shop.clock.nextTimer()).toBeUndefined();
  });

  test("are listed newest first, by status, in pages", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(WAIT);
    for (let n = 0; n < 5; n += 1) {
      await shop.client.send(new StartExecutionCommand({ stateMachineArn, name: `e${n}` }));
    }
    const executionArn = shop.kernel.arn("states", "execution:machine-1:e3");
    await shop.client.send(new StopExecutionCommand({ executionArn }));
    const list = async (fields: object) => {
      const answer = await shop.client.send(new ListExecutionsCommand({ stateMachineArn, ...fields }));
      return { names: answer.executions?.map(({ name }) => name), nextToken: answer.nextToken };
    };
    const first = await list({ statusFilter: "RUNNING", maxResults: 3 });
    expect(first.names).toEqual(["e4", "e2", "e1"]);
    const second = await list({ statusFilter: "RUNNING", maxResults: 3, nextToken: first.nextToken });
    expect(second).toEqual({ names: ["e0"], nextToken: undefined });
    expect((await list({ statusFilter: "ABORTED" })).names).toEqual(["e3"]);
    await expect(list({ maxResults: 1001 })).rejects.toMatchObject({
      name: "ValidationException",
      message:
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: " +
        "Member must have value less than or equal to 1000",
    });
    await expect(list({ nextToken: "x" })).rejects.toMatchObject({ name: "InvalidToken" });
  });

  test("keep the definition they began with, for DescribeStateMachineForExecution too", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(WAIT);
    const { executionArn } = await shop.client.send(new StartExecutionCommand({ stateMachineArn }));
    await shop.client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(PASS) }),
    );
    const machine = await shop.client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(machine).toMatchObject({ stateMachineArn, definition: JSON.stringify(WAIT) });
    await shop.advance(60);
    expect((await shop.outcome(executionArn ?? "")).output).toEqual({});
  });

  test("are forgotten 90 days after their end, but not before", async () => {
    const shop = new TestStepFunctions();
    const { executionArn } = await shop.run(PASS);
    await shop.advance(89 * 86_400);
    await shop.run(PASS);
    expect((await shop.outcome(executionArn)).status).toBe("SUCCEEDED");
    await shop.advance(2 * 86_400);
    await shop.run(PASS);
    await expect(shop.outcome(executionArn)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  });

  test("are started by events and schedules that target the machine", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(PASS);
    await shop.kernel.targets.deliver(stateMachineArn, { id: "evt_1" });
    await shop.kernel.activity.idle();
    const { executions } = await shop.client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toMatchObject([
      { status: "SUCCEEDED", name: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
  });

  test("cost one state transition for each state entered and each retry", async () => {
    const shop = new TestStepFunctions();
    let calls = 0;
    const Resource = shop.task("flaky", () => {
      if (++calls < 3) throw new Error("no");
    });
    const arn = await shop.begin({
      StartAt: "A",
      States: {
        A: { Type: "Pass", Next: "B" },
        B: { Type: "Task", Resource, Retry: [{ ErrorEquals: ["States.ALL"] }], Next: "C" },
        C: { Type: "Succeed" },
      },
    });
    for (let second = 0; second < 4; second += 1) await shop.advance(1);
    expect((await shop.outcome(arn)).status).toBe("SUCCEEDED");
    const totals = shop.kernel.meter.totals().filter(({ service }) => service === "states");
    const units = Object.fromEntries(totals.map(({ operation, units }) => [operation, units]));
    expect(units["StateTransition"]).toEqual({ stateTransitions: 5 });
    expect(units["StartExecution"]).toEqual({ requests: 1 });
  });

  test("are charged to nobody else: the function that starts one makes one call", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(PASS);
    shop.task("starter", () => shop.client.send(new StartExecutionCommand({ stateMachineArn })));
    await shop.lambda.invoke("starter", {});
    const totals = shop.kernel.meter.totals().filter(({ service }) => service === "states");
    const callers = Object.fromEntries(totals.map(({ operation, caller }) => [operation, caller]));
    expect(callers).toMatchObject({ StartExecution: "starter", StateTransition: undefined });
  });
});

describe("the history of an execution", () => {
  test("comes in pages, in either direction", async () => {
    const shop = new TestStepFunctions();
    const { executionArn } = await shop.run(PASS);
    const ids = async (reverseOrder: boolean) => {
      const found: (number | undefined)[] = [];
      const pages = paginateGetExecutionHistory(
        { client: shop.client, pageSize: 3 },
        { executionArn, reverseOrder },
      );
      for await (const { events = [] } of pages) found.push(...events.map(({ id }) => id));
      return found;
    };
    expect(await ids(false)).toEqual([1, 2, 3, 4]);
    expect(await ids(true)).toEqual([4, 3, 2, 1]);
  });

  test("shows inputs and outputs unless they are not asked for", async () => {
    const shop = new TestStepFunctions();
    const { executionArn } = await shop.run(PASS, { a: 1 });
    const [started, entered, exited, succeeded] = await shop.history(executionArn);
    expect(started?.executionStartedEventDetails).toEqual({
      input: '{"a":1}',
      inputDetails: { truncated: false },
      roleArn: ROLE,
    });
    expect(entered?.stateEnteredEventDetails).toEqual({
      name: "Only",
      input: '{"a":1}',
      inputDetails: { truncated: false },
    });
    expect(exited).toMatchObject({ timestamp: new Date(shop.clock.now()), previousEventId: 2 });
    expect(succeeded?.executionSucceededEventDetails).toMatchObject({ output: '{"done":true}' });
    const { events } = await shop.client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(events?.[1]?.stateEnteredEventDetails).toEqual({ name: "Only" });
  });

  test("is the same when it has been archived", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(PASS);
    const start = () => shop.client.send(new StartExecutionCommand({ stateMachineArn }));
    const { executionArn = "" } = await start();
    const before = await shop.history(executionArn);
    for (let n = 0; n < 300; n += 1) await start();
    expect(await shop.history(executionArn)).toEqual(before);
  });
});

describe("an execution that did not succeed", () => {
  test("is redriven from the state at which it stopped", async () => {
    const shop = new TestStepFunctions();
    const calls: string[] = [];
    const first = shop.task("first", () => void calls.push("first"));
    const second = shop.task("second", () => {
      calls.push("second");
      if (calls.length === 2) throw new Error("down");
      return "done";
    });
    const outcome = await shop.run({
      StartAt: "First",
      States: {
        First: { Type: "Task", Resource: first, ResultPath: null, Next: "Second" },
        Second: { Type: "Task", Resource: second, End: true },
      },
    });
    const { executionArn } = outcome;
    expect(outcome.description.redriveStatus).toBe("REDRIVABLE");
    await shop.client.send(new RedriveExecutionCommand({ executionArn }));
    const again = await shop.outcome(executionArn);
    expect(again).toMatchObject({ status: "SUCCEEDED", output: "done", error: undefined });
    expect(again.description.redriveCount).toBe(1);
    expect(calls).toEqual(["first", "second", "second"]);
    expect((await shop.eventTypes(executionArn)).slice(9)).toEqual([
      "LambdaFunctionFailed",
      "ExecutionFailed",
      "ExecutionRedriven",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    await expect(shop.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: "ExecutionNotRedrivable",
      message: "Execution is SUCCEEDED and cannot be redriven",
    });
  });
});
