import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { createTable, startDynamoDb, type TestDynamoDb } from "./support.ts";

let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createTable(fixture, "things");
});

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

async function call(operation: string, body: unknown): Promise<Answer> {
  const {
    status,
    headers,
    body: text,
  } = await fixture.dynamoDb.service.handle({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: body instanceof Buffer ? body : Buffer.from(JSON.stringify(body)),
  });
  return { status, headers, body: JSON.parse(String(text)) as Record<string, unknown> };
}

const SERIALIZATION = "com.amazon.coral.service#SerializationException";

describe("the wire protocol", () => {
  it("answers with a checksum and a request id of its own for each call", async () => {
    const first = await call("ListTables", {});
    const second = await call("ListTables", {});
    expect(first.headers["x-amzn-requestid"]).toMatch(/^[0-9A-Z]{52}$/);
    expect(first.headers["x-amzn-requestid"]).not.toBe(second.headers["x-amzn-requestid"]);
    expect(first.headers["x-amz-crc32"]).toMatch(/^\d+$/);
  });

  it.each<[string, unknown, string]>([
    ["a number for a string", { TableName: 1 }, "NUMBER_VALUE cannot be converted to String"],
    ["a fraction for a string", { TableName: 1.5 }, "DECIMAL_VALUE cannot be converted to String"],
    ["a boolean for a string", { TableName: true }, "TRUE_VALUE cannot be converted to String"],
    ["a list for a string", { TableName: [] }, "Unrecognized collection type class java.lang.String"],
    ["a map for a string", { TableName: {} }, "Start of structure or map found where not expected"],
    ["a string for a map", { Item: "x" }, "Unexpected field type"],
    [
      "a list for a map",
      { Item: [] },
      "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
    ],
    ["a string for a value", { Item: { a: "x" } }, "Unexpected value type in payload"],
    [
      "a list for a value",
      { Item: { a: [] } },
      "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
    ],
    ["a number for text", { Item: { a: { S: 1 } } }, "NUMBER_VALUE cannot be converted to String"],
    ["a string for a set", { Item: { a: { SS: "x" } } }, "Unexpected field type"],
    ["a word for a boolean", { Item: { a: { BOOL: "perhaps" } } }, "Unexpected token received from parser"],
    [
      "short base64",
      { Item: { a: { B: "abc" } } },
      "Base64 encoded length is expected a multiple of 4 bytes but found: 3",
    ],
    ["wrong base64", { Item: { a: { B: "ab!=" } } }, "Invalid last non-pad Base64 character dectected"],
    [
      "a number for binary",
      { Item: { a: { B: 1 } } },
      "only base-64-encoded strings are convertible to bytes",
    ],
  ])("refuses %s", async (_, body, message) => {
    const answer = await call("PutItem", body);
    expect(answer).toMatchObject({ status: 400, body: { __type: SERIALIZATION, Message: message } });
  });

  it("refuses what is no JSON, and operations that it does not know", async () => {
    expect(await call("PutItem", Buffer.from("{"))).toMatchObject({
      status: 400,
      body: { __type: SERIALIZATION },
    });
    expect(await call("Explode", {})).toMatchObject({
      status: 400,
      body: { __type: "com.amazon.coral.service#UnknownOperationException" },
    });
  });

  it("names the constraints that a request violates", async () => {
    const { body } = await call("GetItem", { TableName: "a;", ReturnConsumedCapacity: "SOME" });
    expect(body).toEqual({
      __type: "com.amazon.coral.validate#ValidationException",
      message:
        "4 validation errors detected: Value 'SOME' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value null at 'key' failed to satisfy constraint: Member must not be null",
    });
  });

  it("replaces half surrogate pairs, which have no UTF-8 form", async () => {
    const put = Buffer.from('{"TableName":"things","Item":{"pk":{"S":"a\\ud800"},"sk":{"S":"b"}}}');
    expect((await call("PutItem", put)).status).toBe(200);
    const { body } = await call("Scan", { TableName: "things" });
    expect(body["Items"]).toEqual([{ pk: { S: "a\ufffd" }, sk: { S: "b" } }]);
  });
});

