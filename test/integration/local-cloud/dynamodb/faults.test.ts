import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { answeredBackwards, busyPartition, leftUnprocessed } from "../../../support/database-faults.ts";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { text } from "./model.ts";
import { createTable, expectRefusal, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
const faultSwitch = new FaultSwitch();
let fixture: TestDynamoDb;
beforeEach(async () => {
  faultSwitch.clear();
  fixture = startDynamoDb({ faults: faultSwitch.faults });
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "status"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byStatus",
        KeySchema: [{ AttributeName: "status", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  });
});

const plan = (faults: Partial<Faults>) => {
  faultSwitch.active = { ...NO_FAULTS, ...faults };
};

describe("a batch under faults", () => {
  const keys = (...numbers: string[]) => numbers.map((sk) => ({ pk: "p", sk }));
  const read = (...sks: string[]) =>
    fixture.documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys(...sks) } } }));
  beforeEach(async () => {
    for (const Item of keys("1", "2", "3")) await fixture.documents.send(new PutCommand({ TableName, Item }));
  });

  it("is answered in any order", async () => {
    plan({ onBatch: answeredBackwards });
    const { Responses = {} } = await read("1", "2", "3");
    expect(Responses[TableName]?.map(({ sk }) => sk)).toEqual(["3", "2", "1"]);
  });

  it("leaves keys to be asked for again", async () => {
    plan({ onBatch: leftUnprocessed('"2"') });
    const { Responses = {}, UnprocessedKeys } = await read("1", "2", "3");
    expect(Responses[TableName]?.map(({ sk }) => sk)).toEqual(["1", "3"]);
    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: keys("2") } });
  });

  it("leaves writes to be made again", async () => {
    plan({
      onBatch: ({ operation }) => ({
        leaves: ({ sk }) => operation === "BatchWriteItem" && ["2", "4"].includes(text(sk)),
        arrange: (items) => [...items],
      }),
    });
    const { UnprocessedItems } = await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [
            { DeleteRequest: { Key: { pk: "p", sk: "1" } } },
            { DeleteRequest: { Key: { pk: "p", sk: "2" } } },
            { PutRequest: { Item: { pk: "p", sk: "4" } } },
            { PutRequest: { Item: { pk: "p", sk: "5" } } },
          ],
        },
      }),
    );
    expect(UnprocessedItems).toEqual({
      [TableName]: [
        { DeleteRequest: { Key: { pk: "p", sk: "2" } } },
        { PutRequest: { Item: { pk: "p", sk: "4" } } },
      ],
    });
    const { Items = [] } = await fixture.documents.send(new ScanCommand({ TableName }));
    expect(Items.map(({ sk }) => sk)).toEqual(["2", "3", "5"]);
  });

  it("is refused when nothing of it can be processed", async () => {
    plan({ onBatch: leftUnprocessed("", 2) });
    await expect(read("1", "2")).rejects.toThrow("Throughput exceeds the current capacity");
  });
});

describe("a busy partition", () => {
  const message =
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
  const writeTo = (...pks: string[]) =>
    fixture.documents.send(
      new TransactWriteCommand({
        TransactItems: pks.map((pk) => ({ Put: { TableName, Item: { pk, sk: "1" } } })),
      }),
    );

  beforeEach(() => plan({ isBusy: busyPartition("busy") }));

  it("refuses while others go on", async () => {
    const writing = (pk: string) =>
      fixture.documents.send(new PutCommand({ TableName, Item: { pk, sk: "1" } }));
    await expectRefusal(writing("busy"), "ThrottlingException", message);
    await writing("calm");
    const reading = fixture.documents.send(new GetCommand({ TableName, Key: { pk: "busy", sk: "1" } }));
    await expectRefusal(reading, "ThrottlingException", message);
    faultSwitch.clear();
    await writing("busy");
  });

  it("cancels a transaction, which says so of the item", async () => {
    const refused = await writeTo("calm", "busy").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TransactionCanceledException);
    expect((refused as TransactionCanceledException).CancellationReasons).toEqual([
      { Code: "None" },
      { Code: "ThrottlingError", Message: message },
    ]);
    expect((await fixture.documents.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  it("leaves its part of a batch unprocessed", async () => {
    const write = (pk: string) => ({ PutRequest: { Item: { pk, sk: "1" } } });
    const { UnprocessedItems } = await fixture.documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: [write("calm"), write("busy")] } }),
    );
    expect(UnprocessedItems).toEqual({ [TableName]: [write("busy")] });
  });

  it("may be one of an index, which is told by its name", async () => {
    plan({ isBusy: ({ index, key }) => index === "byStatus" && key === "open" });
    const query = (status: string) =>
      fixture.documents.send(
        new QueryCommand({
          TableName,
          IndexName: "byStatus",
          KeyConditionExpression: "#s = :s",
          ExpressionAttributeNames: { "#s": "status" },
          ExpressionAttributeValues: { ":s": status },
        }),
      );
    await expectRefusal(query("open"), "ThrottlingException", message);
    expect((await query("shipped")).Items).toEqual([]);
  });
});
