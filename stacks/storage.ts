import { blueprint } from "@tradewind/blueprint";
import type { BucketDefinition, TableDefinition } from "@tradewind/blueprint/define";
import { byName } from "./by-name.ts";
import { stage } from "./stage.ts";

export const tables = byName(blueprint.tables, (table: TableDefinition) => {
  return new sst.aws.Dynamo(table.name, {
    fields: { ...table.attributes },
    primaryIndex: keysOf(table),
    globalIndexes: Object.fromEntries(
      Object.entries(table.indexes).map(([name, index]) => [
        name,
        { ...keysOf(index), projection: projectionOf(index.projection) },
      ]),
    ),
    ...(table.stream && { stream: table.stream }),
    ...(table.timeToLive && { ttl: table.timeToLive }),
    deletionProtection: stage.keepsData,
    transform: { table: { serverSideEncryption: { enabled: true } } },
  });
});

export const buckets = byName(blueprint.buckets, ({ name }: BucketDefinition) => {
  const bucket = new sst.aws.Bucket(name, {
    versioning: true,
    cors: false,
    transform: { bucket: { forceDestroy: !stage.keepsData } },
  });
  const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
    bucket: bucket.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  return { bucket, encryption };
});

function keysOf({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) {
  return { hashKey: partitionKey, ...(sortKey !== undefined && { rangeKey: sortKey }) };
}

function projectionOf(projection: "all" | "keys" | readonly string[]) {
  if (projection === "all") return "all" as const;
  return projection === "keys" ? ("keys-only" as const) : [...projection];
}
