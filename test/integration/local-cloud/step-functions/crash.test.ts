import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestStepFunctions } from "./support.ts";

const fn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** A workflow with every kind of wait and fork. */
const SAGA = {
  StartAt: "Reserve",
  States: {
    Reserve: {
      Type: "Task",
      Resource: fn("work"),
      Parameters: { step: "reserve" },
      ResultPath: "$.reserved",
      Next: "Pay",
    },
    Pay: {
      Type: "Task",
      Resource: fn("flaky"),
      Parameters: { step: "pay", "retries.$": "$$.State.RetryCount" },
      Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 5 }],
      ResultPath: "$.paid",
      Next: "Pause",
    },
    Pause: { Type: "Wait", Seconds: 30, Next: "Both" },
    Both: {
      Type: "Parallel",
      ResultPath: "$.both",
      Next: "Each",
      Branches: [
        {
          StartAt: "Left",
          States: { Left: { Type: "Task", Resource: fn("work"), Parameters: { step: "left" }, End: true } },
        },
        {
          StartAt: "Rest",
          States: {
            Rest: { Type: "Wait", Seconds: 10, Next: "Right" },
            Right: { Type: "Task", Resource: fn("work"), Parameters: { step: "right" }, End: true },
          },
        },
      ],
    },
    Each: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "step.$": "States.Format('item-{}', $$.Map.Item.Value)" },
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: "Item",
        States: {
          Item: { Type: "Task", Resource: fn("work"), Next: "Settle" },
          Settle: { Type: "Wait", Seconds: 3, End: true },
        },
      },
      ResultPath: "$.each",
      Next: "Confirm",
    },
    Confirm: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
      HeartbeatSeconds: 10_000,
      ResultPath: "$.confirmed",
      Next: "Ship",
    },
    Ship: {
      Type: "Task",
      Resource: fn("work"),
      Parameters: { step: "ship" },
      ResultPath: "$.shipped",
      End: true,
    },
  },
};
const INPUT = { items: [1, 2, 3] };
const STEPS = ["reserve", "pay", "left", "right", "item-1", "item-2", "item-3", "ship"];
const OUTPUT = {
  items: [1, 2, 3],
  reserved: "reserve done",
  paid: "pay done",
  both: ["left done", "right done"],
  each: ["item-1 done", "item-2 done", "item-3 done"],
  confirmed: { by: "customer" },
  shipped: "ship done",
};

/**
 * The next step: the event loop turns, time passes, the token's holder answers, or the process
 * dies.
 */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ turns: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ seconds: fc.integer({ min: 1, max: 15 }) }) },
  { weight: 1, arbitrary: fc.constant({ answer: true as const }) },
  { weight: 2, arbitrary: fc.record({ crash: fc.integer({ min: 0, max: 20 }) }) },
);

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "states-crash-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("whatever is interrupted, a workflow ends as if nothing had happened", async () => {
  let folders = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 20, maxLength: 80, size: "max" }),
      async (happenings) => {
        const effects: string[] = [];
        const tokens: string[] = [];
        const open = (data: string, now?: number) => {
          const shop = new TestStepFunctions(now === undefined ? { data } : { data, now });
          const alive = { value: true };
          const guarded = (work: (event: never) => unknown) => (event: never) =>
            alive.value ? work(event) : new Promise(() => {});
          const work = ({ step }: { step: string }) => {
            effects.push(step);
            return `${step} done`;
          };
          shop.task("work", guarded(work));
          shop.task(
            "flaky",
            guarded((event: { step: string; retries: number }) => {
              if (event.retries < 2) throw Object.assign(new Error("not yet"), { name: "Flaky" });
              return work(event);
            }),
          );
          shop.task(
            "ask",
            guarded(({ token }: { token: string }) => void tokens.push(token)),
          );
          return { shop, alive, data };
        };
        let current = open(join(root, String(folders++)));
        const arn = await current.shop.begin(SAGA, INPUT, "saga");

        const crash = (secondsLater: number) => {
          const { shop, alive, data } = current;
          const next = join(root, String(folders++));
          // A killed process leaves the current content of the disk.
          cpSync(data, next, { recursive: true });
          alive.value = false;
          shop.crash();
          current = open(next, shop.clock.now() + secondsLater * 1000);
          current.shop.stepFunctions.resume();
        };
        const answer = async () => {
          for (const taskToken of tokens) {
            await current.shop.client
              .send(new SendTaskSuccessCommand({ taskToken, output: '{"by":"customer"}' }))
              .catch((error: Error) => expect(error.name).toBe("TaskTimedOut"));
          }
        };
        for (const event of happenings) {
          if ("turns" in event) for (let turn = 0; turn < event.turns; turn += 1) await nextTurn();
          else if ("seconds" in event) current.shop.clock.advance(event.seconds * 1000);
          else if ("answer" in event) await answer();
          else crash(event.crash);
        }
        for (let second = 0; second < 100; second += 1) await current.shop.advance(1);
        await answer();

        const outcome = await current.shop.outcome(arn);
        expect(outcome).toMatchObject({ status: "SUCCEEDED", output: OUTPUT });
        for (const step of STEPS) expect(effects).toContain(step);
        const history = await current.shop.history(arn);
        expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
        const count = (wanted: string) => history.filter(({ type }) => type === wanted).length;
        expect(count("LambdaFunctionFailed")).toBe(2);
        expect(count("MapIterationSucceeded")).toBe(3);
        expect(count("TaskStateEntered")).toBe(9);
        current.shop.crash();
      },
    ),
    { numRuns: 40 },
  );
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
