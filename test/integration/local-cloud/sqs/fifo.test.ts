import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOf, startSqs } from "./support.ts";

let cloud: ReturnType<typeof startSqs>;
let QueueUrl: string;
const { send, receive, bodies, counts } = callsOf(
  () => cloud.client,
  () => QueueUrl,
);

describe("FIFO queues", () => {
  beforeEach(async () => {
    cloud = startSqs();
    const created = await cloud.client.send(
      new CreateQueueCommand({
        QueueName: "steps.fifo",
        Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
      }),
    );
    QueueUrl = created.QueueUrl ?? "";
  });

  it("keep the order of a group and hold its later messages while one is in flight", async () => {
    for (const body of ["a1", "a2", "b1", "a3"]) await send(body, { MessageGroupId: body.slice(0, 1) });
    const [first] = await receive({ MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("a1");
    expect(await bodies()).toEqual(["b1"]);
    await cloud.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(await bodies()).toEqual(["a2", "a3"]);
    await cloud.advance(30_000);
    expect(new Set(await bodies())).toEqual(new Set(["a2", "a3", "b1"]));
  });

  it("give out the first messages again although later ones are in flight", async () => {
    for (const body of ["a1", "a2", "a3", "a4"]) await send(body, { MessageGroupId: "a" });
    const taken = await receive({ MaxNumberOfMessages: 3 });
    const change = (at: number, VisibilityTimeout: number) =>
      cloud.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: taken[at]?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(1, 0);
    expect(await bodies()).toEqual([]);
    await change(0, 0);
    expect(await bodies({ VisibilityTimeout: 10 })).toEqual(["a1", "a2"]);
    await cloud.advance(10_000);
    expect(await bodies({ VisibilityTimeout: 20 })).toEqual(["a1", "a2"]);
    await cloud.advance(20_000);
    expect(await bodies()).toEqual(["a1", "a2", "a3", "a4"]);
  });

  it("delay messages by the queue's delay, also when asked for none", async () => {
    const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true", DelaySeconds: "2" };
    const { QueueUrl } = await cloud.client.send(
      new CreateQueueCommand({ QueueName: "slow.fifo", Attributes }),
    );
    await send("a", { QueueUrl, MessageGroupId: "g", DelaySeconds: 0 });
    expect(await bodies({ QueueUrl })).toEqual([]);
    await cloud.advance(2000);
    expect(await bodies({ QueueUrl })).toEqual(["a"]);
  });

  it("forget what they accepted when purged", async () => {
    await send("same", { MessageGroupId: "g" });
    await cloud.client.send(new PurgeQueueCommand({ QueueUrl }));
    await send("same", { MessageGroupId: "g" });
    expect(await bodies()).toEqual(["same"]);
  });

  it("accept a duplicate within five minutes without storing it", async () => {
    const first = await send("same", { MessageGroupId: "g" });
    await cloud.advance(299_999);
    const second = await send("same", { MessageGroupId: "g" });
    expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    await cloud.advance(1);
    const third = await send("same", { MessageGroupId: "g" });
    expect(third.MessageId).not.toBe(first.MessageId);
    expect(BigInt(third.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
    expect(await counts()).toEqual([2, 0, 0]);
  });

  it("refuse an expired receipt", async () => {
    await send("a", { MessageGroupId: "g" });
    const [message] = await receive();
    await cloud.advance(30_000);
    const change = new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 10,
    });
    await expect(cloud.client.send(change)).rejects.toMatchObject({ name: "MessageNotInflight" });
    const remove = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await expect(cloud.client.send(remove)).rejects.toThrow(/receipt handle has expired/);
  });

  it("need a group and a deduplication id", async () => {
    await expect(send("a")).rejects.toMatchObject({ name: "MissingParameter" });
    const plain = await cloud.sqs.createQueue("strict.fifo", { FifoQueue: "true" });
    const strict = send("a", { QueueUrl: plain.url, MessageGroupId: "g" });
    await expect(strict).rejects.toThrow(/ContentBasedDeduplication/);
    await expect(send("a", { MessageGroupId: "g", DelaySeconds: 1 })).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });
});
