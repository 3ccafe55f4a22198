import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeEndpointsCommand,
  DescribeTableCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
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
beforeEach(() => {
  fixture = startDynamoDb();
});

const send = (input: Partial<CreateTableCommandInput>) =>
  fixture.client.send(new CreateTableCommand(input as CreateTableCommandInput));

describe("tables", () => {
  it("answers a creation with CREATING and is active at the next call", async () => {
    const { TableDescription } = await send({
      TableName: "orders",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 7 },
    });
    expect(TableDescription).toMatchObject({
      TableStatus: "CREATING",
      TableArn: "arn:aws:dynamodb:us-east-1:000000000000:table/orders",
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 7 },
    });
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName: "orders" }));
    expect(Table).toMatchObject({ TableStatus: "ACTIVE", ItemCount: 0, TableSizeBytes: 0 });
  });

  it("is found by its ARN too", async () => {
    await createSimpleTable(fixture, "orders");
    const TableName = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
    await fixture.documents.send(new PutCommand({ TableName, Item: { id: "1" } }));
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.ItemCount).toBe(1);
  });

  it("counts its items and their bytes", async () => {
    await createSimpleTable(fixture, "orders");
    await fixture.documents.send(new PutCommand({ TableName: "orders", Item: { id: "1", note: "abc" } }));
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName: "orders" }));
    expect(Table).toMatchObject({ ItemCount: 1, TableSizeBytes: 10 });
  });

  it("refuses a name that is taken", async () => {
    await createSimpleTable(fixture, "orders");
    await expectRefusal(
      createSimpleTable(fixture, "orders"),
      "ResourceInUseException",
      "Table already exists: orders",
    );
  });

  it("names the table that a control-plane call does not find", async () => {
    await expectRefusal(
      fixture.client.send(new DescribeTableCommand({ TableName: "nothing" })),
      "ResourceNotFoundException",
      "Requested resource not found: Table: nothing not found",
    );
  });

  it("is gone with its items after a deletion", async () => {
    await createSimpleTable(fixture, "orders");
    await fixture.documents.send(new PutCommand({ TableName: "orders", Item: { id: "1" } }));
    const { TableDescription } = await fixture.client.send(new DeleteTableCommand({ TableName: "orders" }));
    expect(TableDescription?.TableStatus).toBe("DELETING");
    await createSimpleTable(fixture, "orders");
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName: "orders" }));
    expect(Table?.ItemCount).toBe(0);
  });

  it("is not deleted while it is protected", async () => {
    await createTable(fixture, "vault", { DeletionProtectionEnabled: true });
    await expectValidation(
      fixture.client.send(new DeleteTableCommand({ TableName: "vault" })),
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
    await fixture.client.send(
      new UpdateTableCommand({ TableName: "vault", DeletionProtectionEnabled: false }),
    );
    await fixture.client.send(new DeleteTableCommand({ TableName: "vault" }));
    expect(fixture.dynamoDb.tableNames()).toEqual([]);
  });

  it("are listed by name, in pages", async () => {
    for (const name of ["ccc", "aaa", "bbb"]) await createSimpleTable(fixture, name);
    const first = await fixture.client.send(new ListTablesCommand({ Limit: 2 }));
    expect(first).toMatchObject({ TableNames: ["aaa", "bbb"], LastEvaluatedTableName: "bbb" });
    const second = await fixture.client.send(new ListTablesCommand({ ExclusiveStartTableName: "bbb" }));
    expect(second.TableNames).toEqual(["ccc"]);
    expect(second.LastEvaluatedTableName).toBeUndefined();
  });

  it("carry tags", async () => {
    await createTable(fixture, "tagged", { Tags: [{ Key: "team", Value: "shop" }] });
    const ResourceArn = "arn:aws:dynamodb:us-east-1:000000000000:table/tagged";
    await fixture.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "env", Value: "dev" }] }));
    await fixture.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
    const { Tags } = await fixture.client.send(new ListTagsOfResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "env", Value: "dev" }]);
  });

  it("answers where the endpoint is", async () => {
    const { Endpoints } = await fixture.client.send(new DescribeEndpointsCommand({}));
    expect(Endpoints?.[0]?.Address).toBe("dynamodb.us-east-1.amazonaws.com");
  });
});

describe("a creation is refused", () => {
  const throughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  const base: Partial<CreateTableCommandInput> = {
    TableName: "orders",
    AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
    ProvisionedThroughput: throughput,
  };

  it.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      "without a name",
      { TableName: undefined },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      "with a short name",
      { TableName: "ab" },
      "TableName must be at least 3 characters long and at most 255 characters long",
    ],
    [
      "with a name of other characters",
      { TableName: "abc;" },
      "1 validation error detected: Value 'abc;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      "without throughput",
      { ProvisionedThroughput: undefined },
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    ],
    [
      "with throughput on demand",
      { BillingMode: "PAY_PER_REQUEST" },
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    ],
    [
      "with a key that is not defined",
      { KeySchema: [{ AttributeName: "b", KeyType: "HASH" }] },
      "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [a]",
    ],
    [
      "with a range key first",
      { KeySchema: [{ AttributeName: "a", KeyType: "RANGE" }] },
      "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    ],
    [
      "with a definition too many",
      {
        AttributeDefinitions: [
          { AttributeName: "a", AttributeType: "S" },
          { AttributeName: "b", AttributeType: "S" },
        ],
      },
      "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    ],
    [
      "with a local index but no range key",
      {
        LocalSecondaryIndexes: [
          {
            IndexName: "byA",
            KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
      },
      "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    ],
    [
      "with a global index that projects names without INCLUDE",
      {
        GlobalSecondaryIndexes: [
          {
            IndexName: "byA",
            KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL", NonKeyAttributes: ["x"] },
            ProvisionedThroughput: throughput,
          },
        ],
      },
      "One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified",
    ],
  ])("%s", async (_, change, message) => {
    await expectValidation(send({ ...base, ...change }), message);
  });

  it("with all violations in one message", async () => {
    await expectValidation(
      send({
        ...base,
        KeySchema: [],
        AttributeDefinitions: [{ AttributeName: "a", AttributeType: "X" as never }],
      }),
      "2 validation errors detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]; Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });
});
