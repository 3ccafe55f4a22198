import {
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, expectValidation, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, TableName, {
    AttributeDefinitions: ["pk", "sk", "state", "due"].map((AttributeName) => ({
      AttributeName,
      AttributeType: AttributeName === "due" ? "N" : "S",
    })),
    LocalSecondaryIndexes: [
      {
        IndexName: "byDue",
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "due", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "byState",
        KeySchema: [
          { AttributeName: "state", KeyType: "HASH" },
          { AttributeName: "due", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
      },
    ],
  });
});

const put = (Item: object) =>
  fixture.documents.send(new PutCommand({ TableName, Item: { pk: "p", ...Item } }));
const query = (input: Partial<QueryCommandInput>) =>
  fixture.documents.send(new QueryCommand({ TableName, ...input }));
const keys = async (condition: string, values: object, more: Partial<QueryCommandInput> = {}) =>
  (
    (await query({ KeyConditionExpression: condition, ExpressionAttributeValues: { ...values }, ...more }))
      .Items ?? []
  ).map((item) => item["sk"] as string);

async function fill(count: number, more: (index: number) => object = () => ({})): Promise<void> {
  for (let start = 0; start < count; start += 25) {
    const indexes = Array.from({ length: Math.min(25, count - start) }, (_, offset) => start + offset);
    await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: indexes.map((index) => ({
            PutRequest: { Item: { pk: "p", sk: String(index).padStart(5, "0"), ...more(index) } },
          })),
        },
      }),
    );
  }
}

describe("a query", () => {
  it.each<[string, object, string[]]>([
    ["pk = :p", {}, ["a", "ab", "b", "c"]],
    ["pk = :p AND sk = :v", { ":v": "b" }, ["b"]],
    ["pk = :p AND sk < :v", { ":v": "b" }, ["a", "ab"]],
    ["pk = :p AND sk <= :v", { ":v": "b" }, ["a", "ab", "b"]],
    ["pk = :p AND sk > :v", { ":v": "ab" }, ["b", "c"]],
    ["pk = :p AND :v <= sk", { ":v": "ab" }, ["ab", "b", "c"]],
    ["pk = :p AND sk BETWEEN :v AND :w", { ":v": "ab", ":w": "b" }, ["ab", "b"]],
    ["begins_with(sk, :v) AND pk = :p", { ":v": "a" }, ["a", "ab"]],
  ])("%s returns its items in order, both ways", async (condition, values, expected) => {
    for (const sk of ["c", "ab", "a", "b"]) await put({ sk });
    await put({ pk: "other", sk: "a" });
    expect(await keys(condition, { ":p": "p", ...values })).toEqual(expected);
    const backwards = await keys(condition, { ":p": "p", ...values }, { ScanIndexForward: false });
    expect(backwards).toEqual([...expected].reverse());
  });

  it("sorts strings by their UTF-8 bytes", async () => {
    const sorted = ["A", "a", "é", "\u{ff5e}", "\u{1f600}"];
    for (const sk of [...sorted].reverse()) await put({ sk });
    expect(await keys("pk = :p", { ":p": "p" })).toEqual(sorted);
  });

  it("sorts numbers by value", async () => {
    const sorted = [-9e15, -12.5, -12, -0.001, 0, 1e-7, 0.5, 1, 1.5, 9, 10, 9e15];
    await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: sorted.map((due, index) => ({
            PutRequest: { Item: { pk: "p", sk: `s${(index * 7) % 12}`, due } },
          })),
        },
      }),
    );
    const { Items } = await query({
      IndexName: "byDue",
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": "p" },
    });
    expect(Items?.map((item) => item["due"] as number)).toEqual(sorted);
  });

  it("comes in pages of its limit, and every item is in one page", async () => {
    await fill(53);
    const seen: string[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    let pages = 0;
    do {
      const page = await query({
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": "p" },
        Limit: 10,
        ExclusiveStartKey,
        ScanIndexForward: false,
      });
      seen.push(...(page.Items ?? []).map((item) => item["sk"] as string));
      ExclusiveStartKey = page.LastEvaluatedKey;
      pages += 1;
    } while (ExclusiveStartKey);
    expect(pages).toBe(6);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe(53);
  });

  it("gives a key to go on from when its limit is reached, even if nothing follows", async () => {
    await fill(2);
    const page = await query({
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": "p" },
      Limit: 2,
    });
    expect(page.LastEvaluatedKey).toEqual({ pk: "p", sk: "00001" });
  });

  it("ends a page after 1 MB, counted before the filter", async () => {
    await fill(30, () => ({ data: "x".repeat(100_000) }));
    const page = await query({
      KeyConditionExpression: "pk = :p",
      FilterExpression: "attribute_not_exists(#d)",
      ExpressionAttributeNames: { "#d": "data" },
      ExpressionAttributeValues: { ":p": "p" },
    });
    expect(page).toMatchObject({ Count: 0, ScannedCount: 11, LastEvaluatedKey: { pk: "p", sk: "00010" } });
  });

  it("filters, projects and counts", async () => {
    await fill(10, (index) => ({ note: index % 2 === 0 ? "even" : "odd", amount: index }));
    const base = { KeyConditionExpression: "pk = :p", FilterExpression: "note = :e" };
    const ExpressionAttributeValues = { ":p": "p", ":e": "even" };
    const page = await query({
      ...base,
      ExpressionAttributeValues,
      ProjectionExpression: "amount",
      Limit: 4,
    });
    expect(page).toMatchObject({ Count: 2, ScannedCount: 4, Items: [{ amount: 0 }, { amount: 2 }] });
    const counted = await query({ ...base, ExpressionAttributeValues, Select: "COUNT" });
    expect(counted.Items).toBeUndefined();
    expect(counted).toMatchObject({ Count: 5, ScannedCount: 10 });
  });
});

