import { invalidParameter, resourceInUse, validation } from "../errors.ts";
import {
  checkGlobalIndexes,
  checkKeySchema,
  checkKeysDefined,
  checkLocalIndexes,
  checkProjectedCount,
  type IndexInput,
  indexDefinition,
} from "../input/index-rules.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import type { KeySchemaElement, StreamViewType, TableDefinition, Throughput } from "../state/definition.ts";
import { describe } from "../table-description.ts";

export interface StreamSpecification {
  StreamEnabled: boolean;
  StreamViewType?: StreamViewType;
}

export interface CreateTableInput {
  TableName: string;
  AttributeDefinitions: TableDefinition["attributeDefinitions"];
  KeySchema: KeySchemaElement[];
  LocalSecondaryIndexes?: IndexInput[];
  GlobalSecondaryIndexes?: IndexInput[];
  BillingMode?: TableDefinition["billingMode"];
  ProvisionedThroughput?: Throughput;
  OnDemandThroughput?: object;
  StreamSpecification?: StreamSpecification;
  SSESpecification?: { Enabled?: boolean; KMSMasterKeyId?: string };
  TableClass?: string;
  DeletionProtectionEnabled?: boolean;
  Tags?: { Key: string; Value: string }[];
}

const MAX_THROUGHPUT = 1_000_000_000_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = operation<CreateTableInput>(shapes.createTable, (database, input, call) => {
  checkThroughput(input);
  checkSchema(input);
  if (database.has(input.TableName)) {
    throw resourceInUse(`Table already exists: ${input.TableName}`);
  }
  const table = database.create(definitionOf(database, input));
  call.awaitsDurability = true;
  return { TableDescription: describe(table, "CREATING") };
});

function checkThroughput({ BillingMode: mode, ProvisionedThroughput: throughput }: CreateTableInput): void {
  if (mode === "PAY_PER_REQUEST") {
    if (!throughput) return;
    throw invalidParameter(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  if (!throughput) {
    throw invalidParameter(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  }
  checkThroughputBounds(throughput);
}

export function checkThroughputBounds({
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
}: Throughput): void {
  if (read > MAX_THROUGHPUT) throw validation(`Given value ${read} for ReadCapacityUnits is out of bounds`);
  if (write > MAX_THROUGHPUT)
    throw validation(`Given value ${write} for WriteCapacityUnits is out of bounds`);
}

function checkSchema(input: CreateTableInput): void {
  const defined = input.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  const { KeySchema: keys, LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = input;
  if (keys.length > defined.length) {
    throw validation("Invalid KeySchema: Some index key attribute have no definition");
  }
  checkKeysDefined(keys, defined);
  checkKeySchema(keys);
  if (!local && !global && keys.length !== defined.length) {
    throw invalidParameter(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  }
  const names = new Set<string>();
  if (local) checkLocalIndexes(local, keys, defined, names);
  if (global) checkGlobalIndexes(global, input.BillingMode, defined, names);
  checkProjectedCount([...(local ?? []), ...(global ?? [])]);
  const used = new Set(
    [keys, ...[...(local ?? []), ...(global ?? [])].map((index) => index.KeySchema)]
      .flat()
      .map(({ AttributeName }) => AttributeName),
  );
  if (defined.some((name) => !used.has(name))) {
    throw invalidParameter(
      `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(", ")}], keys used: [${[...used].join(", ")}]`,
    );
  }
  checkStreamSpecification(input.StreamSpecification);
}

export function checkStreamSpecification(specification: StreamSpecification | undefined): void {
  if (!specification) return;
  if (specification.StreamEnabled && !specification.StreamViewType) {
    throw invalidParameter("StreamViewType must be specified when StreamEnabled is true");
  }
  if (!specification.StreamEnabled && specification.StreamViewType) {
    throw invalidParameter("StreamViewType must not be specified when StreamEnabled is false");
  }
}

function definitionOf(database: Database, input: CreateTableInput): TableDefinition {
  const { clock, random } = database.kernel;
  const now = clock.now();
  const { StreamSpecification: stream, SSESpecification: encryption } = input;
  return {
    name: input.TableName,
    id: random.uuid(),
    createdAt: now,
    attributeDefinitions: input.AttributeDefinitions,
    keySchema: input.KeySchema,
    localIndexes: (input.LocalSecondaryIndexes ?? []).map(indexDefinition),
    globalIndexes: (input.GlobalSecondaryIndexes ?? []).map(indexDefinition),
    billingMode: input.BillingMode ?? "PROVISIONED",
    throughput: input.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    ...(input.OnDemandThroughput ? { onDemandThroughput: input.OnDemandThroughput } : {}),
    ...(input.TableClass ? { tableClass: input.TableClass } : {}),
    ...(encryption?.Enabled
      ? {
          encryption: {
            Status: "ENABLED",
            SSEType: "KMS",
            KMSMasterKeyArn: keyArn(database, encryption.KMSMasterKeyId),
          },
        }
      : {}),
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    tags: input.Tags ?? [],
    ...(stream?.StreamEnabled && stream.StreamViewType
      ? { stream: { label: streamLabel(now), viewType: stream.StreamViewType, enabled: true } }
      : {}),
  };
}

function keyArn(database: Database, id = "alias/aws/dynamodb"): string {
  if (id.startsWith("arn:")) return id;
  return database.kernel.arn("kms", id.startsWith("alias/") ? id : `key/${id}`);
}

/** The label of a stream is the time at which it was enabled. */
export function streamLabel(now: number): string {
  return new Date(now).toISOString().slice(0, -1);
}
