import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createSimpleTable,
  createTable,
  expectRefusal,
  expectValidation,
  startDynamoDb,
  type TestDynamoDb,
} from "./support.ts";

let fixture: TestDynamoDb;
const TableName = "things";
beforeEach(async () => {
  fixture = startDynamoDb();
  await createSimpleTable(fixture, TableName);
});

const put = (Item: Record<string, unknown>, more: object = {}) =>
  fixture.documents.send(new PutCommand({ TableName, Item, ...more }));
const get = async (id: string, more: object = {}) =>
  (await fixture.documents.send(new GetCommand({ TableName, Key: { id }, ...more }))).Item;

describe("items", () => {
  it("come back as they were put, in every type", async () => {
    const item = {
      id: "1",
      text: "grün €",
      empty: "",
      number: 12.5,
      binary: new Uint8Array([0, 255, 7]),
      yes: true,
      nothing: null,
      strings: new Set(["a", "b"]),
      numbers: new Set([1, 2]),
      list: ["a", 1, { deep: [true] }],
      map: { a: { b: "c" } },
    };
    await put(item);
    expect(await get("1")).toEqual(item);
  });

  it("may have attributes with the names of what objects inherit", async () => {
    const { client } = fixture;
    const Item = JSON.parse(
      '{"id":{"S":"1"},"constructor":{"S":"a"},"__proto__":{"S":"b"},"toString":{"M":{"__proto__":{"N":"1"}}}}',
    ) as Record<string, { S: string }>;
    await client.send(new PutItemCommand({ TableName, Item }));
    const read = await get("1", {
      ProjectionExpression: "#c, #p",
      ExpressionAttributeNames: { "#c": "constructor", "#p": "hasOwnProperty" },
    });
    expect(read).toEqual({ constructor: "a" });
    await expectRefusal(
      put({ id: "1" }, { ConditionExpression: "attribute_exists(valueOf)" }),
      "ConditionalCheckFailedException",
      "The conditional request failed",
    );
  });

  it("are absent from the answer when they do not exist", async () => {
    expect(await get("nothing")).toBeUndefined();
  });

  it("are replaced whole by a put, which returns the old one on demand", async () => {
    await put({ id: "1", a: 1 });
    const { Attributes } = await put({ id: "1", b: 2 }, { ReturnValues: "ALL_OLD" });
    expect(Attributes).toEqual({ id: "1", a: 1 });
    expect(await get("1")).toEqual({ id: "1", b: 2 });
  });

  it("are deleted, and deleting what is not there is no error", async () => {
    await put({ id: "1", a: 1 });
    const remove = () =>
      fixture.documents.send(new DeleteCommand({ TableName, Key: { id: "1" }, ReturnValues: "ALL_OLD" }));
    expect((await remove()).Attributes).toEqual({ id: "1", a: 1 });
    expect((await remove()).Attributes).toBeUndefined();
  });

  it("do not change with the objects that a later request shares with them", async () => {
    await put({ id: "1", list: [1, 2], map: { a: 1 } });
    const before = await get("1");
    await fixture.documents.send(
      new UpdateCommand({
        TableName,
        Key: { id: "1" },
        UpdateExpression: "SET #l[0] = :n, #m.a = :n",
        ExpressionAttributeNames: { "#l": "list", "#m": "map" },
        ExpressionAttributeValues: { ":n": 9 },
      }),
    );
    expect(before).toEqual({ id: "1", list: [1, 2], map: { a: 1 } });
    expect(await get("1")).toEqual({ id: "1", list: [9, 2], map: { a: 9 } });
  });

  it("are read in part by projections", async () => {
    await put({ id: "1", a: { b: [{ c: 1, d: 2 }, 5, 6], e: 3 }, f: 4 });
    const read = (ProjectionExpression: string) => get("1", { ProjectionExpression });
    expect(await read("a.b[0].c, a.b[2], f")).toEqual({ a: { b: [{ c: 1 }, 6] }, f: 4 });
    expect(await read("a.b[7], a.x.y, g")).toEqual({});
    expect(await read("a.e")).toEqual({ a: { e: 3 } });
  });

  it("keep numbers with 38 digits exactly", async () => {
    const { client } = fixture;
    const digits = "1234567890.1234567890123456789012345678";
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: "1" }, n: { N: digits } } }));
    const { Attributes } = await fixture.client.send(
      new PutItemCommand({ TableName, Item: { id: { S: "1" } }, ReturnValues: "ALL_OLD" }),
    );
    expect(Attributes?.["n"]).toEqual({ N: digits });
  });

  it.each([
    ["007", "7"],
    ["1e3", "1000"],
    ["-0", "0"],
    ["1.500", "1.5"],
    [".5", "0.5"],
    ["-12.5E-3", "-0.0125"],
    [
      "9.9999999999999999999999999999999999999e125",
      `99999999999999999999999999999999999999${"0".repeat(88)}`,
    ],
    ["1e-130", `0.${"0".repeat(129)}1`],
  ])("normalise the number %s", async (sent, kept) => {
    const { client } = fixture;
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: "1" }, n: { N: sent } } }));
    const { Attributes } = await client.send(
      new PutItemCommand({ TableName, Item: { id: { S: "1" } }, ReturnValues: "ALL_OLD" }),
    );
    expect(Attributes?.["n"]).toEqual({ N: kept });
  });
});

