import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactGetCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { laggingIndex, staleTables } from "../../../support/database-faults.ts";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { createTable, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "orders";
const IndexName = "byStatus";
const LAG = 5_000;
const faultSwitch = new FaultSwitch();
let fixture: TestDynamoDb;

beforeEach(async () => {
  faultSwitch.clear();
  fixture = startDynamoDb({ faults: faultSwitch.faults });
  await createTable(fixture, TableName, {
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
      { AttributeName: "status", AttributeType: "S" },
      { AttributeName: "total", AttributeType: "N" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName,
        KeySchema: [
          { AttributeName: "status", KeyType: "HASH" },
          { AttributeName: "total", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
      },
    ],
  });
});

const lag = (lagMs: Faults["lagMs"]) => {
  faultSwitch.active = { ...NO_FAULTS, lagMs };
};
const put = (sk: string, status: string, total: number, note = "") =>
  fixture.documents.send(new PutCommand({ TableName, Item: { pk: "p", sk, status, total, note } }));
const ship = (sk: string, note = "") =>
  fixture.documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk: "p", sk },
      UpdateExpression: "SET #s = :shipped, note = :note",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":shipped": "shipped", ":note": note },
    }),
  );
const remove = (sk: string) => fixture.documents.send(new DeleteCommand({ TableName, Key: { pk: "p", sk } }));
const listed = async (status: string, more: Partial<QueryCommandInput> = {}) => {
  const { Items = [] } = await fixture.documents.send(
    new QueryCommand({
      TableName,
      IndexName,
      KeyConditionExpression: "#s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": status },
      ...more,
    }),
  );
  return Items;
};
const numbers = async (status: string, more: Partial<QueryCommandInput> = {}) =>
  (await listed(status, more)).map(({ sk }) => String(sk));

