import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter, resourceInUse, validation } from "../errors.ts";
import { checkGlobalIndexes, type IndexInput, indexDefinition } from "../input/index-rules.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import type { TableDefinition, Throughput } from "../state/definition.ts";
import type { Table } from "../state/table.ts";
import { describe } from "../table-description.ts";
import {
  type CreateTableInput,
  checkStreamSpecification,
  checkThroughputBounds,
  streamLabel,
} from "./create-table.ts";

interface IndexUpdate {
  Create?: IndexInput;
  Update?: { IndexName: string; ProvisionedThroughput?: Throughput; OnDemandThroughput?: object };
  Delete?: { IndexName: string };
}

type UpdateTableInput = Pick<
  CreateTableInput,
  | "TableName"
  | "BillingMode"
  | "ProvisionedThroughput"
  | "OnDemandThroughput"
  | "StreamSpecification"
  | "SSESpecification"
  | "TableClass"
  | "DeletionProtectionEnabled"
> & {
  AttributeDefinitions?: TableDefinition["attributeDefinitions"];
  GlobalSecondaryIndexUpdates?: IndexUpdate[];
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = operation<UpdateTableInput>(shapes.updateTable, (database, input, call) => {
  checkRequest(input);
  const table = database.namedTable(input.TableName);
  checkAgainstTable(table.definition, input);
  for (const update of input.GlobalSecondaryIndexUpdates ?? []) updateIndex(table, input, update);
  changeSettings(database, table, input);
  changeStream(database, table, input);
  database.save(table.definition);
  call.awaitsDurability = true;
  return { TableDescription: describe(table, "UPDATING") };
});

function checkRequest(input: UpdateTableInput): void {
  const {
    TableName: _,
    AttributeDefinitions: __,
    GlobalSecondaryIndexUpdates: updates = [],
    ...settings
  } = input;
  if (Object.keys(settings).length === 0 && updates.length === 0) {
    throw validation(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
    );
  }
  if (input.BillingMode === "PROVISIONED" && !input.ProvisionedThroughput) {
    throw invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (input.ProvisionedThroughput) checkThroughputBounds(input.ProvisionedThroughput);
  const names = new Set<string>();
  for (const { Create, Update, Delete } of updates) {
    const name = (Update ?? Create ?? Delete)?.IndexName;
    if (name === undefined) {
      throw invalidParameter(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
      );
    }
    if (names.has(name)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    names.add(name);
  }
  checkStreamSpecification(input.StreamSpecification);
}

function checkAgainstTable(definition: TableDefinition, input: UpdateTableInput): void {
  const updates = input.GlobalSecondaryIndexUpdates ?? [];
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw new AwsError(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  }
  const { ProvisionedThroughput: wanted } = input;
  const mode = input.BillingMode ?? definition.billingMode;
  if (wanted && mode === "PAY_PER_REQUEST") {
    throw invalidParameter(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  const { throughput } = definition;
  const unchanged =
    wanted?.ReadCapacityUnits === throughput.ReadCapacityUnits &&
    wanted.WriteCapacityUnits === throughput.WriteCapacityUnits;
  if (unchanged && definition.billingMode === mode) {
    throw validation(
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${throughput.ReadCapacityUnits}. Requested ReadCapacityUnits: ${throughput.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the table: ${throughput.WriteCapacityUnits}. Requested WriteCapacityUnits: ${throughput.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  for (const { Update, Delete } of updates) {
    const name = (Update ?? Delete)?.IndexName;
    if (name === undefined || definition.globalIndexes.some(({ IndexName }) => IndexName === name)) continue;
    throw Update
      ? validation(
          "This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate",
        )
      : new AwsError("ResourceNotFoundException", "Requested resource not found");
  }
}

function updateIndex(table: Table, input: UpdateTableInput, { Create, Update, Delete }: IndexUpdate): void {
  const { definition } = table;
  if (Create) {
    const known = definition.attributeDefinitions;
    const added = (input.AttributeDefinitions ?? []).filter(
      (one) => !known.some(({ AttributeName }) => AttributeName === one.AttributeName),
    );
    const attributes = [...known, ...added];
    const names = new Set(
      [...definition.localIndexes, ...definition.globalIndexes].map(({ IndexName }) => IndexName),
    );
    checkGlobalIndexes(
      [Create],
      input.BillingMode ?? definition.billingMode,
      attributes.map(({ AttributeName }) => AttributeName),
      names,
    );
    const index = indexDefinition(Create);
    definition.attributeDefinitions = attributes;
    definition.globalIndexes = [...definition.globalIndexes, index];
    table.addIndex(index);
  } else if (Delete) {
    definition.globalIndexes = definition.globalIndexes.filter(
      ({ IndexName }) => IndexName !== Delete.IndexName,
    );
    table.removeIndex(Delete.IndexName);
  } else if (Update) {
    definition.globalIndexes = definition.globalIndexes.map((index) =>
      index.IndexName === Update.IndexName ? { ...index, ...Update } : index,
    );
  }
}

function changeSettings(database: Database, { definition }: Table, input: UpdateTableInput): void {
  if (input.BillingMode) definition.billingMode = input.BillingMode;
  if (input.ProvisionedThroughput) definition.throughput = input.ProvisionedThroughput;
  else if (input.BillingMode) definition.throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  if (input.ProvisionedThroughput ?? input.BillingMode)
    definition.throughputChangedAt = database.kernel.clock.now();
  if (input.OnDemandThroughput) definition.onDemandThroughput = input.OnDemandThroughput;
  if (input.TableClass) definition.tableClass = input.TableClass;
  if (input.DeletionProtectionEnabled !== undefined)
    definition.deletionProtection = input.DeletionProtectionEnabled;
}

function changeStream(
  database: Database,
  table: Table,
  { StreamSpecification: wanted }: UpdateTableInput,
): void {
  if (!wanted) return;
  const { definition } = table;
  const enabled = definition.stream?.enabled ?? false;
  if (wanted.StreamEnabled) {
    if (enabled) throw resourceInUse(`Table already has an enabled stream: ${table.name}`);
    if (!wanted.StreamViewType) return;
    const label = streamLabel(database.kernel.clock.now());
    definition.stream = { label, viewType: wanted.StreamViewType, enabled: true };
    database.openStream(table);
    return;
  }
  if (!enabled || !definition.stream) throw validation("Table already has no stream to disable");
  definition.stream = { ...definition.stream, enabled: false };
  if (table.stream) table.stream.enabled = false;
}
