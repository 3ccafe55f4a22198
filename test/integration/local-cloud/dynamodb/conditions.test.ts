import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createSimpleTable,
  expectRefusal,
  expectValidation,
  startDynamoDb,
  type TestDynamoDb,
} from "./support.ts";

const TableName = "things";
const item = {
  id: "1",
  a: 5,
  b: "hello",
  tags: new Set(["x", "y"]),
  ranks: new Set([1, 2]),
  bytes: new Uint8Array([1, 2, 3]),
  entries: ["p", 7, { q: "r" }],
  m: { n: { o: 3 } },
  flag: true,
  none: null,
  word: "Ärzte",
  face: "😀é1",
};

let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createSimpleTable(fixture, TableName);
  await fixture.documents.send(new PutCommand({ TableName, Item: item }));
});

/** Passes only the placeholders that an expression uses, because AWS refuses unused ones. */
function used<T>(expression: string, all: Record<string, T>): Record<string, T> | undefined {
  const entries = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const values = {
  ":five": 5,
  ":six": 6,
  ":hello": "hello",
  ":he": "he",
  ":x": "x",
  ":one": 1,
  ":p": "p",
  ":three": 3,
  ":four": 4,
  ":true": true,
  ":yx": new Set(["y", "x"]),
  ":bytes": new Uint8Array([1, 2]),
  ":S": "S",
  ":N": "N",
  ":SS": "SS",
  ":NULL": "NULL",
  ":q": { q: "r" },
};
const names = { "#flag": "flag", "#none": "none", "#n": "n", "#missing": "missing" };

async function holds(expression: string): Promise<boolean> {
  const { Count } = await fixture.documents.send(
    new ScanCommand({
      TableName,
      FilterExpression: expression,
      ExpressionAttributeValues: used(expression, values),
      ExpressionAttributeNames: used(expression, names),
    }),
  );
  return Count === 1;
}

describe("a condition holds", () => {
  it.each([
    "a = :five",
    ":five = a",
    "a <> :six",
    "a < :six AND a <= :five AND a > :one AND a >= :five",
    "b > :he",
    "a <> :hello",
    "#missing <> :five",
    "#missing <> absent",
    "size(#missing) <> size(absent)",
    "tags = :yx",
    "bytes > :bytes",
    "a BETWEEN :five AND :six",
    "a IN (:one, :hello, :five)",
    "attribute_exists(m.#n.o)",
    "attribute_not_exists(m.#n.x)",
    "attribute_not_exists(entries[3])",
    "attribute_type(a, :N) AND attribute_type(tags, :SS) AND attribute_type(#none, :NULL)",
    "begins_with(b, :he)",
    "begins_with(bytes, :bytes)",
    "contains(b, :he)",
    "contains(tags, :x)",
    "contains(ranks, :one)",
    "contains(entries, :p)",
    "contains(entries, :q)",
    "contains(bytes, :bytes)",
    "size(b) = :five",
    "size(word) = :five AND size(face) = :four",
    "size(entries) = :three AND size(bytes) = :three AND size(m) = :one",
    "m.#n.o = :three",
    "entries[0] = :p",
    "entries[2].q <> :p",
    "#flag = :true",
    "NOT a = :six",
    "NOT (a = :six OR a = :one)",
    "a = :six AND a = :one OR a = :five",
    "a = :five OR a = :six AND a = :one",
    "NOT a = :six AND a = :five",
    "(a = :six OR a = :five) AND b = :hello",
    "(a) = :five",
    "a=:five   and\tb=:hello",
  ])("%s", async (expression) => {
    expect(await holds(expression)).toBe(true);
  });
});

describe("a condition does not hold", () => {
  it.each([
    "a = :hello",
    "a > :hello",
    "#missing = :five",
    "#missing < :five",
    "#missing = absent",
    "NOT #missing <> absent",
    "#missing BETWEEN :five AND :six",
    "NOT attribute_exists(a)",
    "contains(tags, :five)",
    "contains(b, :five)",
    "begins_with(a, :he)",
    "attribute_type(a, :S)",
    "size(a) = :five",
    "a = :five AND NOT b = :hello",
    "(a = :five OR a = :six) AND a = :one",
  ])("%s", async (expression) => {
    expect(await holds(expression)).toBe(false);
  });
});

describe("writes under a condition", () => {
  const put = (ConditionExpression: string, more: object = {}) =>
    fixture.documents.send(
      new PutCommand({ TableName, Item: { id: "1", v: 2 }, ConditionExpression, ...more }),
    );

  it("fail with the stored item when it is asked for", async () => {
    const error = await put("attribute_not_exists(id)", {
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }).catch((error: unknown) => error);
    expect(error).toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      Item: expect.objectContaining({ id: { S: "1" }, a: { N: "5" } }) as unknown,
    });
  });

  it("fail without the item otherwise", async () => {
    const error = await put("attribute_not_exists(id)").catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "ConditionalCheckFailedException" });
    expect((error as { Item?: object }).Item).toBeUndefined();
  });

  it("apply to an item without attributes when there is none", async () => {
    await fixture.documents.send(
      new PutCommand({ TableName, Item: { id: "2" }, ConditionExpression: "attribute_not_exists(id)" }),
    );
    await expectRefusal(
      fixture.documents.send(
        new PutCommand({ TableName, Item: { id: "3" }, ConditionExpression: "attribute_exists(id)" }),
      ),
      "ConditionalCheckFailedException",
      "The conditional request failed",
    );
  });
});

