import {
  BatchEntryIdsNotDistinctException,
  CreateTopicCommand,
  InvalidParameterException,
  InvalidParameterValueException,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { beforeEach, describe, expect, it } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { type DeliveryFault, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { dataFolder } from "../sqs/support.ts";
import { startSns } from "./support.ts";

let faults: DeliveryFault[];
const plan = { ...NO_FAULTS, onDelivery: () => faults.shift() };
let cloud: ReturnType<typeof startSns>;
let TopicArn: string;
let queue: string;

async function topic(name: string, Attributes?: Record<string, string>): Promise<string> {
  return (await cloud.client.send(new CreateTopicCommand({ Name: name, Attributes }))).TopicArn ?? "";
}
const subscribe = (Endpoint: string, Attributes?: Record<string, string>, Protocol = "sqs") =>
  cloud.client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
const publish = async (Message: string, more: Partial<PublishCommandInput> = {}) => {
  const answer = await cloud.client.send(new PublishCommand({ TopicArn, Message, ...more }));
  await cloud.kernel.activity.idle();
  return answer;
};

beforeEach(async () => {
  faults = [];
  cloud = startSns({ faults: plan });
  TopicArn = await topic("alerts");
  ({ arn: queue } = await cloud.sqs.createQueue("q"));
});

describe("publishing to a queue", () => {
  it("wraps the message in a notification", async () => {
    const { SubscriptionArn } = await subscribe(queue);
    const { MessageId } = await publish("hello", {
      Subject: "Greeting",
      MessageAttributes: { kind: { DataType: "String", StringValue: "a&b" } },
    });
    const [body] = cloud.drain(queue);
    expect(JSON.parse(body ?? "")).toEqual({
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "Greeting",
      Message: "hello",
      Timestamp: new Date(cloud.kernel.clock.now()).toISOString(),
      SignatureVersion: "1",
      Signature: expect.any(String),
      SigningCertURL: expect.any(String),
      UnsubscribeURL: expect.stringContaining(SubscriptionArn ?? "none"),
      MessageAttributes: { kind: { Type: "String", Value: "a&b" } },
    });
  });

  it("delivers raw with the message's attributes when asked to", async () => {
    await subscribe(queue, { RawMessageDelivery: "true" });
    const kind = { DataType: "String", StringValue: "x" };
    const blob = { DataType: "Binary", BinaryValue: Buffer.from([1, 2]) };
    await publish("plain ✓", { MessageAttributes: { kind, blob } });
    const [message] = cloud.sqs.queue(queue).receive(1);
    expect(message?.record.body).toBe("plain ✓");
    expect(message?.record.attributes).toEqual({ kind, blob: { DataType: "Binary", BinaryValue: "AQI=" } });
  });

  it("takes a message of its own for each protocol", async () => {
    await subscribe(queue, { RawMessageDelivery: "true" });
    const Message = JSON.stringify({ default: "all", sqs: "for queues" });
    await publish(Message, { MessageStructure: "json" });
    expect(cloud.drain(queue)).toEqual(["for queues"]);
    const broken = publish("{}", { MessageStructure: "json" });
    await expect(broken).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it("retries what was lost and repeats what was doubled", async () => {
    await subscribe(queue, { RawMessageDelivery: "true" });
    faults = [
      { copies: 0, delayMs: 0 },
      { copies: 2, delayMs: 500 },
    ];
    await publish("m");
    expect(cloud.drain(queue)).toEqual([]);
    await cloud.advance(500);
    expect(cloud.drain(queue)).toEqual(["m", "m"]);
  });

  it("gives undeliverable messages to the subscription's dead-letter queue", async () => {
    const { arn: dead } = await cloud.sqs.createQueue("dead");
    await subscribe(cloud.kernel.arn("sqs", "missing"), {
      RawMessageDelivery: "true",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead }),
    });
    await publish("lost");
    const [message] = cloud.sqs.queue(dead).receive(1);
    expect(message?.record.body).toBe("lost");
    expect(message?.record.attributes?.["ErrorMessage"]?.StringValue).toMatch(/does not exist/);
  });

  it("publishes batches, entry by entry", async () => {
    await subscribe(queue, { RawMessageDelivery: "true" });
    const entry = (Id: string, Message: string) => ({ Id, Message });
    const batch = (...entries: { Id: string; Message: string }[]) =>
      cloud.client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
    const answer = await batch(entry("a", "1"), entry("b", ""), entry("c", "3"));
    await cloud.kernel.activity.idle();
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(["a", "c"]);
    expect(answer.Failed).toMatchObject([{ Id: "b", Code: "InvalidParameter", SenderFault: true }]);
    expect(cloud.drain(queue)).toEqual(["1", "3"]);
    await expect(batch(entry("a", "1"), entry("a", "2"))).rejects.toBeInstanceOf(
      BatchEntryIdsNotDistinctException,
    );
  });

  it("refuses messages that are too long or carry invalid attributes", async () => {
    await expect(publish("x".repeat(262_145))).rejects.toBeInstanceOf(InvalidParameterException);
    const invalid = { MessageAttributes: { a: { DataType: "Number", StringValue: "many" } } };
    await expect(publish("x", invalid)).rejects.toBeInstanceOf(InvalidParameterValueException);
  });
});

describe("publishing to a function", () => {
  it("invokes it with an SNS event", async () => {
    const events: unknown[] = [];
    cloud.lambda.define({ name: "f", timeoutMs: 1000, load: () => (event) => void events.push(event) });
    await subscribe(cloud.lambda.arn("f"), {}, "lambda");
    await publish("hello", { Subject: "s" });
    expect(events).toMatchObject([
      {
        Records: [
          {
            EventSource: "aws:sns",
            Sns: { Message: "hello", Subject: "s", TopicArn, MessageAttributes: {} },
          },
        ],
      },
    ]);
  });

  it("retries what it throws after one and two minutes, then gives up", async () => {
    let calls = 0;
    cloud.lambda.define({
      name: "f",
      timeoutMs: 1000,
      load: () => () => {
        calls += 1;
        throw new Error("broken");
      },
    });
    await subscribe(
      cloud.lambda.arn("f"),
      { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue }) },
      "lambda",
    );
    await publish("m");
    expect(calls).toBe(1);
    await cloud.advance(60_000);
    expect(calls).toBe(2);
    expect(cloud.sqs.queue(queue).counts().visible).toBe(0);
    await cloud.advance(120_000);
    expect(calls).toBe(3);
    expect(cloud.sqs.queue(queue).counts().visible).toBe(1);
  });
});

