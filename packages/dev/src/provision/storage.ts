import { isDeepStrictEqual } from "node:util";
import type {
  AttributeDefinition,
  CreateTableCommandInput,
  TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { Blueprint } from "@tradewind/blueprint";
import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { unlessExists } from "./existing.ts";

const STREAM_VIEWS = { "new-image": "NEW_IMAGE", "new-and-old-images": "NEW_AND_OLD_IMAGES" } as const;

/** Makes the tables and returns the ARNs of their streams, by table name. */
export async function provisionTables(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  await Promise.all(
    blueprint.tables.map(async (table) => {
      const wanted = createTableInput(table);
      const description = await unlessExists(
        ["ResourceInUseException"],
        async () =>
          (await cloud.call("dynamodb", "CreateTable", wanted))["TableDescription"] as TableDescription,
        async () => unchanged(wanted, await describe(cloud, table.name)),
      );
      await timeToLive(cloud, table);
      if (description.LatestStreamArn) streams.set(table.name, description.LatestStreamArn);
      links.set(table.name, { name: table.name });
    }),
  );
  return streams;
}

async function describe(cloud: LocalCloud, name: string): Promise<TableDescription> {
  return (await cloud.call("dynamodb", "DescribeTable", { TableName: name }))["Table"] as TableDescription;
}

async function timeToLive(
  cloud: LocalCloud,
  { name, timeToLive: attribute }: TableDefinition,
): Promise<void> {
  if (attribute === undefined) return;
  const current = await cloud.call("dynamodb", "DescribeTimeToLive", { TableName: name });
  const { TimeToLiveStatus: status } = current["TimeToLiveDescription"] as { TimeToLiveStatus?: string };
  if (status === "ENABLED" || status === "ENABLING") return;
  const specification = { AttributeName: attribute, Enabled: true };
  await cloud.call("dynamodb", "UpdateTimeToLive", {
    TableName: name,
    TimeToLiveSpecification: specification,
  });
}

function createTableInput(table: TableDefinition): CreateTableCommandInput {
  const indexes = Object.entries(table.indexes);
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: Object.entries(table.attributes).map(
      ([name, type]): AttributeDefinition => ({
        AttributeName: name,
        AttributeType: type === "string" ? "S" : "N",
      }),
    ),
    KeySchema: keySchema(table),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
        IndexName: name,
        KeySchema: keySchema(index),
        Projection:
          typeof index.projection === "string"
            ? { ProjectionType: index.projection === "all" ? ("ALL" as const) : ("KEYS_ONLY" as const) }
            : { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.projection] },
      })),
    }),
    ...(table.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: STREAM_VIEWS[table.stream] },
    }),
  };
}

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) {
  return [
    { AttributeName: partitionKey, KeyType: "HASH" as const },
    ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: "RANGE" as const }]),
  ];
}

/**
 * Refuses a table whose keys, indexes or stream are not the blueprint's: they cannot be changed in
 * place.
 */
function unchanged(wanted: CreateTableCommandInput, table: TableDescription): TableDescription {
  const shapeOf = (from: CreateTableCommandInput | TableDescription) => ({
    keys: from.KeySchema,
    indexes: new Map(
      (from.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => [
        IndexName,
        {
          KeySchema,
          type: Projection?.ProjectionType,
          attributes: new Set<string>(Projection?.NonKeyAttributes),
        },
      ]),
    ),
    stream: from.StreamSpecification?.StreamViewType,
  });
  if (isDeepStrictEqual(shapeOf(wanted), shapeOf(table))) return table;
  throw new Error(
    `The table ${wanted.TableName} in the data folder has other keys, indexes or another stream than the blueprint's. Start with a new data folder.`,
  );
}

/** Bucket names are global and lower-case. */
const bucketName = (name: string) => `tradewind-local-${name.toLowerCase()}`;

export async function provisionBuckets(blueprint: Blueprint, cloud: LocalCloud, links: Links): Promise<void> {
  await Promise.all(
    blueprint.buckets.map(async ({ name }) => {
      const bucket = bucketName(name);
      const { status } = await cloud.handle({
        method: "PUT",
        path: `/${bucket}`,
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.alloc(0),
      });
      if (status !== 200 && status !== 409)
        throw new Error(`The bucket ${bucket} cannot be created: status ${status}.`);
      links.set(name, { name: bucket });
    }),
  );
}
