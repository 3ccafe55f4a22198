import { GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createSimpleTable,
  createTable,
  expectValidation,
  startDynamoDb,
  type TestDynamoDb,
} from "./support.ts";

const TableName = "things";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createSimpleTable(fixture, TableName);
});

const update = (UpdateExpression: string | undefined, more: Partial<UpdateCommandInput> = {}) =>
  fixture.documents.send(new UpdateCommand({ TableName, Key: { id: "1" }, UpdateExpression, ...more }));
const put = (item: object) =>
  fixture.documents.send(new PutCommand({ TableName, Item: { id: "1", ...item } }));
const get = async () => (await fixture.documents.send(new GetCommand({ TableName, Key: { id: "1" } }))).Item;
const values = (ExpressionAttributeValues: Record<string, unknown>) => ({ ExpressionAttributeValues });

describe("an update", () => {
  it("creates the item, even without an expression", async () => {
    await update(undefined);
    expect(await get()).toEqual({ id: "1" });
  });

  it.each(["REMOVE a", "REMOVE a, b", "DELETE a :s", "REMOVE x.y", "REMOVE x[0]", "DELETE x.y :s"])(
    "creates nothing when all it does is %s",
    async (expression) => {
      const needed = expression.includes(":s") ? values({ ":s": new Set(["x"]) }) : {};
      const answer = await update(expression, { ...needed, ReturnValues: "ALL_NEW" });
      expect(answer).not.toHaveProperty("Attributes");
      expect(await get()).toBeUndefined();
    },
  );

  it("creates the item when it removes and sets", async () => {
    await update("SET a = :v REMOVE b", values({ ":v": 1 }));
    expect(await get()).toEqual({ id: "1", a: 1 });
  });

  it("reaches into a missing map only when nothing is set besides", async () => {
    await expectValidation(
      update("SET a = :v REMOVE x.y", values({ ":v": 1 })),
      "The document path provided in the update expression is invalid for update",
    );
  });

  it("sets, removes, adds and deletes in one go, from the values before", async () => {
    await put({ a: 1, b: 2, c: 10, s: new Set(["x", "y"]), gone: true });
    await update("SET a = b, b = a, d = if_not_exists(d, :seven) REMOVE gone ADD c :five DELETE s :x", {
      ...values({ ":seven": 7, ":five": 5, ":x": new Set(["x"]) }),
    });
    expect(await get()).toEqual({ id: "1", a: 2, b: 1, c: 15, d: 7, s: new Set(["y"]) });
  });

  it("does arithmetic exactly", async () => {
    await put({ a: 0.1 });
    await update("SET a = a + :v, b = :v - a", values({ ":v": 0.2 }));
    expect(await get()).toEqual({ id: "1", a: 0.3, b: 0.1 });
  });

  it("appends to lists and creates them", async () => {
    await update("SET l = list_append(if_not_exists(l, :none), :v)", values({ ":none": [], ":v": ["a"] }));
    await update("SET l = list_append(:v, l)", values({ ":v": ["b"] }));
    expect(await get()).toEqual({ id: "1", l: ["b", "a"] });
  });

  it("addresses list elements by their place before the update", async () => {
    await put({ l: ["a", "b", "c", "d"] });
    await update(
      "SET l[1] = :v, l[9] = :y, l[7] = :x REMOVE l[0], l[2]",
      values({ ":v": "B", ":x": "x", ":y": "y" }),
    );
    expect(await get()).toEqual({ id: "1", l: ["B", "d", "x", "y"] });
  });

  it("takes a set away with its last member, and starts one by ADD", async () => {
    await put({ s: new Set(["x"]) });
    await update("DELETE s :x ADD t :y", values({ ":x": new Set(["x"]), ":y": new Set([1, 2]) }));
    await update("ADD t :y", values({ ":y": new Set([2, 3]) }));
    expect(await get()).toEqual({ id: "1", t: new Set([1, 2, 3]) });
  });

  it("reaches into maps", async () => {
    await put({ m: { a: { b: 1 }, c: [1, { d: 2 }] } });
    await update("SET m.a.b = m.a.b + :one, m.c[1].d = :one, m.n = :one REMOVE m.a.x", values({ ":one": 1 }));
    expect(await get()).toEqual({ id: "1", m: { a: { b: 2 }, c: [1, { d: 1 }], n: 1 } });
  });

  it("returns what was asked for", async () => {
    await put({ a: 1, m: { x: 1, y: 2 } });
    const returned = async (ReturnValues: UpdateCommandInput["ReturnValues"]) =>
      (await update("SET a = a + :one, m.x = :one REMOVE z", { ...values({ ":one": 1 }), ReturnValues }))
        .Attributes;
    expect(await returned("ALL_OLD")).toEqual({ id: "1", a: 1, m: { x: 1, y: 2 } });
    expect(await returned("UPDATED_OLD")).toEqual({ a: 2, m: { x: 1 } });
    expect(await returned("UPDATED_NEW")).toEqual({ a: 4, m: { x: 1 } });
    expect(await returned("ALL_NEW")).toEqual({ id: "1", a: 5, m: { x: 1, y: 2 } });
    expect(await returned("NONE")).toBeUndefined();
  });
});

