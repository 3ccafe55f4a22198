import { SendMessageCommand, SQSClient, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { EventSourceMapping } from "../../../../packages/local-cloud/src/sqs/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";
import { dataFolder, startSqs } from "./support.ts";

/** Opens the folder again at the first cloud's current time. */
function restart(cloud: ReturnType<typeof startSqs>, data: string) {
  cloud.kernel.store.close();
  return startSqs({ data, clock: new VirtualClock(cloud.kernel.clock.now()) });
}

it("queues, messages, receive counts and visibility survive a restart", async () => {
  using folder = dataFolder();
  const first = startSqs({ data: folder.path });
  const { arn, url } = await first.sqs.createQueue("orders", { VisibilityTimeout: "60" });
  const attributes = { kind: { DataType: "String", StringValue: "x" } };
  await first.sqs.send(arn, { body: "taken", attributes });
  first.sqs.queue(arn).receive(1);
  await first.sqs.send(arn, { body: "waiting" });
  await first.sqs.send(arn, { body: "later", delaySeconds: 10 });
  await first.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "gone" }));
  const gone = first.sqs.queue(arn).receive(2)[1];
  first.sqs.queue(arn).delete(gone?.receiptHandle ?? "");
  await first.kernel.store.durable();

  const second = restart(first, folder.path);
  const queue = second.sqs.queue(arn);
  expect(queue.counts()).toEqual({ visible: 0, delayed: 1, inFlight: 2 });
  await second.advance(60_000);
  const received = queue.receive(10).map(({ record }) => [record.body, record.receives, record.attributes]);
  expect(received).toEqual([
    ["taken", 2, attributes],
    ["waiting", 2, undefined],
    ["later", 1, undefined],
  ]);
  second.kernel.store.close();
});

it("an old receipt still deletes after a restart, and sequence numbers keep growing", async () => {
  using folder = dataFolder();
  const first = startSqs({ data: folder.path });
  const { arn } = await first.sqs.createQueue("steps.fifo", { FifoQueue: "true" });
  const before = await first.sqs.send(arn, { body: "1", group: "g", deduplicationId: "1" });
  const [received] = first.sqs.queue(arn).receive(1);
  await first.kernel.store.durable();

  const second = restart(first, folder.path);
  second.sqs.queue(arn).delete(received?.receiptHandle ?? "");
  await second.kernel.store.durable();
  const third = restart(second, folder.path);
  const duplicate = await third.sqs.send(arn, { body: "1", group: "g", deduplicationId: "1" });
  expect(duplicate).toEqual(before);
  const next = await third.sqs.send(arn, { body: "2", group: "g", deduplicationId: "2" });
  expect(next.sequence).toBeGreaterThan(before.sequence);
  third.kernel.store.close();
});

it("a mapping delivers after the restart what was in flight at the crash", async () => {
  using folder = dataFolder();
  const first = startSqs({ data: folder.path });
  const { arn } = await first.sqs.createQueue("orders");
  let hang: () => void = () => {};
  const hanging = new Promise<void>((resolve) => {
    first.lambda.define({
      name: "consumer",
      timeoutMs: 60_000,
      load: () => () => {
        resolve();
        return new Promise<void>((done) => (hang = done));
      },
    });
  });
  const options = { queueArn: arn, functionName: "consumer", batchSize: 10 };
  const mapping = new EventSourceMapping(first.kernel, first.sqs, first.lambda, options);
  await first.sqs.send(arn, { body: "a" });
  await hanging;
  mapping.stop();

  const second = restart(first, folder.path);
  const seen: unknown[] = [];
  second.lambda.define({ name: "consumer", timeoutMs: 1000, load: () => (event) => void seen.push(event) });
  const again = new EventSourceMapping(second.kernel, second.sqs, second.lambda, options);
  await second.kernel.activity.idle();
  expect(seen).toHaveLength(0);
  await second.advance(30_000);
  expect(seen).toMatchObject([{ Records: [{ body: "a", attributes: { ApproximateReceiveCount: "2" } }] }]);
  again.stop();
  second.kernel.store.close();
  hang();
});

it("a move task goes on after a restart", async () => {
  using folder = dataFolder();
  const first = startSqs({ data: folder.path });
  const dead = await first.sqs.createQueue("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  const source = await first.sqs.createQueue("source", { RedrivePolicy });
  for (let i = 0; i < 4; i += 1) await first.sqs.send(source.arn, { body: `m${i}` });
  const queue = first.sqs.queue(source.arn);
  queue.receive(10, { visibilitySeconds: 0 });
  queue.receive(10);
  const client = new SQSClient(sdkConfig(first.sqs.service));
  await client.send(
    new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 1 }),
  );
  await first.kernel.activity.idle();

  const second = restart(first, folder.path);
  await second.kernel.activity.idle();
  for (let i = 0; i < 4; i += 1) await second.advance(1000);
  expect(second.sqs.queue(source.arn).counts().visible).toBe(4);
  second.kernel.store.close();
});
