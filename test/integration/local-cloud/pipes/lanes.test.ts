import { UpdatePipeCommand } from "@aws-sdk/client-pipes";
import { expect, test } from "vitest";
import { idsOf, ROLE, startPipes } from "./support.ts";

const source = (parameters: object) => ({
  SourceParameters: {
    DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" as const, ...parameters },
  },
});
const KEYS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** A function whose batches wait until they are let go. */
function slowWork({ lambda }: ReturnType<typeof startPipes>) {
  const begun: string[][] = [];
  const gates: (() => void)[] = [];
  lambda.define({
    name: "slow",
    timeoutMs: 60_000,
    load: () => async (event) => {
      begun.push(idsOf(event as unknown[]).map(String));
      await new Promise<void>((resolve) => gates.push(resolve));
    },
  });
  const letGo = () => gates.splice(0).forEach((open) => open());
  return { begun, letGo, arn: lambda.arn("slow") };
}

test("batches of several partition keys are in work at once, and each key keeps its order", async () => {
  const started = startPipes();
  const { begun, letGo, arn } = slowWork(started);
  await started.create({ Target: arn, ...source({ BatchSize: 1, ParallelizationFactor: 4 }) });
  const appended = started.append(...KEYS, ...KEYS);
  await expect.poll(() => begun.length).toBeGreaterThan(1);
  const atOnce = begun.flat();
  expect(atOnce.length).toBeLessThanOrEqual(4);
  expect(new Set(atOnce).size).toBe(atOnce.length);
  const opening = setInterval(letGo, 1);
  await appended;
  clearInterval(opening);
  expect(begun.flat().toSorted()).toEqual([...KEYS, ...KEYS].toSorted());
});

test("a key whose batch fails holds back only the keys of its lane", async () => {
  const started = startPipes();
  const { create, append, pass, lambda } = started;
  const done: string[] = [];
  let poisoned = true;
  lambda.define({
    name: "work",
    timeoutMs: 1_000,
    load: () => (event) => {
      const ids = idsOf(event as unknown[]).map(String);
      if (poisoned && ids.includes("a")) throw new Error("poison");
      done.push(...ids);
    },
  });
  await create({ Target: lambda.arn("work"), ...source({ BatchSize: 2, ParallelizationFactor: 10 }) });
  await append(...KEYS);
  expect(done.length).toBeGreaterThan(3);
  expect(done).not.toContain("a");
  poisoned = false;
  await pass(60);
  expect(done.toSorted()).toEqual(KEYS);
});

test("with another number of lanes no record is lost", async () => {
  const started = startPipes();
  const { inbox, queue, create, append, client } = started;
  await create({ Target: queue, ...source({ BatchSize: 1 }) });
  await append(...KEYS.slice(0, 4));
  const update = (parameters: object) =>
    client.send(
      new UpdatePipeCommand({
        Name: "outbox",
        RoleArn: ROLE,
        SourceParameters: { DynamoDBStreamParameters: parameters },
      }),
    );
  await update({ ParallelizationFactor: 8 });
  await append(...KEYS.slice(4));
  await update({ ParallelizationFactor: 2 });
  await append("last");
  expect(new Set(idsOf(inbox.inputs()))).toEqual(new Set([...KEYS, "last"]));
});
