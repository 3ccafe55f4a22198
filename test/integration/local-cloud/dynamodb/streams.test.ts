import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { ChangeStream } from "../../../../packages/local-cloud/src/kernel/change-stream.ts";
import { createTable, expectRefusal, startDynamoDb, streamArnOf, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
type ViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
let fixture: TestDynamoDb;

async function start(StreamViewType: ViewType = "NEW_AND_OLD_IMAGES", options: object = {}): Promise<void> {
  fixture = startDynamoDb(options);
  await createTable(fixture, TableName, { StreamSpecification: { StreamEnabled: true, StreamViewType } });
}

async function stream(): Promise<ChangeStream> {
  await fixture.kernel.activity.idle();
  const found = fixture.dynamoDb.find(await streamArnOf(fixture, TableName));
  if (!found) throw new Error("The table has no stream.");
  return found;
}

const put = (sk: string, more: object = {}) =>
  fixture.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk, ...more } }));
const remove = (sk: string) => fixture.documents.send(new DeleteCommand({ TableName, Key: { pk: "p", sk } }));

beforeEach(() => start());

describe("a stream", () => {
  it("has a record of each change, in order, with both images", async () => {
    await put("1", { v: 1 });
    await fixture.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: "p", sk: "1" },
        UpdateExpression: "SET v = :v",
        ExpressionAttributeValues: { ":v": 2 },
      }),
    );
    await remove("1");
    const records = (await stream()).read(undefined, 10);
    const item = (v: string) => ({ pk: { S: "p" }, sk: { S: "1" }, v: { N: v } });
    expect(
      records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage, dynamodb.NewImage]),
    ).toEqual([
      ["INSERT", undefined, item("1")],
      ["MODIFY", item("1"), item("2")],
      ["REMOVE", item("2"), undefined],
    ]);
    expect(records[0]).toMatchObject({
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: {
        Keys: { pk: { S: "p" }, sk: { S: "1" } },
        StreamViewType: "NEW_AND_OLD_IMAGES",
        SizeBytes: 15,
      },
    });
    const sequences = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    expect(sequences).toEqual([...sequences].sort());
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
  });

  it("has no record of a write that changes nothing", async () => {
    await put("1", { v: 1 });
    await put("1", { v: 1 });
    await remove("2");
    const Key = { pk: "p", sk: "2" };
    await fixture.documents.send(new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE v" }));
    expect((await stream()).read(undefined, 10)).toHaveLength(1);
  });

  it("has every write of a transaction", async () => {
    await fixture.documents.send(
      new TransactWriteCommand({
        TransactItems: ["1", "2", "3"].map((sk) => ({ Put: { TableName, Item: { pk: "p", sk } } })),
      }),
    );
    expect((await stream()).read(undefined, 10)).toHaveLength(3);
  });

  it.each<[ViewType, string[]]>([
    ["KEYS_ONLY", []],
    ["NEW_IMAGE", ["NewImage"]],
    ["OLD_IMAGE", ["OldImage"]],
    ["NEW_AND_OLD_IMAGES", ["NewImage", "OldImage"]],
  ])("with the view %s carries those images", async (view, images) => {
    await start(view);
    await put("1", { v: 1 });
    await put("1", { v: 2 });
    const record = (await stream()).read(undefined, 10)[1];
    expect(Object.keys(record?.dynamodb ?? {}).filter((name) => name.endsWith("Image"))).toEqual(images);
  });

  it("tells its listeners after each append, once records can be read", async () => {
    const changes = await stream();
    const seen: string[] = [];
    let position: string | undefined;
    const stop = changes.onAppend(() => {
      for (const record of changes.read(position, 100)) {
        seen.push(
          record.dynamodb.Keys["sk"] && "S" in record.dynamodb.Keys["sk"] ? record.dynamodb.Keys["sk"].S : "",
        );
        position = record.dynamodb.SequenceNumber;
      }
    });
    await Promise.all(["1", "2", "3"].map((sk) => put(sk)));
    await fixture.kernel.activity.idle();
    expect(seen).toEqual(["1", "2", "3"]);
    expect(changes.latest()).toBe(position);
    stop();
    await put("4");
    await fixture.kernel.activity.idle();
    expect(seen).toHaveLength(3);
  });

  it("keeps records for 24 hours", async () => {
    await put("1");
    fixture.clock.advance(23 * 3_600_000);
    await put("2");
    expect((await stream()).read(undefined, 10)).toHaveLength(2);
    fixture.clock.advance(3_600_001);
    expect((await stream()).read(undefined, 10)).toHaveLength(1);
  });

  it("keeps no more records than it is told to", async () => {
    await start("KEYS_ONLY", { streamRecords: 10 });
    for (let index = 0; index < 50; index += 1) await put(String(index));
    const kept = (await stream()).read(undefined, 100);
    expect(kept.length).toBeLessThanOrEqual(11);
    expect(kept.at(-1)?.dynamodb.Keys["sk"]).toEqual({ S: "49" });
  });
});