describe("an update is refused", () => {
  const prefix = "Invalid UpdateExpression: ";

  it.each<[string, Record<string, unknown> | undefined, string]>([
    ["a = :v", { ":v": 1 }, `${prefix}Syntax error; token: "a", near: "a ="`],
    ["SET a", undefined, `${prefix}Syntax error; token: "<EOF>", near: "a"`],
    [
      "SET a = :v SET b = :v",
      { ":v": 1 },
      `${prefix}The "SET" section can only be used once in an update expression;`,
    ],
    ["SET ttl = :v", { ":v": 1 }, `${prefix}Attribute name is a reserved keyword; reserved keyword: ttl`],
    ["SET a = foo(b, :v)", { ":v": 1 }, `${prefix}Invalid function name; function: foo`],
    [
      "SET a.b = :v, a = :v",
      { ":v": 1 },
      `${prefix}Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]`,
    ],
    [
      "SET a.b = :v, a[0] = :v",
      { ":v": 1 },
      `${prefix}Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]`,
    ],
    [
      "ADD a :v",
      { ":v": "x" },
      `${prefix}Incorrect operand type for operator or function; operator: ADD, operand type: STRING`,
    ],
    [
      "DELETE a :v",
      { ":v": 1 },
      `${prefix}Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER`,
    ],
    [
      "SET a = b + :v",
      { ":v": "x" },
      `${prefix}Incorrect operand type for operator or function; operator or function: +, operand type: S`,
    ],
    [
      "SET a = text + :v",
      { ":v": 1 },
      `${prefix}Attribute name is a reserved keyword; reserved keyword: text`,
    ],
    ["SET a = word + :v", { ":v": 1 }, "An operand in the update expression has an incorrect data type"],
    [
      "SET a = nothing + :v",
      { ":v": 1 },
      "The provided expression refers to an attribute that does not exist in the item",
    ],
    [
      "SET x.y = :v",
      { ":v": 1 },
      "The document path provided in the update expression is invalid for update",
    ],
    ["REMOVE word.y", undefined, "The document path provided in the update expression is invalid for update"],
    [
      "SET id = :v",
      { ":v": "2" },
      "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key",
    ],
    [
      "SET a = :v",
      { ":v": "x".repeat(400 * 1024) },
      "Item size to update has exceeded the maximum allowed size",
    ],
    ["SET big = big + :v", { ":v": 1 }, "Attempting to store more than 38 significant digits in a Number"],
  ])("%s", async (expression, ExpressionAttributeValues, message) => {
    await put({ word: "w", big: BigInt("99999999999999999999999999999999999999") * 10n ** 2n });
    await expectValidation(
      update(expression, ExpressionAttributeValues ? { ExpressionAttributeValues } : {}),
      message,
    );
  });

  it("and leaves the item as it was", async () => {
    await put({ a: 1 });
    await update("SET a = :v, b = nothing", values({ ":v": 2 })).catch(() => undefined);
    expect(await get()).toEqual({ id: "1", a: 1 });
  });

  it("when it would give an index key a wrong type", async () => {
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
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    });
    const change = (UpdateExpression: string, more: object = {}) =>
      fixture.documents.send(
        new UpdateCommand({ TableName: "indexed", Key: { pk: "a", sk: "b" }, UpdateExpression, ...more }),
      );
    await expectValidation(
      change("SET #r = :v", { ...values({ ":v": "high" }), ExpressionAttributeNames: { "#r": "rank" } }),
      "One or more parameter values were invalid: Type mismatch for Index Key rank Expected: N Actual: S IndexName: byRank",
    );
    await expectValidation(
      change("SET #r.x = :v", { ...values({ ":v": "high" }), ExpressionAttributeNames: { "#r": "rank" } }),
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: rank",
    );
    await fixture.documents.send(
      new PutCommand({ TableName: "indexed", Item: { pk: "a", sk: "b", label: "x" } }),
    );
    await expectValidation(
      change("SET #r = label", { ExpressionAttributeNames: { "#r": "rank" } }),
      "The update expression attempted to update the secondary index key to unsupported type",
    );
  });
});