describe("a put is refused", () => {
  it.each<[string, Record<string, object>, string]>([
    ["with no number", { n: { N: "abc" } }, "The parameter cannot be converted to a numeric value: abc"],
    ["with an empty number", { n: { N: "" } }, "The parameter cannot be converted to a numeric value"],
    [
      "with 39 digits",
      { n: { N: "123456789012345678901234567890123456789" } },
      "Attempting to store more than 38 significant digits in a Number",
    ],
    [
      "with a number too large",
      { n: { N: "1e126" } },
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    ],
    [
      "with a number too small",
      { n: { N: "1e-131" } },
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    ],
    [
      "with an empty set",
      { s: { SS: [] } },
      "One or more parameter values were invalid: An string set  may not be empty",
    ],
    ["with numbers that are equal", { s: { NS: ["1", "1.0"] } }, "Input collection contains duplicates"],
    [
      "with strings that are equal",
      { s: { SS: ["a", "a"] } },
      "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
    ],
    [
      "with a false NULL",
      { s: { NULL: false } },
      "One or more parameter values were invalid: Null attribute value types must have the value of true",
    ],
    [
      "with two types in one value",
      { s: { S: "a", N: "1" } },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [
      "without its key",
      { id: undefined as never },
      "One or more parameter values were invalid: Missing the key id in the item",
    ],
    [
      "with a key of another type",
      { id: { N: "1" } },
      "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
    ],
    [
      "with an empty key",
      { id: { S: "" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
    ],
    [
      "with a key of more than 2048 bytes",
      { id: { S: "x".repeat(2049) } },
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ],
    [
      "with more than 400 KB",
      { s: { S: "x".repeat(400 * 1024) } },
      "Item size has exceeded the maximum allowed size",
    ],
  ])("%s", async (_, change, message) => {
    const Item = { id: { S: "1" }, ...change } as never;
    await expectValidation(fixture.client.send(new PutItemCommand({ TableName, Item })), message);
  });

  it("with more than 32 levels", async () => {
    let value: object = { S: "deep" };
    for (let level = 0; level < 33; level += 1) value = { L: [value] };
    await expectValidation(
      fixture.client.send(new PutItemCommand({ TableName, Item: { id: { S: "1" }, value } as never })),
      "Nesting Levels have exceeded supported limits",
    );
  });

  it("with an index key of another type", async () => {
    await createTable(fixture, "indexed", {
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
        { AttributeName: "rank", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byRank",
          KeySchema: [{ AttributeName: "rank", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
    await expectValidation(
      fixture.documents.send(
        new PutCommand({ TableName: "indexed", Item: { pk: "a", sk: "b", rank: "high" } }),
      ),
      "One or more parameter values were invalid: Type mismatch for Index Key rank Expected: N Actual: S IndexName: byRank",
    );
  });

  it("when the table does not exist", async () => {
    await expectRefusal(
      fixture.documents.send(new PutCommand({ TableName: "nothing", Item: { id: "1" } })),
      "ResourceNotFoundException",
      "Requested resource not found",
    );
  });
});