describe("an index that lags", () => {
  const indexLags = () => lag(laggingIndex(IndexName, LAG));

  it("shows items as they were before, and the change after its time", async () => {
    await put("1", "open", 10, "old");
    indexLags();
    await ship("1", "new");
    expect(await listed("open")).toEqual([{ pk: "p", sk: "1", status: "open", total: 10, note: "old" }]);
    expect(await listed("shipped")).toEqual([]);
    fixture.clock.advance(LAG - 1);
    expect(await numbers("open")).toEqual(["1"]);
    fixture.clock.advance(1);
    expect(await numbers("open")).toEqual([]);
    expect(await listed("shipped")).toEqual([
      { pk: "p", sk: "1", status: "shipped", total: 10, note: "new" },
    ]);
  });

  it("does not show items that were just written, and shows those just deleted", async () => {
    await put("1", "open", 10);
    indexLags();
    await put("2", "open", 20);
    await remove("1");
    expect(await numbers("open")).toEqual(["1"]);
    fixture.clock.advance(LAG);
    expect(await numbers("open")).toEqual(["2"]);
  });

  it("shows an attribute that is no key as it was", async () => {
    await put("1", "open", 10, "old");
    indexLags();
    await put("1", "open", 10, "new");
    expect((await listed("open"))[0]).toMatchObject({ note: "old" });
    fixture.clock.advance(LAG);
    expect((await listed("open"))[0]).toMatchObject({ note: "new" });
  });

  it("shows the changes of an item in their order, each after its time", async () => {
    const lags = [1_000, 3_000, 0];
    lag(({ index }) => (index ? (lags.shift() ?? 0) : 0));
    await put("1", "open", 10);
    await put("1", "packed", 10);
    await put("1", "shipped", 10);
    const statuses = async () => {
      const { Items = [] } = await fixture.documents.send(new ScanCommand({ TableName, IndexName }));
      return Items.map(({ status }) => String(status));
    };
    expect(await statuses()).toEqual([]);
    fixture.clock.advance(1_000);
    expect(await statuses()).toEqual(["open"]);
    // The last change shows no earlier than the one before it.
    fixture.clock.advance(2_000);
    expect(await statuses()).toEqual(["shipped"]);
  });

  it("pages through older and newer entries in their order, forwards and backwards", async () => {
    for (const total of [10, 20, 30, 40, 50]) await put(String(total), "open", total);
    indexLags();
    await ship("20");
    await ship("50");
    await put("35", "open", 35);
    faultSwitch.clear();
    await put("25", "open", 25);
    await ship("10");
    const paged = async (ScanIndexForward: boolean) => {
      const found: string[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await fixture.documents.send(
          new QueryCommand({
            TableName,
            IndexName,
            KeyConditionExpression: "#s = :s AND #t BETWEEN :from AND :to",
            ExpressionAttributeNames: { "#s": "status", "#t": "total" },
            ExpressionAttributeValues: { ":s": "open", ":from": 15, ":to": 45 },
            ScanIndexForward,
            Limit: 1,
            ExclusiveStartKey,
          }),
        );
        found.push(...(page.Items ?? []).map(({ sk }) => String(sk)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    };
    expect(await numbers("open")).toEqual(["20", "25", "30", "40", "50"]);
    expect(await paged(true)).toEqual(["20", "25", "30", "40"]);
    expect(await paged(false)).toEqual(["40", "30", "25", "20"]);
    expect(await numbers("shipped")).toEqual(["10"]);
  });

  it("is whole in a scan, without entries twice", async () => {
    for (const total of [10, 20, 30]) await put(String(total), `status ${total}`, total);
    indexLags();
    await put("10", "status 20", 10);
    await put("20", "status 40", 20);
    const { Items = [] } = await fixture.documents.send(new ScanCommand({ TableName, IndexName }));
    const found = Items.map(({ sk, status }) => `${String(sk)} ${String(status)}`);
    expect(found.sort()).toEqual(["10 status 10", "20 status 20", "30 status 30"]);
  });

  it("shows each item in the last state whose time has come, whatever is written when", async () => {
    const names = ["a", "b", "c", "d"];
    const longest = 100;
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seededRandom(seed);
      const below = (limit: number) => Math.floor(random.next() * limit);
      let lagMs = 0;
      lag(({ index }) => (index ? lagMs : 0));
      for (const sk of names) await remove(sk);
      fixture.clock.advance(longest);
      /** The states of each item, oldest first. */
      const states = new Map(names.map((sk) => [sk, [{ state: "none", shownAt: 0 }]]));
      for (let step = 0; step < 60; step += 1) {
        const sk = names[below(names.length)] ?? "";
        const status = ["none", "open", "packed", "shipped"][below(4)] ?? "";
        const total = below(3);
        lagMs = random.next() < 0.6 ? below(longest) : 0;
        await (status === "none" ? remove(sk) : put(sk, status, total));
        const state = status === "none" ? status : `${status} ${total}`;
        const known = states.get(sk) ?? [];
        const last = known.at(-1);
        const shownAt = Math.max(fixture.clock.now() + lagMs, last?.shownAt ?? 0);
        if (state !== last?.state) known.push({ state, shownAt });
        fixture.clock.advance(below(30));
        const { Items = [] } = await fixture.documents.send(new ScanCommand({ TableName, IndexName }));
        const seen = Items.map((item) => `${item["sk"]} ${item["status"]} ${item["total"]}`);
        const due = [...states].map(([name, all]) => {
          const shown = all.findLast((one) => one.shownAt <= fixture.clock.now());
          return `${name} ${shown?.state}`;
        });
        const expected = due.filter((one) => !one.endsWith("none"));
        expect(seen.sort(), `seed ${seed}, step ${step}`).toEqual(expected);
      }
    }
  });

  it("leaves the table, conditions and transactions as they are", async () => {
    indexLags();
    await put("1", "open", 10);
    const Key = { pk: "p", sk: "1" };
    const { Item } = await fixture.documents.send(new GetCommand({ TableName, Key }));
    expect(Item).toMatchObject({ status: "open" });
    await fixture.documents.send(
      new DeleteCommand({ TableName, Key, ConditionExpression: "attribute_exists(pk)" }),
    );
  });
});

describe("a table whose changes lag", () => {
  const Key = { pk: "p", sk: "1" };
  const query = (ConsistentRead: boolean) =>
    numbers("", {
      IndexName: undefined,
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeNames: undefined,
      ExpressionAttributeValues: { ":p": "p" },
      ConsistentRead,
    });
  const noteOf = async (ConsistentRead: boolean) => {
    const { Item } = await fixture.documents.send(new GetCommand({ TableName, Key, ConsistentRead }));
    return Item?.["note"];
  };
  const batchOf = async (ConsistentRead: boolean) => {
    const RequestItems = { [TableName]: { Keys: [Key], ConsistentRead } };
    const { Responses = {} } = await fixture.documents.send(new BatchGetCommand({ RequestItems }));
    return Responses[TableName]?.[0]?.["note"];
  };

  beforeEach(async () => {
    await put("1", "open", 10, "old");
    lag(staleTables(LAG));
    await put("1", "open", 10, "new");
    await put("2", "open", 20);
  });

  it("is read as it was, unless the read is strongly consistent", async () => {
    expect([await noteOf(false), await noteOf(true)]).toEqual(["old", "new"]);
    expect([await batchOf(false), await batchOf(true)]).toEqual(["old", "new"]);
    expect([await query(false), await query(true)]).toEqual([["1"], ["1", "2"]]);
    const scan = await fixture.documents.send(new ScanCommand({ TableName }));
    expect(scan.Count).toBe(1);
    const TransactItems = [{ Get: { TableName, Key } }];
    const { Responses } = await fixture.documents.send(new TransactGetCommand({ TransactItems }));
    expect(Responses?.[0]?.Item).toMatchObject({ note: "new" });
  });

  it("is read as it is after its time", async () => {
    fixture.clock.advance(LAG);
    expect([await noteOf(false), await batchOf(false)]).toEqual(["new", "new"]);
    expect(await query(false)).toEqual(["1", "2"]);
  });
});
