import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, expectValidation, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, TableName);
});

describe("global indexes added later", () => {
  const put = (Item: object) => fixture.documents.send(new PutCommand({ TableName, Item }));
  /** `keys` are the attributes of the key and their types. */
  const addIndex = (IndexName: string, keys: Record<string, "S" | "N" | "B">) =>
    fixture.client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: Object.entries(keys).map(([AttributeName, AttributeType]) => ({
          AttributeName,
          AttributeType,
        })),
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName,
              KeySchema: Object.keys(keys).map((AttributeName, index) => ({
                AttributeName,
                KeyType: index === 0 ? "HASH" : "RANGE",
              })),
              Projection: { ProjectionType: "ALL" },
            },
          },
        ],
      }),
    );
  /** Sort keys of the items in an index. */
  const held = async (IndexName: string) => {
    const scan = new ScanCommand({ TableName, IndexName });
    const { Items = [] } = await fixture.documents.send(scan);
    return Items.map(({ sk }) => String(sk)).sort();
  };

  it("hold the items that were there before", async () => {
    for (const [sk, status] of Object.entries({ 1: "open", 2: "done", 3: "open" }))
      await put({ pk: "a", sk, status });
    await addIndex("byStatus", { status: "S" });
    const query = new QueryCommand({
      TableName,
      IndexName: "byStatus",
      KeyConditionExpression: "#s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": "open" },
    });
    expect((await fixture.documents.send(query)).Count).toBe(2);
    await fixture.client.send(
      new UpdateTableCommand({
        TableName,
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byStatus" } }],
      }),
    );
    await expectValidation(
      fixture.documents.send(query),
      "The table does not have the specified index: byStatus",
    );
  });

  it("leave out items whose value has another type or none at all", async () => {
    await put({ pk: "a", sk: "text", rank: "7" });
    await put({ pk: "a", sk: "number", rank: 7 });
    await put({ pk: "a", sk: "none" });
    await addIndex("byRank", { rank: "N" });
    expect(await held("byRank")).toEqual(["number"]);
  });

  it("leave out values that are empty or too long to be keys", async () => {
    for (const length of [0, 1, 1024, 1025, 2048, 2049])
      await put({ pk: "a", sk: String(length), word: "w".repeat(length), bytes: new Uint8Array(length) });
    await addIndex("byWord", { word: "S" });
    await addIndex("byBytes", { bytes: "B" });
    await addIndex("inWordOrder", { pk: "S", word: "S" });
    expect(await held("byWord")).toEqual(["1", "1024", "1025", "2048"]);
    expect(await held("byBytes")).toEqual(["1", "1024", "1025", "2048"]);
    expect(await held("inWordOrder")).toEqual(["1", "1024"]);
  });

  it("take an item in once its value is mended, and let it go without a trace", async () => {
    await put({ pk: "a", sk: "1", rank: "7" });
    await addIndex("byRank", { rank: "N" });
    const Key = { pk: "a", sk: "1" };
    await fixture.documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: "SET #r = :r",
        ExpressionAttributeNames: { "#r": "rank" },
        ExpressionAttributeValues: { ":r": 7 },
      }),
    );
    expect(await held("byRank")).toEqual(["1"]);
    await fixture.documents.send(new DeleteCommand({ TableName, Key }));
    expect(await held("byRank")).toEqual([]);
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.[0]).toMatchObject({ ItemCount: 0, IndexSizeBytes: 0 });
  });
});