describe("indexes", () => {
  it("hold only items that have their keys, and follow every change", async () => {
    const open = () =>
      query({
        IndexName: "byState",
        KeyConditionExpression: "#s = :s",
        ExpressionAttributeNames: { "#s": "state" },
        ExpressionAttributeValues: { ":s": "open" },
      }).then(({ Items }) => Items);
    await put({ sk: "1", state: "open", due: 2, note: "n", secret: "s" });
    await put({ sk: "2", state: "open" });
    await put({ sk: "3", state: "open", due: 1 });
    expect(await open()).toEqual([
      { pk: "p", sk: "3", state: "open", due: 1 },
      { pk: "p", sk: "1", state: "open", due: 2, note: "n" },
    ]);
    const change = (
      sk: string,
      UpdateExpression: string,
      ExpressionAttributeValues?: Record<string, unknown>,
    ) =>
      fixture.documents.send(
        new UpdateCommand({
          TableName,
          Key: { pk: "p", sk },
          UpdateExpression,
          ...(ExpressionAttributeValues ? { ExpressionAttributeValues } : {}),
        }),
      );
    await change("3", "REMOVE due");
    await change("2", "SET due = :d, note = :n", { ":d": 9, ":n": "new" });
    expect((await open())?.map((item) => item["sk"] as string)).toEqual(["1", "2"]);
    await change("1", "SET due = :d", { ":d": 10 });
    expect((await open())?.map((item) => item["sk"] as string)).toEqual(["2", "1"]);
  });

  it("are paged through, however many entries share a key", async () => {
    await fill(23, () => ({ state: "open", due: 1 }));
    const seen = new Set<unknown>();
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await query({
        IndexName: "byState",
        KeyConditionExpression: "#s = :s",
        ExpressionAttributeNames: { "#s": "state" },
        ExpressionAttributeValues: { ":s": "open" },
        Limit: 5,
        ExclusiveStartKey,
      });
      for (const item of page.Items ?? []) seen.add(item["sk"]);
      ExclusiveStartKey = page.LastEvaluatedKey;
      if (ExclusiveStartKey)
        expect(Object.keys(ExclusiveStartKey).sort()).toEqual(["due", "pk", "sk", "state"]);
    } while (ExclusiveStartKey);
    expect(seen.size).toBe(23);
  });

  it("that are local fetch from the table what they do not hold", async () => {
    await put({ sk: "1", due: 1, note: "n" });
    const read = (more: Partial<QueryCommandInput>) =>
      query({
        IndexName: "byDue",
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": "p" },
        ConsistentRead: true,
        ...more,
      }).then(({ Items }) => Items);
    expect(await read({})).toEqual([{ pk: "p", sk: "1", due: 1 }]);
    expect(await read({ Select: "ALL_ATTRIBUTES" })).toEqual([{ pk: "p", sk: "1", due: 1, note: "n" }]);
    expect(await read({ ProjectionExpression: "note" })).toEqual([{ note: "n" }]);
  });
});

describe("a query is refused", () => {
  it.each<[string, Partial<QueryCommandInput>, string]>([
    [
      "without a key condition",
      {},
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    ],
    [
      "without the hash key",
      { KeyConditionExpression: "sk = :v" },
      "Query condition missed key schema element: pk",
    ],
    [
      "with an inequality on the hash key",
      { KeyConditionExpression: "pk > :v" },
      "Query key condition not supported",
    ],
    [
      "with OR",
      { KeyConditionExpression: "pk = :v OR sk = :v" },
      "Invalid operator used in KeyConditionExpression: OR",
    ],
    [
      "with two conditions on a key",
      { KeyConditionExpression: "pk = :v AND sk > :v AND sk < :v" },
      "KeyConditionExpressions must only contain one condition per key",
    ],
    [
      "with a filter on a key",
      { KeyConditionExpression: "pk = :v", FilterExpression: "sk = :v" },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
    ],
    [
      "with a consistent read of a global index",
      { KeyConditionExpression: "pk = :v", IndexName: "byState", ConsistentRead: true },
      "Consistent reads are not supported on global secondary indexes",
    ],
    [
      "with all attributes of a global index that lacks some",
      {
        KeyConditionExpression: "#s = :v",
        ExpressionAttributeNames: { "#s": "state" },
        IndexName: "byState",
        Select: "ALL_ATTRIBUTES",
      },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byState because its projection type is not ALL",
    ],
    [
      "with a start key elsewhere",
      { KeyConditionExpression: "pk = :v", ExclusiveStartKey: { pk: "other", sk: "1" } },
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      "with half a start key",
      { KeyConditionExpression: "pk = :v", ExclusiveStartKey: { pk: "v" } },
      "The provided starting key is invalid",
    ],
    [
      "with a limit of 0",
      { KeyConditionExpression: "pk = :v", Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])("%s", async (_, input, message) => {
    const ExpressionAttributeValues = input.KeyConditionExpression ? { ":v": "v" } : undefined;
    await expectValidation(
      query({ ...input, ...(ExpressionAttributeValues ? { ExpressionAttributeValues } : {}) }),
      message,
    );
  });

  it("with a value of another type than the key's", async () => {
    await expectValidation(
      query({ KeyConditionExpression: "pk = :v", ExpressionAttributeValues: { ":v": 1 } }),
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
  });
});
