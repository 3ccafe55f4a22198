import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, expectValidation, startDynamoDb, streamArnOf, type TestDynamoDb } from "./support.ts";

const TableName = "sessions";
let fixture: TestDynamoDb;
let start: number;

beforeEach(async () => {
  fixture = startDynamoDb();
  start = fixture.clock.now() / 1000;
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byG",
        KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
});

const configure = (Enabled: boolean, AttributeName = "expiresAt") =>
  fixture.client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }),
  );
const put = (sk: string, expiresAt: unknown) =>
  fixture.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk, g: "g", expiresAt } }));
const exists = async (sk: string) =>
  (await fixture.documents.send(new GetCommand({ TableName, Key: { pk: "p", sk } }))).Item !== undefined;
const advance = async (seconds: number) => {
  fixture.clock.advance(seconds * 1000);
  await fixture.kernel.activity.idle();
};

describe("time to live", () => {
  it("is off until it is configured", async () => {
    const describeIt = async () =>
      (await fixture.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "DISABLED" });
    await configure(true);
    expect(await describeIt()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
    await expectValidation(configure(true), "TimeToLive is already enabled");
    await configure(false);
    await expectValidation(configure(false), "TimeToLive is already disabled");
  });

  it("deletes an item when its time has come, from indexes too", async () => {
    await configure(true);
    await put("1", start + 60);
    await put("2", start + 120);
    await advance(59);
    expect(await exists("1")).toBe(true);
    await advance(1);
    expect([await exists("1"), await exists("2")]).toEqual([false, true]);
    const { Count } = await fixture.documents.send(
      new QueryCommand({
        TableName,
        IndexName: "byG",
        KeyConditionExpression: "g = :g",
        ExpressionAttributeValues: { ":g": "g" },
      }),
    );
    expect(Count).toBe(1);
  });

  it("follows an item's newest time", async () => {
    await configure(true);
    await put("1", start + 60);
    await put("1", start + 600);
    await advance(60);
    expect(await exists("1")).toBe(true);
    await put("1", start + 100);
    await advance(40);
    expect(await exists("1")).toBe(false);
  });

  it("applies to items that were there before it was configured", async () => {
    await put("1", start + 60);
    await advance(100);
    await configure(true);
    await advance(0);
    expect(await exists("1")).toBe(false);
  });

  it("leaves items alone that have no time, or one of more than five years ago", async () => {
    await configure(true);
    await put("text", String(start - 60));
    await put("none", undefined);
    await put("ancient", start - 6 * 365 * 86_400);
    await advance(86_400);
    expect([await exists("text"), await exists("none"), await exists("ancient")]).toEqual([true, true, true]);
  });

  it("is marked in the stream as the service's own doing", async () => {
    await configure(true);
    await put("1", start + 60);
    await advance(60);
    const stream = fixture.dynamoDb.find(await streamArnOf(fixture, TableName));
    const removal = stream?.read(undefined, 10).at(-1);
    expect(removal).toMatchObject({
      eventName: "REMOVE",
      userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    });
  });

  it("stops when it is switched off", async () => {
    await configure(true);
    await put("1", start + 60);
    await configure(false);
    await advance(100);
    expect(await exists("1")).toBe(true);
  });
});
