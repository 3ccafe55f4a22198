import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, onTestFinished } from "vitest";
import { DynamoDb, type DynamoDbOptions } from "../../../../packages/local-cloud/src/dynamodb/index.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { type Faults, NO_FAULTS } from "../../../../packages/local-cloud/src/kernel/faults.ts";
import { createKernel, type Kernel } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { againstAws, sdkConfig } from "../../../support/sdk.ts";

export interface TestDynamoDb {
  kernel: Kernel;
  clock: VirtualClock;
  dynamoDb: DynamoDb;
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  streams: DynamoDBStreamsClient;
}

export function startDynamoDb(
  options: DynamoDbOptions & { data?: string; clock?: VirtualClock; faults?: Faults } = {},
): TestDynamoDb {
  const { data, clock = new VirtualClock(), faults = NO_FAULTS, ...rest } = options;
  const kernel = createKernel({ clock, data, faults, random: seededRandom(7) });
  const dynamoDb = new DynamoDb(kernel, rest);
  const client = new DynamoDBClient(sdkConfig(dynamoDb.service));
  return {
    kernel,
    clock,
    dynamoDb,
    client,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    streams: new DynamoDBStreamsClient(sdkConfig(dynamoDb.streamsService)),
  };
}

/**
 * Creates a table with the keys `pk` and `sk`. Each name in `indexes` is a string attribute with a
 * global index.
 */
export async function createTable(
  { client }: TestDynamoDb,
  name: string,
  input: Partial<CreateTableCommandInput> = {},
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      ...input,
    }),
  );
  if (!againstAws) return;
  const table = { TableName: name };
  const patience = { client, maxWaitTime: 120, minDelay: 2 };
  await waitUntilTableExists(patience, table);
  // The next test creates a table of the same name.
  onTestFinished(async () => {
    await client.send(new DeleteTableCommand(table));
    await waitUntilTableNotExists(patience, table);
  });
}

/** Creates a table with one key attribute, `id`. */
export async function createSimpleTable(fixture: TestDynamoDb, name: string): Promise<void> {
  await createTable(fixture, name, {
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
}

export async function streamArnOf({ client }: TestDynamoDb, table: string): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table?.LatestStreamArn ?? "";
}

/** Expects an AWS error by its name and message. */
export async function expectRefusal(call: Promise<unknown>, name: string, message: string): Promise<void> {
  await expect(call).rejects.toMatchObject({ name, message });
}

export async function expectValidation(call: Promise<unknown>, message: string): Promise<void> {
  await expectRefusal(call, "ValidationException", message);
}