describe("whatever is sent", () => {
  const operations = [
    "BatchGetItem",
    "BatchWriteItem",
    "CreateTable",
    "DeleteItem",
    "DeleteTable",
    "DescribeTable",
    "DescribeTimeToLive",
    "GetItem",
    "ListTables",
    "ListTagsOfResource",
    "PutItem",
    "Query",
    "Scan",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateItem",
    "UpdateTable",
    "UpdateTimeToLive",
  ];
  const templates: Record<string, object> = {
    PutItem: {
      TableName: "things",
      Item: { pk: { S: "a" }, sk: { S: "b" }, m: { M: { l: { L: [{ N: "1" }] } } } },
    },
    GetItem: {
      TableName: "things",
      Key: { pk: { S: "a" }, sk: { S: "b" } },
      ProjectionExpression: "a.b[0], c",
    },
    UpdateItem: {
      TableName: "things",
      Key: { pk: { S: "a" }, sk: { S: "b" } },
      UpdateExpression: "SET #a = if_not_exists(b, :v) + :v REMOVE c[3] ADD d :v",
      ConditionExpression: "size(e) > :v AND NOT (contains(f, :v) OR g BETWEEN :v AND :v)",
      ExpressionAttributeNames: { "#a": "a" },
      ExpressionAttributeValues: { ":v": { N: "1" } },
    },
    Query: {
      TableName: "things",
      KeyConditionExpression: "pk = :p AND begins_with(sk, :p)",
      ExpressionAttributeValues: { ":p": { S: "a" } },
      ExclusiveStartKey: { pk: { S: "a" }, sk: { S: "b" } },
    },
    Scan: {
      TableName: "things",
      Segment: 0,
      TotalSegments: 4,
      ExclusiveStartKey: { pk: { S: "a" }, sk: { S: "b" } },
    },
    BatchGetItem: { RequestItems: { things: { Keys: [{ pk: { S: "a" }, sk: { S: "b" } }] } } },
    BatchWriteItem: {
      RequestItems: { things: [{ PutRequest: { Item: { pk: { S: "a" }, sk: { S: "b" } } } }] },
    },
    TransactWriteItems: {
      TransactItems: [{ Delete: { TableName: "things", Key: { pk: { S: "a" }, sk: { S: "b" } } } }],
      ClientRequestToken: "t",
    },
    TransactGetItems: {
      TransactItems: [{ Get: { TableName: "things", Key: { pk: { S: "a" }, sk: { S: "b" } } } }],
    },
    UpdateTable: { TableName: "things", GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "abc" } }] },
  };
  const junk = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      1.5,
      1e300,
      "",
      "abc",
      "SET",
      "((((",
      "a[99999999999]",
      [],
      {},
      [null],
      [[]],
    ),
    fc.constantFrom<unknown>(
      { S: null },
      { N: "1e999999999" },
      { L: [null] },
      { M: { a: null } },
      { SS: [null] },
      { B: "====" },
    ),
    fc.jsonValue({ maxDepth: 4 }),
  );

  /** Puts an invalid value somewhere into a copy of a request. */
  function spoil(template: object, path: number[], value: unknown): unknown {
    const copy = structuredClone(template) as Record<string, unknown>;
    let node = copy;
    for (const step of path) {
      const names = Object.keys(node);
      const name = names[step % Math.max(1, names.length)];
      if (name === undefined) break;
      const child = node[name];
      if (typeof child !== "object" || child === null || step % 3 === 0) {
        node[name] = value;
        break;
      }
      node = child as Record<string, unknown>;
    }
    return copy;
  }

  it("is answered as AWS answers, never with a crash", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        junk,
        async (operation, path, value) => {
          const template = templates[operation] ?? { TableName: "things" };
          const { status } = await call(operation, spoil(template, path, value));
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 3000, seed: 11 },
    );
  });

  it("of random bytes and deep nesting is refused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.uint8Array({ maxLength: 64 }),
        async (operation, bytes) => {
          const { status } = await call(operation, Buffer.from(bytes));
          expect(status).toBe(400);
        },
      ),
      { numRuns: 300, seed: 12 },
    );
    const deep = `{"TableName":"things","Item":{"pk":${'{"L":['.repeat(4000)}{"S":"a"}${"]}".repeat(4000)}}}`;
    expect((await call("PutItem", Buffer.from(deep))).status).toBe(400);
    for (const open of ["(", "NOT ", "NOT (", "size(", "contains(a, "]) {
      const FilterExpression = open.repeat(Math.floor(4000 / open.length));
      expect((await call("Scan", { TableName: "things", FilterExpression })).status).toBe(400);
    }
    for (const open of ["(", "if_not_exists(a, ", "list_append("]) {
      const UpdateExpression = `SET a = ${open.repeat(Math.floor(4000 / open.length))}`;
      const Key = { pk: { S: "a" }, sk: { S: "b" } };
      expect((await call("UpdateItem", { TableName: "things", Key, UpdateExpression })).status).toBe(400);
    }
  });
});
