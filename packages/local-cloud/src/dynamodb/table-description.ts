import type { IndexDefinition, TableDefinition } from "./state/definition.ts";
import type { Table } from "./state/table.ts";

export type TableStatus = "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export function describe(table: Table, status: TableStatus = "ACTIVE"): object {
  const { definition } = table;
  const onDemand = definition.billingMode === "PAY_PER_REQUEST";
  return {
    AttributeDefinitions: definition.attributeDefinitions,
    TableName: definition.name,
    KeySchema: definition.keySchema,
    TableStatus: status,
    CreationDateTime: definition.createdAt / 1000,
    ProvisionedThroughput: throughput(definition),
    TableSizeBytes: table.sizeBytes,
    ItemCount: table.itemCount,
    TableArn: table.arn,
    TableId: definition.id,
    ...(onDemand
      ? {
          BillingModeSummary: {
            BillingMode: "PAY_PER_REQUEST",
            LastUpdateToPayPerRequestDateTime:
              (definition.throughputChangedAt ?? definition.createdAt) / 1000,
          },
          TableThroughputModeSummary: {
            TableThroughputMode: "PAY_PER_REQUEST",
            LastUpdateToPayPerRequestDateTime:
              (definition.throughputChangedAt ?? definition.createdAt) / 1000,
          },
        }
      : {}),
    ...indexes(table, status),
    ...stream(table),
    ...(definition.onDemandThroughput ? { OnDemandThroughput: definition.onDemandThroughput } : {}),
    ...(definition.tableClass ? { TableClassSummary: { TableClass: definition.tableClass } } : {}),
    ...(definition.encryption ? { SSEDescription: definition.encryption } : {}),
    DeletionProtectionEnabled: definition.deletionProtection,
  };
}

function throughput(definition: TableDefinition): object {
  return { ...definition.throughput, NumberOfDecreasesToday: 0 };
}

function stream(table: Table): object {
  const { stream: described } = table.definition;
  if (!described) return {};
  return {
    ...(described.enabled
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: described.viewType } }
      : {}),
    LatestStreamLabel: described.label,
    LatestStreamArn: `${table.arn}/stream/${described.label}`,
  };
}

function indexes(table: Table, status: TableStatus): object {
  const { localIndexes, globalIndexes } = table.definition;
  const common = (index: IndexDefinition) => {
    const content = table.index(index.IndexName);
    return {
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
      IndexSizeBytes: content?.sizeBytes ?? 0,
      ItemCount: content?.itemCount ?? 0,
      IndexArn: `${table.arn}/index/${index.IndexName}`,
    };
  };
  return {
    ...(localIndexes.length > 0 ? { LocalSecondaryIndexes: localIndexes.map(common) } : {}),
    ...(globalIndexes.length > 0
      ? {
          GlobalSecondaryIndexes: globalIndexes.map((index) => ({
            ...common(index),
            IndexStatus: status === "CREATING" || status === "DELETING" ? status : "ACTIVE",
            ProvisionedThroughput: {
              ReadCapacityUnits: 0,
              WriteCapacityUnits: 0,
              ...index.ProvisionedThroughput,
              NumberOfDecreasesToday: 0,
            },
            ...(index.OnDemandThroughput ? { OnDemandThroughput: index.OnDemandThroughput } : {}),
          })),
        }
      : {}),
  };
}