describe("the streams API", () => {
  const iterator = async (input: Partial<GetShardIteratorCommandInput> = {}) => {
    const StreamArn = await streamArnOf(fixture, TableName);
    const { StreamDescription } = await fixture.streams.send(new DescribeStreamCommand({ StreamArn }));
    const { ShardIterator } = await fixture.streams.send(
      new GetShardIteratorCommand({
        StreamArn,
        ShardId: StreamDescription?.Shards?.[0]?.ShardId,
        ShardIteratorType: "TRIM_HORIZON",
        ...input,
      }),
    );
    return ShardIterator;
  };
  const records = async (ShardIterator: string | undefined, Limit?: number) =>
    fixture.streams.send(new GetRecordsCommand({ ShardIterator, ...(Limit ? { Limit } : {}) }));
  const keysOf = (page: Awaited<ReturnType<typeof records>>) =>
    (page.Records ?? []).map((record) => record.dynamodb?.Keys?.["sk"]?.S);

  it("lists and describes streams", async () => {
    const StreamArn = await streamArnOf(fixture, TableName);
    const { Streams } = await fixture.streams.send(new ListStreamsCommand({ TableName }));
    expect(Streams).toEqual([{ StreamArn, TableName, StreamLabel: StreamArn.split("/stream/")[1] }]);
    const { StreamDescription } = await fixture.streams.send(new DescribeStreamCommand({ StreamArn }));
    expect(StreamDescription).toMatchObject({
      StreamStatus: "ENABLED",
      StreamViewType: "NEW_AND_OLD_IMAGES",
      TableName,
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    });
    expect(StreamDescription?.Shards).toHaveLength(1);
  });

  it("reads from the oldest record, page by page, and waits at the end", async () => {
    for (const sk of ["1", "2", "3"]) await put(sk);
    await fixture.kernel.activity.idle();
    const first = await records(await iterator(), 2);
    expect(keysOf(first)).toEqual(["1", "2"]);
    const second = await records(first.NextShardIterator);
    expect(keysOf(second)).toEqual(["3"]);
    expect(keysOf(await records(second.NextShardIterator))).toEqual([]);
    await put("4");
    await fixture.kernel.activity.idle();
    expect(keysOf(await records(second.NextShardIterator))).toEqual(["4"]);
  });

  it("reads from the end, and at or after a sequence number", async () => {
    for (const sk of ["1", "2"]) await put(sk);
    await fixture.kernel.activity.idle();
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    const [, second] = (await stream()).read(undefined, 10);
    await put("3");
    await fixture.kernel.activity.idle();
    expect(keysOf(await records(latest))).toEqual(["3"]);
    const SequenceNumber = second?.dynamodb.SequenceNumber;
    const at = await iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber });
    expect(keysOf(await records(at))).toEqual(["2", "3"]);
    const after = await iterator({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber });
    expect(keysOf(await records(after))).toEqual(["3"]);
  });

  it("refuses an iterator after 15 minutes, and one whose records are gone", async () => {
    await put("1");
    await fixture.kernel.activity.idle();
    const old = await iterator();
    fixture.clock.advance(15 * 60_000 + 1);
    await expectRefusal(
      records(old),
      "ExpiredIteratorException",
      "The shard iterator is expired. Shard iterators are valid for 15 minutes.",
    );
    await expectRefusal(records("nonsense"), "ValidationException", "Invalid ShardIterator");
  });

  it("ends a stream that was disabled, which can still be read", async () => {
    await put("1");
    await fixture.client.send(
      new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }),
    );
    await put("2");
    await fixture.kernel.activity.idle();
    const page = await records(await iterator());
    expect(keysOf(page)).toEqual(["1"]);
    expect(page.NextShardIterator).toBeUndefined();
  });
});
