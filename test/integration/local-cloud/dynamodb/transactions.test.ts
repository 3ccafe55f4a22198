import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createSimpleTable,
  expectRefusal,
  expectValidation,
  startDynamoDb,
  type TestDynamoDb,
} from "./support.ts";

const TableName = "accounts";
let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createSimpleTable(fixture, TableName);
});

type Items = NonNullable<TransactWriteCommandInput["TransactItems"]>;
const transact = (TransactItems: Items, more: object = {}) =>
  fixture.documents.send(new TransactWriteCommand({ TransactItems, ...more }));
const put = (Item: { id: string } & Record<string, unknown>) =>
  fixture.documents.send(new PutCommand({ TableName, Item }));
const get = async (id: string) =>
  (await fixture.documents.send(new GetCommand({ TableName, Key: { id } }))).Item;
const add = (id: string, amount: number): Items[number] => ({
  Update: {
    TableName,
    Key: { id },
    UpdateExpression: "SET balance = balance + :v",
    ConditionExpression: "balance >= :least",
    ExpressionAttributeValues: { ":v": amount, ":least": -amount },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

async function cancellation(call: Promise<unknown>): Promise<TransactionCanceledException> {
  const error = await call.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  return error as TransactionCanceledException;
}

describe("a transaction", () => {
  it("does all its writes or none", async () => {
    await put({ id: "a", balance: 10 });
    await put({ id: "b", balance: 0 });
    await put({ id: "c", balance: 5 });
    await transact([
      add("a", -4),
      add("b", 4),
      { Put: { TableName, Item: { id: "log", entry: 1 } } },
      { Delete: { TableName, Key: { id: "c" } } },
    ]);
    expect([await get("a"), await get("b"), await get("c")]).toEqual([
      { id: "a", balance: 6 },
      { id: "b", balance: 4 },
      undefined,
    ]);
    await cancellation(transact([add("b", 7), add("a", -7)]));
    expect([await get("a"), await get("b")]).toEqual([
      { id: "a", balance: 6 },
      { id: "b", balance: 4 },
    ]);
  });

  it("gives a reason for each item when it is cancelled", async () => {
    await put({ id: "a", balance: 1 });
    const error = await cancellation(
      transact([
        { Put: { TableName, Item: { id: "x" } } },
        add("a", -5),
        {
          ConditionCheck: { TableName, Key: { id: "b" }, ConditionExpression: "attribute_exists(id)" },
        },
        {
          Update: {
            TableName,
            Key: { id: "y" },
            UpdateExpression: "SET n = n + :v",
            ExpressionAttributeValues: { ":v": 1 },
          },
        },
      ]),
    );
    expect(error.message).toBe(
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]",
    );
    expect(error.CancellationReasons).toEqual([
      { Code: "None" },
      {
        Code: "ConditionalCheckFailed",
        Message: "The conditional request failed",
        Item: { id: { S: "a" }, balance: { N: "1" } },
      },
      { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
      {
        Code: "ValidationError",
        Message: "The provided expression refers to an attribute that does not exist in the item",
      },
    ]);
    expect(await get("x")).toBeUndefined();
  });

  it("takes effect once for a token, for ten minutes", async () => {
    await put({ id: "a", balance: 0 });
    const once = () => transact([add("a", 1)], { ClientRequestToken: "token" });
    await once();
    await once();
    expect(await get("a")).toMatchObject({ balance: 1 });
    await expectRefusal(
      transact([add("a", 2)], { ClientRequestToken: "token" }),
      "IdempotentParameterMismatchException",
      "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
    );
    fixture.clock.advance(10 * 60_000 + 1);
    await once();
    expect(await get("a")).toMatchObject({ balance: 2 });
  });

  it("is the same request when its attributes come in another order", async () => {
    const member = (Item: object) => [{ Put: { TableName, Item: { id: "a", ...Item } } }];
    const once = (Item: object) => transact(member(Item), { ClientRequestToken: "token" });
    await once({ name: "Ann", home: { city: "Bonn", zip: "53111" }, tags: ["x", "y"] });
    await once({ tags: ["x", "y"], home: { zip: "53111", city: "Bonn" }, name: "Ann" });
    await expectRefusal(
      once({ name: "Ann", home: { city: "Bonn", zip: "53111" }, tags: ["y", "x"] }),
      "IdempotentParameterMismatchException",
      "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
    );
  });

  it("may be tried again under the same token after it was cancelled", async () => {
    const attempt = () => transact([add("a", 1)], { ClientRequestToken: "token" });
    await cancellation(attempt());
    await put({ id: "a", balance: 0 });
    await attempt();
    expect(await get("a")).toMatchObject({ balance: 1 });
  });

  it("reads many items at one point in time", async () => {
    await put({ id: "a", balance: 1, note: "x" });
    const { Responses } = await fixture.documents.send(
      new TransactGetCommand({
        TransactItems: [
          { Get: { TableName, Key: { id: "a" }, ProjectionExpression: "balance" } },
          { Get: { TableName, Key: { id: "nothing" } } },
        ],
      }),
    );
    expect(Responses).toEqual([{ Item: { balance: 1 } }, {}]);
  });

  it("is refused when it names an item twice", async () => {
    await expectValidation(
      transact([add("a", 1), { Delete: { TableName, Key: { id: "a" } } }]),
      "Transaction request cannot include multiple operations on one item",
    );
  });

  it("is refused when an element is not exactly one operation", async () => {
    await expectValidation(
      transact([{ ...add("a", 1), Delete: { TableName, Key: { id: "b" } } }]),
      "TransactItems can only contain one of Check, Put, Update or Delete",
    );
  });

  it("is refused with more than 100 items, and with none", async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({
      Put: { TableName, Item: { id: String(index) } },
    }));
    await expect(transact(many)).rejects.toThrow(/Member must have length less than or equal to 100$/);
    await expectValidation(
      transact([]),
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });

  it("is refused with more than 4 MB", async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({
      Put: { TableName, Item: { id: String(index), data: "x".repeat(390 * 1024) } },
    }));
    await expectValidation(transact(many), "Transaction request size cannot exceed 4 MB");
  });

  it("is refused as a whole when a table does not exist", async () => {
    await expectRefusal(
      transact([{ Put: { TableName: "nothing", Item: { id: "a" } } }]),
      "ResourceNotFoundException",
      "Requested resource not found",
    );
  });

  it("conserves a sum under many concurrent transfers", async () => {
    for (const id of ["a", "b", "c"]) await put({ id, balance: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        transact([add("abc"[index % 3] ?? "a", -3), add("abc"[(index + 1) % 3] ?? "b", 3)]),
      ),
    );
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    const balances = await Promise.all(
      ["a", "b", "c"].map(async (id) => (await get(id))?.["balance"] as number),
    );
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(30);
    expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
  });
});

