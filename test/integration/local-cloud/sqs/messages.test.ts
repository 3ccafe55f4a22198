import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  InvalidMessageContents,
  ReceiptHandleIsInvalid,
  SendMessageBatchCommand,
  TooManyEntriesInBatchRequest,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOf, startSqs } from "./support.ts";

let cloud: ReturnType<typeof startSqs>;
let QueueUrl: string;
beforeEach(async () => {
  cloud = startSqs();
  ({ url: QueueUrl } = await cloud.sqs.createQueue("orders"));
});

const { send, receive, bodies, counts } = callsOf(
  () => cloud.client,
  () => QueueUrl,
);

describe("sending and receiving", () => {
  it("returns the body and its checksum, which the SDK verifies", async () => {
    const sent = await send("hello ✓");
    const [message] = await receive();
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "hello ✓",
      MD5OfBody: sent.MD5OfMessageBody,
    });
    expect(message?.Attributes).toBeUndefined();
  });

  it("computes the documented digest of message attributes", async () => {
    const MessageAttributes = {
      Kind: { DataType: "String", StringValue: "order" },
      Count: { DataType: "Number.int", StringValue: "3" },
      Raw: { DataType: "Binary", BinaryValue: Buffer.from([1, 2, 3]) },
    };
    const sent = await send("body", { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: ["All"], VisibilityTimeout: 0 });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.MessageAttributes?.["Kind"]).toEqual(MessageAttributes.Kind);
    expect([...(message?.MessageAttributes?.["Raw"]?.BinaryValue ?? [])]).toEqual([1, 2, 3]);
    const [one] = await receive({ MessageAttributeNames: ["Ki.*", "Count"] });
    expect(Object.keys(one?.MessageAttributes ?? {})).toEqual(["Count"]);
    // From the tests of moto, which recorded it from AWS.
    const known = await send("derp", {
      MessageAttributes: { timestamp: { DataType: "Number", StringValue: "1493147359900" } },
    });
    expect(known.MD5OfMessageAttributes).toBe("235c5c510d26fb653d073faed50ae77c");
  });

  it("shows the system attributes asked for", async () => {
    const start = cloud.kernel.clock.now();
    await send("a", {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1" } },
    });
    await cloud.advance(500);
    const [message] = await receive({ MessageSystemAttributeNames: ["All"] });
    expect(message?.Attributes).toEqual({
      ApproximateReceiveCount: "1",
      SentTimestamp: String(start),
      ApproximateFirstReceiveTimestamp: String(start + 500),
      SenderId: "000000000000",
      AWSTraceHeader: "Root=1",
    });
  });

  it("hides a received message until its visibility timeout passes, and counts receives", async () => {
    await send("a");
    expect(await bodies()).toEqual(["a"]);
    expect(await bodies()).toEqual([]);
    expect(await counts()).toEqual([0, 0, 1]);
    await cloud.advance(29_999);
    expect(await bodies()).toEqual([]);
    await cloud.advance(1);
    const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
  });

  it("delays messages by queue and by message", async () => {
    await send("later", { DelaySeconds: 10 });
    await send("now");
    expect(await counts()).toEqual([1, 1, 0]);
    expect(await bodies()).toEqual(["now"]);
    await cloud.advance(10_000);
    expect(await bodies()).toEqual(["later"]);
  });

  it("forgets messages after the retention period", async () => {
    await send("old");
    await cloud.advance(345_599_000);
    await send("new");
    await cloud.advance(1000);
    expect(await counts()).toEqual([1, 0, 0]);
    expect(await bodies()).toEqual(["new"]);
  });

  it("refuses what is too large or not valid text", async () => {
    await send("x".repeat(1_048_576));
    await expect(send("x".repeat(1_048_577))).rejects.toThrow(/shorter than 1048576 bytes/);
    await expect(send("bad \u0001")).rejects.toBeInstanceOf(InvalidMessageContents);
    await expect(send("a", { DelaySeconds: 901 })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    const nameless = { MessageAttributes: { a: { DataType: "Text", StringValue: "b" } } };
    await expect(send("a", nameless)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });
});

