import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTable, expectRefusal, startDynamoDb, streamArnOf, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
let folder: string;
let fixture: TestDynamoDb;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dynamodb-"));
  fixture = startDynamoDb({ data: folder });
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byG",
        KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
});

afterEach(() => {
  fixture.kernel.store.close();
  rmSync(folder, { recursive: true });
});

/** Opens the same folder as another process would. */
function restart(): void {
  fixture.kernel.store.close();
  fixture = startDynamoDb({ data: folder, clock: fixture.clock });
}

const put = (sk: string, more: object = {}) =>
  fixture.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk, ...more } }));
const get = async (sk: string) =>
  (await fixture.documents.send(new GetCommand({ TableName, Key: { pk: "p", sk } }))).Item;

describe("after a restart", () => {
  it("items and indexes are as they were acknowledged", async () => {
    await put("1", { g: "x", n: 1, set: new Set(["a"]), map: { deep: [1, null] } });
    await put("2", { g: "x" });
    await put("3");
    await fixture.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: "p", sk: "1" },
        UpdateExpression: "SET n = n + :v",
        ExpressionAttributeValues: { ":v": 41 },
      }),
    );
    await fixture.documents.send(new DeleteCommand({ TableName, Key: { pk: "p", sk: "3" } }));
    restart();
    expect(await get("1")).toEqual({
      pk: "p",
      sk: "1",
      g: "x",
      n: 42,
      set: new Set(["a"]),
      map: { deep: [1, null] },
    });
    expect((await fixture.documents.send(new ScanCommand({ TableName }))).Count).toBe(2);
    const indexed = await fixture.documents.send(
      new QueryCommand({
        TableName,
        IndexName: "byG",
        KeyConditionExpression: "g = :g",
        ExpressionAttributeValues: { ":g": "x" },
      }),
    );
    expect(indexed.Count).toBe(2);
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({ ItemCount: 2, TableStatus: "ACTIVE" });
  });

  it("the stream goes on where it was", async () => {
    await put("1");
    const arn = await streamArnOf(fixture, TableName);
    await fixture.kernel.activity.idle();
    const before = fixture.dynamoDb.find(arn)?.read(undefined, 10);
    restart();
    await put("2");
    await fixture.kernel.activity.idle();
    const records = fixture.dynamoDb.find(arn)?.read(undefined, 10) ?? [];
    expect(records.slice(0, 1)).toEqual(before);
    expect(records.map(({ dynamodb }) => dynamodb.Keys["sk"])).toEqual([{ S: "1" }, { S: "2" }]);
  });

  it("a transaction's token still keeps it from taking effect twice", async () => {
    const once = (value: number) =>
      fixture.documents.send(
        new TransactWriteCommand({
          ClientRequestToken: "token",
          TransactItems: [
            {
              Update: {
                TableName,
                Key: { pk: "p", sk: "1" },
                UpdateExpression: "ADD n :v",
                ExpressionAttributeValues: { ":v": value },
              },
            },
          ],
        }),
      );
    await once(1);
    restart();
    await once(1);
    expect(await get("1")).toMatchObject({ n: 1 });
    await expectRefusal(
      once(2),
      "IdempotentParameterMismatchException",
      "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
    );
  });

  it("items expire that fell due meanwhile", async () => {
    await fixture.client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: "expiresAt" },
      }),
    );
    await put("1", { expiresAt: fixture.clock.now() / 1000 + 60 });
    fixture.clock.stop();
    fixture.clock.advance(120_000);
    restart();
    fixture.clock.advance(0);
    await fixture.kernel.activity.idle();
    expect(await get("1")).toBeUndefined();
  });

  it("nothing of a write is there that was refused", async () => {
    await put("1", { n: 1 });
    await fixture.documents
      .send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { pk: "p", sk: "2" } } },
            { ConditionCheck: { TableName, Key: { pk: "p", sk: "1" }, ConditionExpression: "n > n2" } },
          ],
        }),
      )
      .catch(() => undefined);
    restart();
    expect(await get("2")).toBeUndefined();
  });
});
