import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { LocalCloud } from "@tradewind/local-cloud";

/** An item of the single table as its entity wrote it. */
export type StoredItem = Record<string, unknown>;

/** A DynamoDB client for the shop's tables that uses none of the shop's code. */
export function documentsOf(cloud: LocalCloud): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    region: cloud.kernel.region,
    endpoint: "http://127.0.0.1:4566",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: cloud.requestHandler(),
  });
  return DynamoDBDocumentClient.from(client);
}

/** Reads all items of the shop's table, by entity, without the shop's code. */
export async function readEntities(cloud: LocalCloud, TableName: string): Promise<Map<string, StoredItem[]>> {
  const entities = new Map<string, StoredItem[]>();
  const scan = paginateScan({ client: documentsOf(cloud) }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of scan) {
    for (const item of Items) {
      const name = String(item["__edb_e__"]);
      const items = entities.get(name);
      if (items) items.push(item);
      else entities.set(name, [item]);
    }
  }
  return entities;
}