describe("FIFO topics", () => {
  beforeEach(async () => {
    TopicArn = await topic("steps.fifo", { FifoTopic: "true", ContentBasedDeduplication: "true" });
    ({ arn: queue } = await cloud.sqs.createQueue("steps.fifo", { FifoQueue: "true" }));
    await subscribe(queue, { RawMessageDelivery: "true" });
  });

  it("keep the order within a group even when a delivery is lost", async () => {
    faults = [
      { copies: 0, delayMs: 0 },
      { copies: 0, delayMs: 0 },
      { copies: 1, delayMs: 3000 },
    ];
    for (const message of ["1", "2", "3"]) await publish(message, { MessageGroupId: "g" });
    await cloud.advance(3000);
    expect(cloud.drain(queue)).toEqual(["1", "2", "3"]);
  });

  it("publish a duplicate within five minutes once", async () => {
    const first = await publish("same", { MessageGroupId: "g" });
    const second = await publish("same", { MessageGroupId: "g" });
    expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(cloud.drain(queue)).toEqual(["same"]);
  });

  it("need a group, and feed no FIFO queue from a standard topic", async () => {
    await expect(publish("x")).rejects.toBeInstanceOf(InvalidParameterException);
    TopicArn = await topic("plain");
    await expect(subscribe(queue)).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

it("delivers after a restart what was accepted before it", async () => {
  using folder = dataFolder();
  cloud = startSns({ data: folder.path, faults: plan });
  TopicArn = await topic("alerts");
  ({ arn: queue } = await cloud.sqs.createQueue("q"));
  await subscribe(queue, { RawMessageDelivery: "true", FilterPolicy: '{"a":["yes"]}' });
  faults = [{ copies: 1, delayMs: 60_000 }];
  const MessageAttributes = { a: { DataType: "String", StringValue: "yes" } };
  await publish("kept", { MessageAttributes });
  cloud.kernel.store.close();

  cloud = startSns({ data: folder.path, clock: new VirtualClock(cloud.kernel.clock.now()) });
  cloud.sns.resume();
  await cloud.kernel.activity.idle();
  expect(cloud.drain(queue)).toEqual(["kept"]);
  await publish("refused by the filter");
  await publish("taken", { MessageAttributes });
  expect(cloud.drain(queue)).toEqual(["taken"]);
  cloud.kernel.store.close();
});
