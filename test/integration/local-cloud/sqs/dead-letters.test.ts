import {
  CancelMessageMoveTaskCommand,
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  ResourceNotFoundException,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { startSqs } from "./support.ts";

let cloud: ReturnType<typeof startSqs>;
let source: { arn: string; url: string };
let dead: { arn: string; url: string };
beforeEach(async () => {
  cloud = startSqs();
  dead = await cloud.sqs.createQueue("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
  source = await cloud.sqs.createQueue("source", { RedrivePolicy });
});

const receive = async (QueueUrl: string) => {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["All"],
  });
  return (await cloud.client.send(command)).Messages ?? [];
};
const send = (MessageBody: string) =>
  cloud.client.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody }));
const exhaust = async () => {
  for (let i = 0; i < 3; i += 1) {
    await receive(source.url);
    await cloud.advance(30_000);
  }
};
const visible = (arn: string) => cloud.sqs.queue(arn).counts().visible;

describe("dead-letter queues", () => {
  it("get a message that was received maxReceiveCount times when it is asked for again", async () => {
    const sent = await send("poison");
    await receive(source.url);
    await cloud.advance(30_000);
    await receive(source.url);
    await cloud.advance(30_000);
    expect(visible(dead.arn)).toBe(0);
    expect(await receive(source.url)).toEqual([]);
    const [message] = await receive(dead.url);
    expect(message).toMatchObject({ MessageId: sent.MessageId, Body: "poison" });
    expect(message?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: source.arn,
      ApproximateReceiveCount: "3",
    });
  });

  it("count the receives of the queue before, but not for their own redrive", async () => {
    const last = await cloud.sqs.createQueue("last");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: last.arn, maxReceiveCount: 1 });
    const Attributes = { RedrivePolicy };
    await cloud.client.send(new SetQueueAttributesCommand({ QueueUrl: dead.url, Attributes }));
    await send("poison");
    await exhaust();
    expect(await receive(dead.url)).toHaveLength(1);
    await cloud.advance(30_000);
    expect(await receive(dead.url)).toEqual([]);
    const [message] = await receive(last.url);
    expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe("4");
  });

  it("give their messages back by a move task, as new messages", async () => {
    const sent = await send("poison");
    await exhaust();
    await cloud.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    await cloud.kernel.activity.idle();
    const { Results } = await cloud.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
    expect(Results).toMatchObject([
      { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1, ApproximateNumberOfMessagesToMove: 1 },
    ]);
    const [message] = await receive(source.url);
    expect(message?.MessageId).not.toBe(sent.MessageId);
    expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe("1");
    const remove = new DeleteMessageCommand({ QueueUrl: source.url, ReceiptHandle: message?.ReceiptHandle });
    await cloud.client.send(remove);
  });

  it("move at the rate asked for and stop when cancelled", async () => {
    for (let i = 0; i < 6; i += 1) await send(`m${i}`);
    await exhaust();
    const started = await cloud.client.send(
      new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 2 }),
    );
    await cloud.kernel.activity.idle();
    expect(visible(source.arn)).toBe(2);
    await cloud.advance(1000);
    expect(visible(source.arn)).toBe(4);
    await expect(
      cloud.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn })),
    ).rejects.toMatchObject({ name: "UnsupportedOperation" });
    const cancelled = await cloud.client.send(
      new CancelMessageMoveTaskCommand({ TaskHandle: started.TaskHandle }),
    );
    expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(4);
    await cloud.advance(10_000);
    expect(visible(dead.arn)).toBe(2);
  });

  it("are the only source of a move task", async () => {
    const start = (SourceArn: string, DestinationArn?: string) =>
      cloud.client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    await expect(start(source.arn)).rejects.toThrow(/Dead Letter Queue/);
    await expect(start(`${dead.arn}-2`)).rejects.toBeInstanceOf(ResourceNotFoundException);
    await cloud.sqs.send(dead.arn, { body: "sent directly" });
    await start(dead.arn);
    await cloud.kernel.activity.idle();
    const { Results } = await cloud.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
    expect(Results).toMatchObject([{ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" }]);
    expect(visible(dead.arn)).toBe(1);
  });
});
