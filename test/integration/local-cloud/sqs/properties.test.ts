import * as fc from "fast-check";
import { expect, it } from "vitest";
import { startSqs } from "./support.ts";

/** The expected state of a message, in the simplest form. */
interface Expected {
  body: string;
  group: string;
  visibleAt: number;
  handle: string | undefined;
}

type Step =
  | { act: "send"; group: string; delay: number }
  | { act: "receive"; most: number; visibility: number }
  | { act: "delete" | "reveal" | "hide"; pick: number }
  | { act: "wait"; seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant("send" as const),
    group: fc.constantFrom("a", "b", "c"),
    delay: fc.nat({ max: 5 }),
  }),
  fc.record({
    act: fc.constant("receive" as const),
    most: fc.integer({ min: 1, max: 10 }),
    visibility: fc.nat({ max: 20 }),
  }),
  fc.record({ act: fc.constantFrom("delete" as const, "reveal" as const, "hide" as const), pick: fc.nat() }),
  fc.record({ act: fc.constant("wait" as const), seconds: fc.nat({ max: 15 }) }),
);

/** Runs the steps against a queue and a plain list, and compares them after each step. */
async function agree(steps: Step[], fifo: boolean): Promise<void> {
  const cloud = startSqs();
  const settings: Record<string, string> = fifo
    ? { FifoQueue: "true", ContentBasedDeduplication: "true" }
    : {};
  const { arn } = await cloud.sqs.createQueue(fifo ? "q.fifo" : "q", settings);
  const queue = cloud.sqs.queue(arn);
  const now = () => cloud.kernel.clock.now();
  let model: Expected[] = [];
  const inFlight = () => model.filter((one) => one.handle !== undefined && one.visibleAt > now());

  for (const [index, given] of steps.entries()) {
    if (given.act === "send") {
      const body = `m${index}`;
      const delaySeconds = fifo ? undefined : given.delay;
      await cloud.sqs.send(arn, { body, delaySeconds, group: given.group });
      const visibleAt = now() + (delaySeconds ?? 0) * 1000;
      model.push({ body, group: given.group, visibleAt, handle: undefined });
    } else if (given.act === "receive") {
      // FIFO: a message in flight blocks the later ones of its group.
      const blocked = (one: Expected) =>
        inFlight().some((other) => other.group === one.group && model.indexOf(other) < model.indexOf(one));
      const receivable = model.filter((one) => one.visibleAt <= now() && !(fifo && blocked(one)));
      const received = queue.receive(given.most, { visibilitySeconds: given.visibility });
      expect(received).toHaveLength(Math.min(given.most, receivable.length));
      for (const { record, receiptHandle } of received) {
        const one = receivable.find(({ body }) => body === record.body);
        expect(one).toBeDefined();
        if (!one) continue;
        // FIFO: no earlier message of the same group may still wait.
        const firstOfGroup = receivable.find(({ group }) => group === one.group);
        if (fifo) expect(firstOfGroup).toBe(one);
        receivable.splice(receivable.indexOf(one), 1);
        one.handle = receiptHandle;
        one.visibleAt = now() + given.visibility * 1000;
      }
    } else if (given.act === "wait") {
      await cloud.advance(given.seconds * 1000);
    } else {
      // A standard queue also changes the visibility of messages whose timeout is over.
      const candidates = fifo || given.act === "delete" ? inFlight() : model.filter(({ handle }) => handle);
      const one = candidates[given.pick % Math.max(1, candidates.length)];
      if (!one?.handle) continue;
      if (given.act === "delete") {
        queue.delete(one.handle);
        model = model.filter((other) => other !== one);
      } else {
        const seconds = given.act === "reveal" ? 0 : 12;
        queue.changeVisibility(one.handle, seconds);
        one.visibleAt = now() + seconds * 1000;
      }
    }
    const counts = queue.counts();
    expect(counts.inFlight).toBe(inFlight().length);
    expect(counts.visible + counts.delayed + counts.inFlight).toBe(model.length);
  }

  const drained: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    await cloud.advance(60_000);
    for (;;) {
      const batch = queue.receive(10);
      if (batch.length === 0) break;
      for (const { record, receiptHandle } of batch) {
        drained.push(record.body);
        queue.delete(receiptHandle);
      }
    }
  }
  const sorted = (list: string[]) => [...list].sort();
  expect(sorted(drained)).toEqual(sorted(model.map(({ body }) => body)));
}

const runs = { numRuns: 300 };

it("a standard queue agrees with a plain list and loses nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) => agree(steps, false)),
    runs,
  );
});

it("a FIFO queue agrees with a plain list and keeps each group in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) => agree(steps, true)),
    runs,
  );
});
