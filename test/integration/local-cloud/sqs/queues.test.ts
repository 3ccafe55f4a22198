import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  InvalidAttributeValue,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDeletedRecently,
  QueueDoesNotExist,
  QueueNameExists,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { startSqs } from "./support.ts";

let cloud: ReturnType<typeof startSqs>;
beforeEach(() => {
  cloud = startSqs();
});

const create = async (QueueName: string, Attributes?: Record<string, string>) => {
  const { QueueUrl } = await cloud.client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl ?? "";
};
const attributes = async (QueueUrl: string) => {
  const { Attributes } = await cloud.client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return Attributes ?? {};
};

describe("SQS queues", () => {
  it("are created once for the same attributes and refused for others", async () => {
    const url = await create("orders", { VisibilityTimeout: "45" });
    expect(url).toBe("http://127.0.0.1:4566/000000000000/orders");
    expect(await create("orders", { VisibilityTimeout: "45" })).toBe(url);
    expect(await create("orders")).toBe(url);
    await expect(create("orders", { VisibilityTimeout: "46" })).rejects.toBeInstanceOf(QueueNameExists);
  });

  it("show documented defaults", async () => {
    expect(await attributes(await create("orders"))).toMatchObject({
      QueueArn: "arn:aws:sqs:us-east-1:000000000000:orders",
      VisibilityTimeout: "30",
      DelaySeconds: "0",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      ReceiveMessageWaitTimeSeconds: "0",
      ApproximateNumberOfMessages: "0",
      CreatedTimestamp: String(cloud.kernel.clock.now() / 1000),
    });
  });

  it("refuse attributes that are unknown or out of range", async () => {
    await expect(create("a", { Colour: "red" })).rejects.toBeInstanceOf(InvalidAttributeName);
    await expect(create("a", { VisibilityTimeout: "43201" })).rejects.toBeInstanceOf(InvalidAttributeValue);
    await expect(create("a", { DelaySeconds: "soon" })).rejects.toBeInstanceOf(InvalidAttributeValue);
    await expect(create("a", { ContentBasedDeduplication: "true" })).rejects.toBeInstanceOf(
      InvalidAttributeName,
    );
    await expect(create("no spaces")).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(create("plain", { FifoQueue: "true" })).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });

  it("require a dead-letter queue that exists and is of the same type", async () => {
    const policy = (name: string) =>
      JSON.stringify({ deadLetterTargetArn: cloud.kernel.arn("sqs", name), maxReceiveCount: 3 });
    await expect(create("orders", { RedrivePolicy: policy("dead") })).rejects.toThrow(/does not exist/);
    await create("dead.fifo", { FifoQueue: "true" });
    await expect(create("orders", { RedrivePolicy: policy("dead.fifo") })).rejects.toThrow(/same type/);
    await expect(create("orders", { RedrivePolicy: "{}" })).rejects.toThrow(/deadLetterTargetArn/);
    const dead = await create("dead");
    const orders = await create("orders");
    await cloud.client.send(
      new SetQueueAttributesCommand({ QueueUrl: orders, Attributes: { RedrivePolicy: policy("dead") } }),
    );
    const { queueUrls } = await cloud.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
    expect(queueUrls).toEqual([orders]);
  });

  it("are found by name and by the last segment of their URL, whatever the host", async () => {
    const url = await create("orders");
    const found = await cloud.client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
    expect(found.QueueUrl).toBe(url);
    expect(await attributes("http://localhost:1/x/orders")).toHaveProperty("QueueArn");
    const missing = cloud.client.send(new GetQueueUrlCommand({ QueueName: "other" }));
    await expect(missing).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(missing).rejects.toMatchObject({ Code: "AWS.SimpleQueueService.NonExistentQueue" });
  });

  it("are listed by prefix, in pages", async () => {
    for (const name of ["a-1", "a-2", "a-3", "b-1"]) await create(name);
    const first = await cloud.client.send(new ListQueuesCommand({ QueueNamePrefix: "a-", MaxResults: 2 }));
    expect(first.QueueUrls).toHaveLength(2);
    const second = await cloud.client.send(
      new ListQueuesCommand({ QueueNamePrefix: "a-", MaxResults: 2, NextToken: first.NextToken }),
    );
    expect(second.QueueUrls?.map((url) => url.split("/").at(-1))).toEqual(["a-3"]);
    expect(second.NextToken).toBeUndefined();
  });

  it("rest for a minute between deletion and creation, and between purges", async () => {
    const QueueUrl = await create("orders");
    await cloud.client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
    await cloud.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: "0" });
    await expect(cloud.client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toBeInstanceOf(
      PurgeQueueInProgress,
    );
    await cloud.client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(attributes(QueueUrl)).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(create("orders")).rejects.toBeInstanceOf(QueueDeletedRecently);
    await cloud.advance(60_000);
    await create("orders");
  });

  it("carry tags", async () => {
    const QueueUrl = await create("orders");
    await cloud.client.send(new TagQueueCommand({ QueueUrl, Tags: { team: "core", tier: "1" } }));
    await cloud.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["tier"] }));
    expect((await cloud.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: "core" });
  });
});

describe("malformed requests", () => {
  const call = async (operation: string, body: string) => {
    const { status, body: text } = await cloud.sqs.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": `AmazonSQS.${operation}` },
      body: Buffer.from(body),
    });
    return { status, type: (JSON.parse(String(text)) as { __type: string }).__type };
  };

  it("are answered with errors as AWS names them", async () => {
    await create("orders");
    expect(await call("SendMessage", '{"QueueUrl":7}')).toEqual({
      status: 400,
      type: "com.amazonaws.sqs#SerializationException",
    });
    expect(await call("SendMessage", '{"QueueUrl":"x/orders"}')).toMatchObject({
      type: "com.amazonaws.sqs#MissingParameter",
    });
    expect(await call("SendMessageBatch", '{"QueueUrl":"x/orders","Entries":[1]}')).toMatchObject({
      type: "com.amazonaws.sqs#SerializationException",
    });
    expect(await call("CreateQueue", '{"QueueName":"q","Attributes":{"a":{}}}')).toMatchObject({
      status: 400,
    });
    expect(await call("Nonsense", "{}")).toMatchObject({ status: 400 });
  });
});