describe("long polling", () => {
  it("answers when a message arrives", async () => {
    const waiting = bodies({ WaitTimeSeconds: 20 });
    await cloud.kernel.activity.idle();
    await send("a");
    expect(await waiting).toEqual(["a"]);
  });

  it("answers with nothing at its deadline", async () => {
    const waiting = bodies({ WaitTimeSeconds: 20 });
    await cloud.kernel.activity.idle();
    await cloud.advance(20_000);
    expect(await waiting).toEqual([]);
  });

  it("answers when a message becomes visible again", async () => {
    await send("a");
    await receive({ VisibilityTimeout: 5 });
    const waiting = bodies({ WaitTimeSeconds: 20 });
    await cloud.kernel.activity.idle();
    await cloud.advance(5000);
    expect(await waiting).toEqual(["a"]);
  });

  it("gives one message to one of many receivers", async () => {
    const waiting = [bodies({ WaitTimeSeconds: 1 }), bodies({ WaitTimeSeconds: 1 })];
    await cloud.kernel.activity.idle();
    await send("a");
    await cloud.kernel.activity.idle();
    await cloud.advance(1000);
    expect(await Promise.all(waiting)).toEqual([["a"], []]);
  });
});

describe("receipts", () => {
  it("delete by the latest receipt only", async () => {
    await send("a");
    const [first] = await receive({ VisibilityTimeout: 0 });
    const [second] = await receive();
    await cloud.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(await counts()).toEqual([0, 0, 1]);
    await cloud.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
    expect(await counts()).toEqual([0, 0, 0]);
    await cloud.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
    const nonsense = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "nonsense" });
    await expect(cloud.client.send(nonsense)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  });

  it("change visibility while in flight, also to zero", async () => {
    await send("a");
    const [message] = await receive();
    const change = (VisibilityTimeout: number) =>
      cloud.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(60);
    await cloud.advance(59_999);
    expect(await bodies()).toEqual([]);
    await change(0);
    expect(await bodies()).toEqual(["a"]);
    await cloud.advance(1);
    await expect(change(43_200)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("change visibility after the timeout, as long as the message exists", async () => {
    await send("a");
    const [message] = await receive();
    await cloud.advance(30_000);
    const change = (VisibilityTimeout: number) =>
      cloud.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(10);
    expect(await bodies()).toEqual([]);
    await cloud.advance(10_000);
    expect(await bodies()).toEqual(["a"]);
    // The receipt of an earlier receive is good for this, too. Recorded from AWS by the tests of
    // LocalStack.
    await change(0);
    expect(await bodies()).toEqual(["a"]);
  });
});

describe("batches", () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ Id: `m${i}`, MessageBody: `body ${i}` }));

  it("send, change and delete up to ten messages", async () => {
    const sent = await cloud.client.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(10) }));
    expect(sent.Successful).toHaveLength(10);
    const received = await receive();
    expect(received).toHaveLength(10);
    const receipts = received.map(({ ReceiptHandle }, i) => ({ Id: `m${i}`, ReceiptHandle }));
    await cloud.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: receipts.map((entry) => ({ ...entry, VisibilityTimeout: 90 })),
      }),
    );
    await cloud.advance(60_000);
    expect(await counts()).toEqual([0, 0, 10]);
    const deleted = await cloud.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [...receipts.slice(1), { Id: "x", ReceiptHandle: "x" }],
      }),
    );
    expect(deleted.Successful).toHaveLength(9);
    expect(deleted.Failed).toMatchObject([{ Id: "x", SenderFault: true, Code: "ReceiptHandleIsInvalid" }]);
    expect(await counts()).toEqual([0, 0, 1]);
  });

  it("report the entries that fail", async () => {
    const Entries = [...entries(1), { Id: "bad", MessageBody: "\u0001" }];
    const answer = await cloud.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(["m0"]);
    expect(answer.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents" }]);
  });

  it("are refused when too many, too long or ambiguous", async () => {
    const batch = (Entries: { Id: string; MessageBody: string }[]) =>
      cloud.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(batch(entries(11))).rejects.toBeInstanceOf(TooManyEntriesInBatchRequest);
    const same = { Id: "same", MessageBody: "x" };
    await expect(batch([same, same])).rejects.toBeInstanceOf(BatchEntryIdsNotDistinct);
    const long = entries(2).map((entry) => ({ ...entry, MessageBody: "x".repeat(600_000) }));
    await expect(batch(long)).rejects.toBeInstanceOf(BatchRequestTooLong);
    await expect(batch([])).rejects.toMatchObject({ name: "EmptyBatchRequest" });
  });
});
