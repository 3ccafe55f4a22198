import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createSimpleTable,
  expectRefusal,
  expectValidation,
  startDynamoDb,
  type TestDynamoDb,
} from "./support.ts";

let fixture: TestDynamoDb;
beforeEach(async () => {
  fixture = startDynamoDb();
  await createSimpleTable(fixture, "one");
  await createSimpleTable(fixture, "two");
});

const write = (RequestItems: BatchWriteCommandInput["RequestItems"]) =>
  fixture.documents.send(new BatchWriteCommand({ RequestItems }));
const putRequest = (id: string, more: object = {}) => ({ PutRequest: { Item: { id, ...more } } });
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(3, "0"));

describe("a batch", () => {
  it("writes to many tables and reads from them", async () => {
    await write({ one: [putRequest("a", { v: 1 }), putRequest("b")], two: [putRequest("c")] });
    await write({ one: [{ DeleteRequest: { Key: { id: "b" } } }] });
    const { Responses, UnprocessedKeys } = await fixture.documents.send(
      new BatchGetCommand({
        RequestItems: {
          one: { Keys: [{ id: "a" }, { id: "b" }], ProjectionExpression: "v" },
          two: { Keys: [{ id: "c" }] },
        },
      }),
    );
    expect(Responses).toEqual({ one: [{ v: 1 }], two: [{ id: "c" }] });
    expect(UnprocessedKeys).toEqual({});
  });

  it("leaves keys unprocessed beyond 16 MB", async () => {
    const all = ids(50);
    for (let start = 0; start < all.length; start += 25) {
      await write({
        one: all.slice(start, start + 25).map((id) => putRequest(id, { data: "x".repeat(390 * 1024) })),
      });
    }
    const { Responses, UnprocessedKeys } = await fixture.documents.send(
      new BatchGetCommand({ RequestItems: { one: { Keys: all.map((id) => ({ id })) } } }),
    );
    const read = Responses?.["one"]?.length ?? 0;
    expect(read).toBe(42);
    expect(UnprocessedKeys?.["one"]?.Keys).toHaveLength(50 - read);
  });
});

describe("a batch is refused", () => {
  it("with more than 25 writes or 100 reads", async () => {
    await expect(write({ one: ids(26).map((id) => putRequest(id)) })).rejects.toThrow(
      /^1 validation error detected: Value '.*' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
    );
    await expectValidation(
      fixture.documents.send(
        new BatchGetCommand({
          RequestItems: {
            one: { Keys: ids(60).map((id) => ({ id })) },
            two: { Keys: ids(60).map((id) => ({ id })) },
          },
        }),
      ),
      "Too many items requested for the BatchGetItem call",
    );
  });

  it("with an item twice", async () => {
    await expectValidation(
      write({ one: [putRequest("a"), { DeleteRequest: { Key: { id: "a" } } }] }),
      "Provided list of item keys contains duplicates",
    );
    await expectValidation(
      fixture.documents.send(
        new BatchGetCommand({ RequestItems: { one: { Keys: [{ id: "a" }, { id: "a" }] } } }),
      ),
      "Provided list of item keys contains duplicates",
    );
  });

  it("with a key of another form, before anything is written", async () => {
    await expectValidation(
      write({ one: [putRequest("a"), { PutRequest: { Item: { name: "no key" } } }] }),
      "The provided key element does not match the schema",
    );
    const { Responses } = await fixture.documents.send(
      new BatchGetCommand({ RequestItems: { one: { Keys: [{ id: "a" }] } } }),
    );
    expect(Responses).toEqual({ one: [] });
  });

  it("with a table that does not exist", async () => {
    await expectRefusal(
      write({ nothing: [putRequest("a")] }),
      "ResourceNotFoundException",
      "Requested resource not found",
    );
  });
});