describe("a transaction that takes time", () => {
  beforeEach(async () => {
    fixture = startDynamoDb({ transactionMs: 20 });
    await createSimpleTable(fixture, TableName);
    await put({ id: "a", balance: 10 });
  });

  const started = () => new Promise((resolve) => setImmediate(resolve));

  it("holds its items against other writers", async () => {
    const first = transact([add("a", 1)]);
    await started();
    await expectRefusal(
      fixture.documents.send(
        new UpdateCommand({
          TableName,
          Key: { id: "a" },
          UpdateExpression: "SET x = :x",
          ExpressionAttributeValues: { ":x": 1 },
        }),
      ),
      "TransactionConflictException",
      "Transaction is ongoing for the item",
    );
    const { CancellationReasons } = await cancellation(
      transact([{ Put: { TableName, Item: { id: "b" } } }, add("a", 1)]),
    );
    expect(CancellationReasons).toEqual([
      { Code: "None" },
      { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" },
    ]);
    const read = await cancellation(
      fixture.documents.send(
        new TransactGetCommand({ TransactItems: [{ Get: { TableName, Key: { id: "a" } } }] }),
      ),
    );
    expect(read.CancellationReasons?.[0]?.Code).toBe("TransactionConflict");
    expect(await get("a")).toEqual({ id: "a", balance: 10 });
    fixture.clock.advance(20);
    await first;
    expect(await get("a")).toEqual({ id: "a", balance: 11 });
    await put({ id: "a", balance: 0 });
  });

  it("is still in progress for a second call with its token", async () => {
    const attempt = () => transact([add("a", 1)], { ClientRequestToken: "token" });
    const first = attempt();
    await started();
    await expectRefusal(
      attempt(),
      "TransactionInProgressException",
      "The transaction with the given request token is already in progress.",
    );
    fixture.clock.advance(20);
    await first;
    await attempt();
    expect(await get("a")).toMatchObject({ balance: 11 });
  });

  it("lets go of its items when it is cancelled", async () => {
    const first = transact([add("a", -50)]);
    await started();
    fixture.clock.advance(20);
    await cancellation(first);
    await put({ id: "a", balance: 0 });
  });
});
