import { blueprint } from "@tradewind/blueprint";
import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { policy } from "../policy.ts";
import { stage } from "../stage.ts";

/** Actions that change or delete items. PutItem is left out because it also adds items. */
const CHANGES = [
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:PartiQLUpdate",
  "dynamodb:PartiQLDelete",
];

export const tables = byName(blueprint.tables, (table: TableDefinition) => {
  const replicaRegions = table.replicated && stage.recovery ? [stage.recovery.region] : [];
  // Replication needs a stream with both images.
  const stream = replicaRegions.length > 0 ? "new-and-old-images" : table.stream;
  const resource = new sst.aws.Dynamo(table.name, {
    fields: { ...table.attributes },
    primaryIndex: keysOf(table),
    globalIndexes: Object.fromEntries(
      Object.entries(table.indexes).map(([name, index]) => [
        name,
        { ...keysOf(index), projection: projectionOf(index.projection) },
      ]),
    ),
    ...(stream && { stream }),
    ...(table.timeToLive && { ttl: table.timeToLive }),
    deletionProtection: stage.keepsData,
    transform: {
      table: {
        serverSideEncryption: { enabled: true },
        replicas: replicaRegions.map((regionName) => ({
          regionName,
          pointInTimeRecovery: true,
          deletionProtectionEnabled: stage.keepsData,
        })),
      },
    },
  });
  if (table.appendOnly)
    new aws.dynamodb.ResourcePolicy(`${table.name}AppendOnly`, {
      resourceArn: resource.arn,
      policy: policy({ Effect: "Deny", Action: CHANGES, Resource: resource.arn, Principal: "*" }),
    });
  return resource;
});

function keysOf({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) {
  return { hashKey: partitionKey, ...(sortKey !== undefined && { rangeKey: sortKey }) };
}

function projectionOf(projection: "all" | "keys" | readonly string[]) {
  if (projection === "all") return "all" as const;
  return projection === "keys" ? ("keys-only" as const) : [...projection];
}
