import { BatchWriteCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, expectValidation, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "things";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "group"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byGroup",
        KeySchema: [{ AttributeName: "group", KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  });
  const items = Array.from({ length: 100 }, (_, index) => ({
    pk: `p${index % 40}`,
    sk: String(index),
    ...(index % 3 === 0 ? { group: `g${index % 7}` } : {}),
  }));
  for (let start = 0; start < items.length; start += 25) {
    await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } })),
        },
      }),
    );
  }
});

const scan = (input: Partial<ScanCommandInput> = {}) =>
  fixture.documents.send(new ScanCommand({ TableName, ...input }));

async function everyPage(input: Partial<ScanCommandInput>): Promise<string[]> {
  const seen: string[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await scan({ ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
    seen.push(...(page.Items ?? []).map((item) => item["sk"] as string));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return seen;
}

describe("a scan", () => {
  it("returns every item once, in one page or in many", async () => {
    const whole = await everyPage({});
    expect(new Set(whole).size).toBe(100);
    expect(await everyPage({ Limit: 7 })).toEqual(whole);
  });

  it.each([2, 5, 16])("divides the table into %i segments without overlap", async (TotalSegments) => {
    const parts = await Promise.all(
      Array.from({ length: TotalSegments }, (_, Segment) => everyPage({ Segment, TotalSegments, Limit: 9 })),
    );
    expect(parts.flat()).toHaveLength(100);
    expect(new Set(parts.flat()).size).toBe(100);
    expect(parts.filter((part) => part.length > 0).length).toBeGreaterThan(1);
  });

  it("reads an index, with what it projects", async () => {
    const { Items = [] } = await scan({ IndexName: "byGroup" });
    expect(Items).toHaveLength(34);
    expect(Object.keys(Items[0] ?? {}).sort()).toEqual(["group", "pk", "sk"]);
    expect(new Set(await everyPage({ IndexName: "byGroup", Limit: 5 })).size).toBe(34);
  });

  it("filters after reading", async () => {
    const page = await scan({
      FilterExpression: "sk = :one",
      ExpressionAttributeValues: { ":one": "1" },
    });
    expect(page).toMatchObject({ Count: 1, ScannedCount: 100 });
  });

  it("visits the partitions in the order of AWS's hash", async () => {
    const { Items = [] } = await scan({ Limit: 3 });
    const again = await scan({ Limit: 3 });
    expect(again.Items).toEqual(Items);
  });
});

describe("a scan is refused", () => {
  it.each<[string, Partial<ScanCommandInput>, string]>([
    [
      "with a segment but no total",
      { Segment: 0 },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      "with a total but no segment",
      { TotalSegments: 2 },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      "with a segment beyond the total",
      { Segment: 2, TotalSegments: 2 },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2",
    ],
    [
      "with a start key of another form",
      { ExclusiveStartKey: { pk: "x" } },
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
    [
      "with a projection and another selection",
      { Select: "COUNT", ProjectionExpression: "pk" },
      "Cannot specify the ProjectionExpression when choosing to get COUNT",
    ],
    [
      "with all projected attributes of a table",
      { Select: "ALL_PROJECTED_ATTRIBUTES" },
      "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
    [
      "with attributes that a global index does not hold",
      { IndexName: "byGroup", ProjectionExpression: "pk, colour" },
      "One or more parameter values were invalid: Global secondary index byGroup does not project [colour]",
    ],
  ])("%s", async (_, input, message) => {
    await expectValidation(scan(input), message);
  });
});
