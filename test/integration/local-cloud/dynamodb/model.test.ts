import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Item, ModelTable, number, text } from "./model.ts";
import { createTable, startDynamoDb, streamArnOf, type TestDynamoDb } from "./support.ts";

const TableName = "things";
const letters = fc.constantFrom("a", "b", "ab", "é", "\u{ff5e}", "\u{1f600}", "z");
const partitions = fc.constantFrom("p", "q", "r");
const ranks = fc.constantFrom("-2.5", "-2", "0", "0.25", "3", "10", "100000000000000000000");
const optional = fc.record(
  { group: fc.constantFrom("g", "h"), rank: ranks, count: fc.integer({ min: -5, max: 5 }) },
  { requiredKeys: [] },
);

type Operation =
  | {
      kind: "put" | "putNew";
      pk: string;
      sk: string;
      rest: { group?: string; rank?: string; count?: number };
    }
  | { kind: "add"; pk: string; sk: string; amount: number }
  | { kind: "regroup"; pk: string; sk: string; group: string; rank: string }
  | { kind: "delete" | "get"; pk: string; sk: string }
  | { kind: "query"; pk: string; low: string; high: string; limit: number; forward: boolean }
  | { kind: "queryGroup"; group: string; limit: number; forward: boolean }
  | { kind: "scan"; limit: number; segments: number }
  | { kind: "transfer"; from: [string, string]; to: [string, string]; amount: number };