describe("a condition is refused", () => {
  const prefix = "Invalid FilterExpression: ";
  const filter = (FilterExpression: string, more: object = {}) =>
    fixture.documents.send(new ScanCommand({ TableName, FilterExpression, ...more }));

  it.each([
    ["", "The expression can not be empty;"],
    ["a = ", 'Syntax error; token: "<EOF>", near: "="'],
    ["a = = b", 'Syntax error; token: "=", near: "= = b"'],
    ["a b", 'Syntax error; token: "b", near: "a b"'],
    ["a = b)", 'Syntax error; token: ")", near: "b)"'],
    ["_a = b", 'Syntax error; token: "_a", near: "_a ="'],
    ["((a = b))", "The expression has redundant parentheses;"],
    ["foo(a)", "Invalid function name; function: foo"],
    ["size(a)", "The function is not allowed to be used this way in an expression; function: size"],
    [
      "contains(a, contains(b, c))",
      "The function is not allowed to be used this way in an expression; function: contains",
    ],
    ["status = b", "Attribute name is a reserved keyword; reserved keyword: status"],
    ["#a = b", "An expression attribute name used in the document path is not defined; attribute name: #a"],
    ["a = :b", "An expression attribute value used in expression is not defined; attribute value: :b"],
    [
      "attribute_exists(a, b)",
      "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
    ],
    [
      "a = a",
      "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
    ],
    [
      `a = b${" OR a = b".repeat(500)}`,
      "Expression size has exceeded the maximum allowed size; expression size: 4505",
    ],
  ])("%s", async (expression, message) => {
    await expectValidation(filter(expression), prefix + message);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "attribute_exists(:v)",
      { ":v": 1 },
      "Operator or function requires a document path; operator or function: attribute_exists",
    ],
    [
      "begins_with(a, :v)",
      { ":v": 1 },
      "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
    ],
    [
      "attribute_type(a, :v)",
      { ":v": "X" },
      "Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ],
    [
      "size(:v) = a",
      { ":v": 1 },
      "Incorrect operand type for operator or function; operator or function: size, operand type: N",
    ],
    [
      "a BETWEEN :v AND :w",
      { ":v": 2, ":w": 1 },
      "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
    ],
    [
      "a BETWEEN :v AND :w",
      { ":v": 2, ":w": "x" },
      "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:x}",
    ],
  ])("%s with %j", async (expression, ExpressionAttributeValues, message) => {
    await expectValidation(filter(expression, { ExpressionAttributeValues }), prefix + message);
  });

  it("with names and values that are not used, or not needed", async () => {
    await expectValidation(
      filter("a = b", { ExpressionAttributeNames: { "#x": "x", "#y": "y" } }),
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x, #y}",
    );
    await expectValidation(
      filter("a = b", { ExpressionAttributeValues: { ":x": 1 } }),
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}",
    );
    await expectValidation(
      fixture.documents.send(new ScanCommand({ TableName, ExpressionAttributeNames: { "#x": "x" } })),
      "ExpressionAttributeNames can only be specified when using expressions",
    );
    await expectValidation(
      filter("a = b", { ExpressionAttributeNames: { x: "x" } }),
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "x"',
    );
    await expectValidation(
      fixture.documents.send(
        new PutCommand({ TableName, Item: { id: "1" }, ExpressionAttributeValues: { ":x": 1 } }),
      ),
      "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
    );
  });
});
