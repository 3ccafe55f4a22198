import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { only, TestStepFunctions } from "./support.ts";

describe("an Express workflow", () => {
  const EXPRESS = { type: "EXPRESS" } as const;

  test("answers StartSyncExecution with its output and its bill", async () => {
    const shop = new TestStepFunctions();
    const Resource = shop.task("double", ({ n }: { n: number }) => n * 2);
    const stateMachineArn = await shop.create(only({ Type: "Task", Resource }), EXPRESS);
    // The SDK sends it to another host, sync-states. In process there is only one.
    const result = await shop.client.send(
      new StartSyncExecutionCommand({ stateMachineArn, name: "run", input: '{"n":2}' }),
    );
    expect(result).toMatchObject({
      executionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:000000000000:express:machine-1:run:[0-9a-f-]{36}$/,
      ),
      stateMachineArn,
      name: "run",
      status: "SUCCEEDED",
      input: '{"n":2}',
      inputDetails: { included: true },
      output: "4",
      outputDetails: { included: true },
      startDate: new Date(shop.clock.now()),
      stopDate: new Date(shop.clock.now()),
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
  });

  test("answers with error and cause when it fails", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(only({ Type: "Fail", Error: "Oh", Cause: "no" }), EXPRESS);
    const result = await shop.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    expect(result).toMatchObject({ status: "FAILED", error: "Oh", cause: "no" });
    expect(result.output).toBeUndefined();
  });

  test("runs five minutes at most", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(only({ Type: "Wait", Seconds: 600 }), EXPRESS);
    const result = shop.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await new Promise((resolve) => setImmediate(resolve));
    await shop.advance(300);
    expect(await result).toMatchObject({ status: "TIMED_OUT" });
  });

  test("goes no further after five minutes, whatever its own limit is", async () => {
    const shop = new TestStepFunctions();
    const calls: unknown[] = [];
    const Resource = shop.task("late", (input) => void calls.push(input));
    const States = {
      Wait: { Type: "Wait", Seconds: 301, Next: "Late" },
      Late: { Type: "Task", Resource, End: true },
    };
    const stateMachineArn = await shop.create({ StartAt: "Wait", TimeoutSeconds: 900, States }, EXPRESS);
    await shop.client.send(new StartExecutionCommand({ stateMachineArn }));
    await shop.advance(299);
    expect(shop.kernel.meter.totals().some(({ operation }) => operation === "ExpressExecution")).toBe(false);
    await shop.advance(1);
    await shop.advance(600);
    expect(calls).toEqual([]);
    const bill = shop.kernel.meter.totals().find(({ operation }) => operation === "ExpressExecution");
    expect(bill?.units.durationMs).toBe(300_000);
  });

  test("runs under the same name as often as it is started", async () => {
    const shop = new TestStepFunctions();
    let calls = 0;
    const Resource = shop.task("count", () => void (calls += 1));
    const stateMachineArn = await shop.create(only({ Type: "Task", Resource }), EXPRESS);
    const start = new StartExecutionCommand({ stateMachineArn, name: "same" });
    const first = await shop.client.send(start);
    const second = await shop.client.send(start);
    await shop.kernel.activity.idle();
    expect(calls).toBe(2);
    expect(first.executionArn).not.toBe(second.executionArn);
  });

  // Recorded from AWS by the tests of LocalStack.
  test("is neither described nor listed, stopped or redriven, even while it runs", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(only({ Type: "Wait", Seconds: 60 }), EXPRESS);
    const { executionArn } = await shop.client.send(new StartExecutionCommand({ stateMachineArn }));
    const refused = {
      name: "InvalidArn",
      message: "Invalid Arn: 'Resource type not valid in this context: express'",
    };
    const { client } = shop;
    await expect(client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(client.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject(
      refused,
    );
    await expect(client.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject(refused);
    await expect(
      client.send(new DescribeStateMachineForExecutionCommand({ executionArn })),
    ).rejects.toMatchObject(refused);
    await expect(client.send(new ListExecutionsCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
      message: "This operation is not supported by this type of state machine",
    });
  });

  test.each(["states:::sqs:sendMessage.waitForTaskToken", "states:::states:startExecution.sync:2"])(
    "cannot wait for an answer: %s is refused when the machine is made or changed",
    async (resource) => {
      const shop = new TestStepFunctions();
      const waiting = only({ Type: "Task", Resource: `arn:aws:${resource}`, Parameters: {} });
      const stateMachineArn = await shop.create(only({ Type: "Pass" }), EXPRESS);
      const refused = {
        name: "InvalidDefinition",
        message: expect.stringMatching(/Express state machine does not support '\.(waitForTaskToken|sync)/),
      };
      await expect(shop.create(waiting, EXPRESS)).rejects.toMatchObject(refused);
      const update = { stateMachineArn, definition: JSON.stringify(waiting) };
      await expect(shop.client.send(new UpdateStateMachineCommand(update))).rejects.toMatchObject(refused);
    },
  );

  describe("that the fault plan doubles", () => {
    const twice = () => new TestStepFunctions({ faults: { ...NO_FAULTS, doubles: () => true } });
    const machine = (Resource: string) =>
      only({ Type: "Task", Resource, Parameters: { "id.$": "$$.Execution.Id" } });

    test("runs twice at once, under the same id and with the same input", async () => {
      const shop = twice();
      const seen: unknown[] = [];
      const both = Promise.withResolvers<void>();
      const Resource = shop.task("meet", async (event) => {
        if (seen.push(event) === 2) both.resolve();
        await both.promise;
      });
      const stateMachineArn = await shop.create(machine(Resource), EXPRESS);
      const { executionArn } = await shop.client.send(new StartExecutionCommand({ stateMachineArn }));
      await shop.kernel.activity.idle();
      expect(seen).toEqual([{ id: executionArn }, { id: executionArn }]);
      const runs = shop.kernel.meter.totals().find(({ operation }) => operation === "ExpressExecution");
      expect(runs?.units.requests).toBe(2);
    });

    test("runs once if it is synchronous or Standard", async () => {
      const shop = twice();
      let calls = 0;
      const Resource = shop.task("count", () => {
        calls += 1;
      });
      const stateMachineArn = await shop.create(machine(Resource), EXPRESS);
      await shop.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
      await shop.run(machine(Resource));
      expect(calls).toBe(2);
    });
  });

  test("is billed by request and duration, not by transition", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(only({ Type: "Wait", Seconds: 2 }), EXPRESS);
    await shop.client.send(new StartExecutionCommand({ stateMachineArn }));
    await shop.advance(2);
    const totals = shop.kernel.meter.totals();
    expect(totals.find(({ operation }) => operation === "ExpressExecution")?.units).toEqual({
      requests: 1,
      durationMs: 2000,
      gbSeconds: 0.125,
    });
    expect(totals.some(({ operation }) => operation === "StateTransition")).toBe(false);
  });

  test("is the only type that StartSyncExecution takes", async () => {
    const shop = new TestStepFunctions();
    const stateMachineArn = await shop.create(only({ Type: "Pass" }));
    await expect(shop.client.send(new StartSyncExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
    });
  });
});
