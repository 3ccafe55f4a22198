import { DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
const ReturnConsumedCapacity = "INDEXES";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "g", "l"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byG",
        KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["held"] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: "byL",
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "l", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  });
});

const Key = { pk: "p", sk: "s" };
const put = async (item: object) =>
  (
    await fixture.documents.send(
      new PutCommand({ TableName, Item: { ...Key, ...item }, ReturnConsumedCapacity }),
    )
  ).ConsumedCapacity;
const update = async (UpdateExpression: string, values: object) =>
  (
    await fixture.documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression,
        ExpressionAttributeValues: { ...values },
        ReturnConsumedCapacity,
      }),
    )
  ).ConsumedCapacity;
/** An attribute that pads the item to a number of KB; its other attributes take 6 bytes. */
const padded = (kilobytes: number) => ({ d: "x".repeat(kilobytes * 1024 - 7) });

describe("writes consume", () => {
  it("a unit for each KB begun, of the larger of the old and the new item", async () => {
    expect(await put(padded(3))).toEqual({ TableName, CapacityUnits: 3, Table: { CapacityUnits: 3 } });
    expect(await put({ ...padded(3), e: "" })).toMatchObject({ CapacityUnits: 4 });
    expect(await put({})).toMatchObject({ CapacityUnits: 4 });
    expect(await put({})).toMatchObject({ CapacityUnits: 1 });
  });

  it("units of each index that the change touches", async () => {
    expect(await put({ g: "1", l: "1", ...padded(3) })).toEqual({
      TableName,
      CapacityUnits: 6,
      Table: { CapacityUnits: 4 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 1 } },
      LocalSecondaryIndexes: { byL: { CapacityUnits: 1 } },
    });
    expect(await update("SET other2 = :v", { ":v": 1 })).toEqual({
      TableName,
      CapacityUnits: 4,
      Table: { CapacityUnits: 4 },
    });
    expect(await update("SET held = :v", { ":v": "x".repeat(1500) })).toMatchObject({
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 2 } },
    });
    expect(await update("SET g = :v", { ":v": "2" })).toMatchObject({
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 4 } },
    });
    const { ConsumedCapacity } = await fixture.documents.send(
      new DeleteCommand({ TableName, Key, ReturnConsumedCapacity }),
    );
    expect(ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 8,
      Table: { CapacityUnits: 5 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 2 } },
      LocalSecondaryIndexes: { byL: { CapacityUnits: 1 } },
    });
  });

  it("a unit even when there is nothing to delete", async () => {
    const { ConsumedCapacity } = await fixture.documents.send(
      new DeleteCommand({ TableName, Key, ReturnConsumedCapacity: "TOTAL" }),
    );
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
  });

  it("twice as much in transactions", async () => {
    const { ConsumedCapacity } = await fixture.documents.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { ...Key, ...padded(2) } } },
          { Put: { TableName, Item: { pk: "p", sk: "t" } } },
        ],
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 6, WriteCapacityUnits: 6 }]);
  });

  it("the sum in batches", async () => {
    const { ConsumedCapacity } = await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { ...Key, ...padded(2) } } },
            { PutRequest: { Item: { pk: "p", sk: "t" } } },
          ],
        },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 3 }]);
  });
});

describe("reads consume", () => {
  const get = async (more: object = {}) =>
    (
      await fixture.documents.send(
        new GetCommand({ TableName, Key, ReturnConsumedCapacity: "TOTAL", ...more }),
      )
    ).ConsumedCapacity?.CapacityUnits;

  it("half a unit for each 4 KB begun, a whole one when consistent", async () => {
    await put(padded(4));
    expect(await get()).toBe(0.5);
    expect(await get({ ConsistentRead: true })).toBe(1);
    await put({ ...padded(4), e: "" });
    expect(await get()).toBe(1);
    expect(await get({ ConsistentRead: true, ProjectionExpression: "pk" })).toBe(2);
  });

  it("half a unit when there is nothing", async () => {
    expect(await get()).toBe(0.5);
  });

  it("by the sum of the sizes in a query", async () => {
    for (let index = 0; index < 10; index += 1) {
      await fixture.documents.send(
        new PutCommand({ TableName, Item: { pk: "q", sk: String(index), g: "g", d: "x".repeat(1000) } }),
      );
    }
    const { ConsumedCapacity } = await fixture.documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :q",
        ExpressionAttributeValues: { ":q": "q" },
        ReturnConsumedCapacity,
      }),
    );
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } });
    const indexed = await fixture.documents.send(
      new QueryCommand({
        TableName,
        IndexName: "byG",
        KeyConditionExpression: "g = :g",
        ExpressionAttributeValues: { ":g": "g" },
        ReturnConsumedCapacity,
      }),
    );
    expect(indexed.ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 0.5 } },
    });
  });

  it("two units for each 4 KB in transactions, and the sum in batches", async () => {
    await put(padded(5));
    const transaction = await fixture.documents.send(
      new TransactGetCommand({
        TransactItems: [{ Get: { TableName, Key } }],
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(transaction.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }]);
    const batch = await fixture.documents.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: [Key, { pk: "x", sk: "y" }] } },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(batch.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 1.5 }]);
  });
});

describe("the meter", () => {
  it("counts the units of each call, wanted in the answer or not", async () => {
    fixture.kernel.meter.reset();
    await fixture.documents.send(new PutCommand({ TableName, Item: { ...Key, g: "1" } }));
    await fixture.documents.send(new GetCommand({ TableName, Key }));
    await fixture.documents
      .send(new PutCommand({ TableName, Item: Key, ConditionExpression: "attribute_not_exists(pk)" }))
      .catch(() => undefined);
    const totals = fixture.kernel.meter
      .totals()
      .map(({ operation, calls, units }) => ({ operation, calls, units }));
    expect(totals).toEqual([
      { operation: "PutItem", calls: 2, units: { writeUnits: 3 } },
      { operation: "GetItem", calls: 1, units: { readUnits: 0.5 } },
    ]);
  });
});

describe("a number takes", () => {
  it.each([
    ["0", 1],
    ["1", 2],
    ["12", 2],
    ["123", 3],
    ["100", 2],
    ["1200", 2],
    ["123456789", 6],
    ["-12", 3],
    ["0.5", 2],
    ["1234567890123456789", 11],
  ])("%s, %i bytes", async (n, bytes) => {
    const { client } = fixture;
    await client.send(
      new PutItemCommand({ TableName, Item: { pk: { S: "p" }, sk: { S: "s" }, n: { N: n } } }),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect((Table?.TableSizeBytes ?? 0) - 7).toBe(bytes);
  });
});
