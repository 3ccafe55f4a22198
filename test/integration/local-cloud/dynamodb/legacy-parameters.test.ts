import {
  type AttributeValueUpdate,
  type Condition,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, expectRefusal, expectValidation, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "things";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, TableName);
  for (const [sk, n] of Object.entries({ a: "1", ab: "2", b: "3" })) {
    await fixture.client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: "p" }, sk: { S: sk }, n: { N: n }, tags: { SS: ["x", sk] } },
      }),
    );
  }
});

const Key = { pk: { S: "p" }, sk: { S: "a" } };

describe("Expected", () => {
  const put = (Expected: PutItemCommandInput["Expected"], ConditionalOperator?: "AND" | "OR") =>
    fixture.client.send(
      new PutItemCommand({ TableName, Item: { ...Key, n: { N: "1" } }, Expected, ConditionalOperator }),
    );

  it.each<[string, PutItemCommandInput["Expected"]]>([
    ["a value", { n: { Value: { N: "1" } } }],
    ["an absence", { other: { Exists: false } }],
    ["a comparison", { n: { ComparisonOperator: "LT", AttributeValueList: [{ N: "2" }] } }],
    ["a range", { n: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "0" }, { N: "1" }] } }],
    ["one of several", { n: { ComparisonOperator: "IN", AttributeValueList: [{ N: "7" }, { N: "1" }] } }],
    ["a member", { tags: { ComparisonOperator: "CONTAINS", AttributeValueList: [{ S: "x" }] } }],
    ["no member", { tags: { ComparisonOperator: "NOT_CONTAINS", AttributeValueList: [{ S: "y" }] } }],
    ["a presence", { n: { ComparisonOperator: "NOT_NULL" } }],
  ])("passes on %s", async (_, expected) => {
    await put(expected);
  });

  it("refuses the write otherwise, unless one of several is enough", async () => {
    const expected = { n: { Value: { N: "9" } }, tags: { ComparisonOperator: "NOT_NULL" as const } };
    await expectRefusal(put(expected), "ConditionalCheckFailedException", "The conditional request failed");
    await put(expected, "OR");
  });

  it.each<[PutItemCommandInput["Expected"], string]>([
    [{ n: {} }, "Value must be provided when Exists is null for Attribute: n"],
    [
      { n: { Exists: false, Value: { N: "1" } } },
      "Value cannot be used when Exists is false for Attribute: n",
    ],
    [
      { n: { ComparisonOperator: "EQ" } },
      "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: n",
    ],
    [
      { n: { ComparisonOperator: "EQ", AttributeValueList: [] } },
      "Invalid number of argument(s) for the EQ ComparisonOperator",
    ],
  ])("is refused as %j", async (expected, message) => {
    await expectValidation(put(expected), `One or more parameter values were invalid: ${message}`);
  });
});

describe("AttributeUpdates", () => {
  const update = async (AttributeUpdates: Record<string, AttributeValueUpdate>) =>
    (
      await fixture.client.send(
        new UpdateItemCommand({ TableName, Key, AttributeUpdates, ReturnValues: "ALL_NEW" }),
      )
    ).Attributes;

  it("put, add and delete", async () => {
    expect(
      await update({
        n: { Action: "ADD", Value: { N: "4" } },
        tags: { Action: "DELETE", Value: { SS: ["x"] } },
        l: { Action: "ADD", Value: { L: [{ S: "first" }] } },
        text: { Value: { S: "hello" } },
        nothing: { Action: "DELETE" },
      }),
    ).toEqual({
      ...Key,
      n: { N: "5" },
      tags: { SS: ["a"] },
      l: { L: [{ S: "first" }] },
      text: { S: "hello" },
    });
  });

  it("create nothing when all of them delete", async () => {
    const missing = { pk: { S: "p" }, sk: { S: "missing" } };
    const answer = await fixture.client.send(
      new UpdateItemCommand({
        TableName,
        Key: missing,
        AttributeUpdates: { a: { Action: "DELETE" }, b: { Action: "DELETE", Value: { SS: ["x"] } } },
        ReturnValues: "ALL_NEW",
      }),
    );
    expect(answer).not.toHaveProperty("Attributes");
    const get = () => fixture.client.send(new GetItemCommand({ TableName, Key: missing }));
    expect((await get()).Item).toBeUndefined();
    await fixture.client.send(new UpdateItemCommand({ TableName, Key: missing, AttributeUpdates: {} }));
    expect((await get()).Item).toEqual(missing);
  });

  it("are refused where types do not fit", async () => {
    await expectValidation(
      update({ tags: { Action: "ADD", Value: { N: "1" } } }),
      "Type mismatch for attribute to update",
    );
    await expectValidation(
      update({ n: { Action: "DELETE", Value: { N: "1" } } }),
      "One or more parameter values were invalid: DELETE action with value is not supported for the type N",
    );
  });
});

describe("KeyConditions, filters and AttributesToGet", () => {
  const keyed = (sk?: Condition): Record<string, Condition> => ({
    pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "p" }] },
    ...(sk ? { sk } : {}),
  });

  it("find, filter and project", async () => {
    const { Items, ScannedCount } = await fixture.client.send(
      new QueryCommand({
        TableName,
        KeyConditions: keyed({ ComparisonOperator: "BEGINS_WITH", AttributeValueList: [{ S: "a" }] }),
        QueryFilter: { n: { ComparisonOperator: "GT", AttributeValueList: [{ N: "1" }] } },
        AttributesToGet: ["sk"],
      }),
    );
    expect({ Items, ScannedCount }).toEqual({ Items: [{ sk: { S: "ab" } }], ScannedCount: 2 });
    const scanned = await fixture.client.send(
      new ScanCommand({
        TableName,
        ScanFilter: { n: { ComparisonOperator: "NE", AttributeValueList: [{ N: "1" }] } },
      }),
    );
    expect(scanned.Count).toBe(2);
    const { Item } = await fixture.client.send(
      new GetItemCommand({ TableName, Key, AttributesToGet: ["n"] }),
    );
    expect(Item).toEqual({ n: { N: "1" } });
  });

  it("are refused as AWS refuses them", async () => {
    await expectValidation(
      fixture.client.send(
        new QueryCommand({
          TableName,
          KeyConditions: keyed({ ComparisonOperator: "CONTAINS", AttributeValueList: [{ S: "a" }] }),
        }),
      ),
      "Attempted conditional constraint is not an indexable operation",
    );
    await expectValidation(
      fixture.client.send(
        new QueryCommand({
          TableName,
          KeyConditions: keyed(),
          QueryFilter: { sk: { ComparisonOperator: "NOT_NULL" } },
        }),
      ),
      "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk",
    );
    await expectValidation(
      fixture.client.send(new GetItemCommand({ TableName, Key, AttributesToGet: ["n", "n"] })),
      "One or more parameter values were invalid: Duplicate value in attribute name: n",
    );
    await expectValidation(
      fixture.client.send(
        new ScanCommand({
          TableName,
          AttributesToGet: ["n"],
          FilterExpression: "n = :n",
          ExpressionAttributeValues: { ":n": { N: "1" } },
        }),
      ),
      "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {FilterExpression}",
    );
  });
});
