import { blueprint } from "@tradewind/blueprint";
import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { policy } from "../policy.ts";
import { stage } from "../stage.ts";

/** What changes or deletes items. PutItem is not among them: it is what adds one. */
const CHANGES = [
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:PartiQLUpdate",
  "dynamodb:PartiQLDelete",
];

export const tables = byName(blueprint.tables, (table: TableDefinition) => {
  const copied = table.replicated && stage.recovery ? [stage.recovery.region] : [];
  // DynamoDB copies by a stream with both images.
  const stream = copied.length > 0 ? "new-and-old-images" : table.stream;
  const made = new sst.aws.Dynamo(table.name, {
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
        replicas: copied.map((regionName) => ({
          regionName,
          pointInTimeRecovery: true,
          deletionProtectionEnabled: stage.keepsData,
        })),
      },
    },
  });
  if (table.appendOnly)
    new aws.dynamodb.ResourcePolicy(`${table.name}AppendOnly`, {
      resourceArn: made.arn,
      policy: policy({ Effect: "Deny", Action: CHANGES, Resource: made.arn, Principal: "*" }),
    });
  return made;
});

function keysOf({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) {
  return { hashKey: partitionKey, ...(sortKey !== undefined && { rangeKey: sortKey }) };
}

function projectionOf(projection: "all" | "keys" | readonly string[]) {
  if (projection === "all") return "all" as const;
  return projection === "keys" ? ("keys-only" as const) : [...projection];
}
