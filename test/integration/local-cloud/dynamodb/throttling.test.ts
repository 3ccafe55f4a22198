import { BatchWriteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createSimpleTable, createTable, startDynamoDb, type TestDynamoDb } from "./support.ts";

const TableName = "hot";
const put = ({ documents }: TestDynamoDb, id: string) =>
  documents.send(new PutCommand({ TableName, Item: { id } }));

async function refusals(calls: Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(calls);
  return outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [(outcome.reason as Error).name] : [],
  );
}

describe("the model of partitions", () => {
  it("is off by default", async () => {
    const fixture = startDynamoDb();
    await createSimpleTable(fixture, TableName);
    expect(await refusals(Array.from({ length: 2000 }, () => put(fixture, "same")))).toEqual([]);
  });

  it("bounds the writes to one key, and lets them through again with time", async () => {
    const fixture = startDynamoDb({ partitions: { writeUnitsPerSecond: 100, burstSeconds: 1 } });
    await createSimpleTable(fixture, TableName);
    const names = await refusals(Array.from({ length: 150 }, () => put(fixture, "same")));
    expect(names).toHaveLength(50);
    expect(new Set(names)).toEqual(new Set(["ThrottlingException"]));
    expect(await refusals([put(fixture, "same")])).toHaveLength(1);
    fixture.clock.advance(100);
    expect(await refusals(Array.from({ length: 10 }, () => put(fixture, "same")))).toEqual([]);
  });

  it("spreads keys over partitions", async () => {
    const fixture = startDynamoDb({ partitions: { perTable: 16, writeUnitsPerSecond: 20, burstSeconds: 1 } });
    await createSimpleTable(fixture, TableName);
    expect(await refusals(Array.from({ length: 100 }, (_, index) => put(fixture, `key ${index}`)))).toEqual(
      [],
    );
  });

  it("bounds a provisioned table by its own throughput", async () => {
    const fixture = startDynamoDb({ partitions: { burstSeconds: 1 } });
    await createTable(fixture, TableName, {
      BillingMode: "PROVISIONED",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 10 },
    });
    const names = await refusals(Array.from({ length: 15 }, (_, index) => put(fixture, String(index))));
    expect(names).toEqual(Array.from({ length: 5 }, () => "ProvisionedThroughputExceededException"));
    const reads = Array.from({ length: 12 }, () =>
      fixture.documents.send(new GetCommand({ TableName, Key: { id: "1" } })),
    );
    expect(await refusals(reads)).toHaveLength(2);
  });

  it("leaves what does not fit of a batch unprocessed", async () => {
    const fixture = startDynamoDb({ partitions: { perTable: 1, writeUnitsPerSecond: 10, burstSeconds: 1 } });
    await createSimpleTable(fixture, TableName);
    const { UnprocessedItems } = await fixture.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: Array.from({ length: 25 }, (_, index) => ({
            PutRequest: { Item: { id: String(index) } },
          })),
        },
      }),
    );
    expect(UnprocessedItems?.[TableName]).toHaveLength(15);
  });
});
