import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartExecutionCommand, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { only, reopenAfterCrash, TestStepFunctions } from "./support.ts";

const HOUR = 3600;

describe("after a crash, an Express execution", () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "states-"));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));
  const reopen = (before: TestStepFunctions, seconds: number, define: (shop: TestStepFunctions) => void) =>
    reopenAfterCrash(before, { data, seconds, define });

  const MACHINE = {
    StartAt: "Count",
    States: {
      Count: { Type: "Task", Resource: "", ResultPath: null, Next: "Wait" },
      Wait: { Type: "Wait", Seconds: 200, Next: "Finish" },
      Finish: { Type: "Task", Resource: "", End: true },
    },
  };
  let counted: unknown[];
  let finished: unknown[];
  const define = (shop: TestStepFunctions) => {
    MACHINE.States.Count.Resource = shop.task("count", (input) => void counted.push(input));
    MACHINE.States.Finish.Resource = shop.task("finish", (input) => void finished.push(input));
  };
  async function open(): Promise<{ shop: TestStepFunctions; stateMachineArn: string }> {
    [counted, finished] = [[], []];
    const shop = new TestStepFunctions({ data });
    define(shop);
    return { shop, stateMachineArn: await shop.create(MACHINE, { type: "EXPRESS" }) };
  }

  test("in a task calls the function again", async () => {
    const calls: unknown[] = [];
    const before = new TestStepFunctions({ data });
    const Resource = before.task("work", (input) => {
      calls.push(input);
      return new Promise(() => {});
    });
    const stateMachineArn = await before.create(only({ Type: "Task", Resource }), { type: "EXPRESS" });
    await before.client.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));
    await new Promise((resolve) => setImmediate(resolve));
    const after = reopen(before, 1, (shop) => void shop.task("work", (input) => void calls.push(input)));
    await after.kernel.activity.idle();
    expect(calls).toEqual([{ n: 1 }, { n: 1 }]);
    const again = reopen(after, 1, (shop) => void shop.task("work", (input) => void calls.push(input)));
    await again.kernel.activity.idle();
    expect(calls).toHaveLength(2);
    again.crash();
  });

  test.each([10, HOUR])("runs again from its start, %i s later, and is not lost", async (seconds) => {
    const { shop, stateMachineArn } = await open();
    await shop.client.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));
    await shop.advance(100);
    expect([counted, finished]).toEqual([[{ n: 1 }], []]);
    const after = reopen(shop, seconds, define);
    await after.kernel.activity.idle();
    await after.advance(199);
    expect([counted, finished]).toEqual([[{ n: 1 }, { n: 1 }], []]);
    await after.advance(1);
    expect(finished).toEqual([{ n: 1 }]);
    const once = reopen(after, 1, define);
    await once.advance(HOUR);
    expect([counted.length, finished.length]).toEqual([2, 1]);
    once.crash();
  });

  test("that is synchronous is not run again, as nobody waits for it", async () => {
    const { shop, stateMachineArn } = await open();
    void shop.client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await shop.kernel.activity.idle();
    expect(counted).toHaveLength(1);
    const after = reopen(shop, 1, define);
    await after.advance(HOUR);
    expect([counted.length, finished.length]).toEqual([1, 0]);
    after.crash();
  });
});