const key = { pk: partitions, sk: letters };
const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("put" as const, "putNew" as const),
      ...key,
      rest: optional,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      ...key,
      amount: fc.integer({ min: -3, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("regroup" as const),
      ...key,
      group: fc.constantFrom("g", "h"),
      rank: ranks,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("delete" as const, "get" as const), ...key }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("query" as const),
      pk: partitions,
      low: letters,
      high: letters,
      limit: fc.integer({ min: 1, max: 4 }),
      forward: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("queryGroup" as const),
      group: fc.constantFrom("g", "h"),
      limit: fc.integer({ min: 1, max: 4 }),
      forward: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("scan" as const),
      limit: fc.integer({ min: 1, max: 6 }),
      segments: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("transfer" as const),
      from: fc.tuple(partitions, letters),
      to: fc.tuple(partitions, letters),
      amount: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

/**
 * Runs operations on the engine and on the model. It skips the SDK, so that many fit into a test.
 */
class Comparison {
  readonly #fixture: TestDynamoDb;
  readonly #model = new ModelTable();

  private constructor(fixture: TestDynamoDb) {
    this.#fixture = fixture;
  }

  static async start(): Promise<Comparison> {
    const fixture = startDynamoDb();
    await createTable(fixture, TableName, {
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
        { AttributeName: "group", AttributeType: "S" },
        { AttributeName: "rank", AttributeType: "N" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byGroup",
          KeySchema: [
            { AttributeName: "group", KeyType: "HASH" },
            { AttributeName: "rank", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    return new Comparison(fixture);
  }

  async run(operation: Operation): Promise<void> {
    switch (operation.kind) {
      case "put":
      case "putNew":
        return this.#put(operation.pk, operation.sk, operation.rest, operation.kind === "putNew");
      case "add":
        return this.#add(operation.pk, operation.sk, operation.amount);
      case "regroup":
        return this.#regroup(operation.pk, operation.sk, operation.group, operation.rank);
      case "delete":
        await this.#call("DeleteItem", { Key: keyOf(operation.pk, operation.sk) });
        this.#model.delete(operation.pk, operation.sk);
        return;
      case "get": {
        const { Item } = await this.#call("GetItem", { Key: keyOf(operation.pk, operation.sk) });
        same(Item, this.#model.get(operation.pk, operation.sk));
        return;
      }
      case "query":
        return this.#query(operation);
      case "queryGroup":
        return this.#queryGroup(operation);
      case "scan":
        return this.#scan(operation.limit, operation.segments);
      case "transfer":
        return this.#transfer(operation.from, operation.to, operation.amount);
    }
  }

  /** The stream replayed on an empty table must yield the table. */
  async checkStream(): Promise<void> {
    await this.#fixture.kernel.activity.idle();
    const stream = this.#fixture.dynamoDb.find(await streamArnOf(this.#fixture, TableName));
    const replayed = new ModelTable();
    for (const { dynamodb } of stream?.read(undefined, Number.MAX_SAFE_INTEGER) ?? []) {
      const { Keys, OldImage, NewImage } = dynamodb;
      same(OldImage, replayed.get(text(Keys["pk"]), text(Keys["sk"])));
      if (NewImage) replayed.put(NewImage);
      else replayed.delete(text(Keys["pk"]), text(Keys["sk"]));
    }
    same(replayed.items, this.#model.items);
  }

  async #put(
    pk: string,
    sk: string,
    rest: { group?: string; rank?: string; count?: number },
    onlyNew: boolean,
  ) {
    const item: Item = {
      ...keyOf(pk, sk),
      ...(rest.group === undefined ? {} : { group: { S: rest.group } }),
      ...(rest.rank === undefined ? {} : { rank: { N: rest.rank } }),
      ...(rest.count === undefined ? {} : { count: { N: String(rest.count) } }),
    };
    const existing = this.#model.get(pk, sk);
    const answer = await this.#call("PutItem", {
      Item: item,
      ReturnValues: "ALL_OLD",
      ...(onlyNew ? { ConditionExpression: "attribute_not_exists(pk)" } : {}),
    });
    if (onlyNew && existing) {
      expect(answer["__type"]).toContain("ConditionalCheckFailedException");
      return;
    }
    same(answer["Attributes"], existing);
    this.#model.put(item);
  }

  async #add(pk: string, sk: string, amount: number): Promise<void> {
    const existing = this.#model.get(pk, sk) ?? keyOf(pk, sk);
    const { Attributes } = await this.#call("UpdateItem", {
      Key: keyOf(pk, sk),
      UpdateExpression: "ADD #c :amount",
      ExpressionAttributeNames: { "#c": "count" },
      ExpressionAttributeValues: { ":amount": { N: String(amount) } },
      ReturnValues: "ALL_NEW",
    });
    const updated: Item = { ...existing, count: { N: String((number(existing["count"]) ?? 0) + amount) } };
    this.#model.put(updated);
    same(Attributes, updated);
  }

  async #regroup(pk: string, sk: string, group: string, rank: string): Promise<void> {
    const existing = this.#model.get(pk, sk);
    const answer = await this.#call("UpdateItem", {
      Key: keyOf(pk, sk),
      UpdateExpression: "SET #g = :g, #r = :r REMOVE #c",
      ConditionExpression: "attribute_exists(pk) AND (#g <> :g OR attribute_not_exists(#g))",
      ExpressionAttributeNames: { "#g": "group", "#r": "rank", "#c": "count" },
      ExpressionAttributeValues: { ":g": { S: group }, ":r": { N: rank } },
    });
    if (!existing || text(existing["group"]) === group) {
      expect(answer["__type"]).toContain("ConditionalCheckFailedException");
      return;
    }
    const { count: _, ...kept } = existing;
    this.#model.put({ ...kept, group: { S: group }, rank: { N: rank } });
  }

  async #query({ pk, low, high, limit, forward }: Operation & { kind: "query" }): Promise<void> {
    const [from, to] = Buffer.compare(Buffer.from(low), Buffer.from(high)) <= 0 ? [low, high] : [high, low];
    const within = (item: Item) => {
      const sk = Buffer.from(text(item["sk"]));
      return Buffer.compare(sk, Buffer.from(from)) >= 0 && Buffer.compare(sk, Buffer.from(to)) <= 0;
    };
    const expected = this.#model.partition(pk).filter(within);
    const found = await this.#pages("Query", {
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": { S: pk }, ":from": { S: from }, ":to": { S: to } },
      ScanIndexForward: forward,
      Limit: limit,
    });
    same(found, forward ? expected : expected.reverse());
  }

  async #queryGroup({ group, limit, forward }: Operation & { kind: "queryGroup" }): Promise<void> {
    const found = await this.#pages("Query", {
      IndexName: "byGroup",
      KeyConditionExpression: "#g = :g",
      ExpressionAttributeNames: { "#g": "group" },
      ExpressionAttributeValues: { ":g": { S: group } },
      ScanIndexForward: forward,
      Limit: limit,
    });
    const expected = this.#model.group(group);
    const order = found.map((item) => number(item["rank"]));
    same(
      order,
      (forward ? expected : expected.toReversed()).map((item) => number(item["rank"])),
    );
    same(byKey(found), byKey(expected));
  }

  async #scan(limit: number, segments: number): Promise<void> {
    const found: Item[] = [];
    for (let segment = 0; segment < segments; segment += 1) {
      found.push(...(await this.#pages("Scan", { Limit: limit, Segment: segment, TotalSegments: segments })));
    }
    same(byKey(found), byKey([...this.#model.items.values()]));
  }

  async #transfer(from: [string, string], to: [string, string], amount: number): Promise<void> {
    const update = ([pk, sk]: [string, string], change: number, least: number) => ({
      Update: {
        TableName,
        Key: keyOf(pk, sk),
        UpdateExpression: "SET #c = #c + :v",
        ConditionExpression: "#c >= :least",
        ExpressionAttributeNames: { "#c": "count" },
        ExpressionAttributeValues: { ":v": { N: String(change) }, ":least": { N: String(least) } },
      },
    });
    const answer = await this.#call("TransactWriteItems", {
      TransactItems: [update(from, -amount, amount), update(to, amount, -1000)],
    });
    if (isDeepStrictEqual(from, to)) {
      expect(answer["__type"]).toContain("ValidationException");
      return;
    }
    const source = this.#model.get(...from);
    const target = this.#model.get(...to);
    const held = number(source?.["count"]);
    const receiving = number(target?.["count"]);
    if (!source || !target || held === undefined || receiving === undefined || held < amount) {
      expect(answer["__type"]).toContain("TransactionCanceledException");
      return;
    }
    expect(answer["__type"]).toBeUndefined();
    this.#model.put({ ...source, count: { N: String(held - amount) } });
    this.#model.put({ ...target, count: { N: String(receiving + amount) } });
  }

  async #pages(operation: string, input: object): Promise<Item[]> {
    const items: Item[] = [];
    let start: unknown;
    do {
      const page = await this.#call(operation, { ...input, ...(start ? { ExclusiveStartKey: start } : {}) });
      items.push(...(page["Items"] as Item[]));
      start = page["LastEvaluatedKey"];
    } while (start);
    return items;
  }

  async #call(operation: string, input: object): Promise<Record<string, unknown>> {
    const { body } = await this.#fixture.dynamoDb.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
      body: Buffer.from(JSON.stringify(operation === "TransactWriteItems" ? input : { TableName, ...input })),
    });
    return JSON.parse(String(body)) as Record<string, unknown>;
  }
}

function keyOf(pk: string, sk: string): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

function byKey(items: Item[]): Map<string, Item> {
  return new Map(items.map((item) => [JSON.stringify([item["pk"], item["sk"]]), item]));
}

/** `toEqual` is slow, so it only runs to describe a difference. */
function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

const RUNS = Number(process.env["MODEL_RUNS"] ?? 150);

it("the engine and a plain model agree on every sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(operations, { minLength: 50, maxLength: 150, size: "max" }),
      async (sequence) => {
        const comparison = await Comparison.start();
        for (const operation of sequence) await comparison.run(operation);
        await comparison.checkStream();
      },
    ),
    { numRuns: RUNS },
  );
}, 1_200_000);
