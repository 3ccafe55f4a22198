import { documentClient } from "./document-client.ts";
import type { StoredItem } from "./transaction.ts";

/** A read that {@link readBatch} carries out with others. */
export interface BatchRead {
  readonly table: string;
  readonly key: StoredItem;
}

/** BatchGetItem reads at most so many items. */
export const MOST_READS = 100;

/** Turns an ElectroDB `get` into a read of a batch. */
export function asBatchRead(operation: object): BatchRead {
  const get = operation as { params(): { TableName: string; Key: StoredItem } };
  const { TableName, Key } = get.params();
  return { table: TableName, key: Key };
}

/**
 * Reads items of several entities and tables in one round trip, each as it is at some time: during
 * the read when it is `consistent`, else perhaps a moment ago.
 * @returns an item for each read; undefined where there is none
 */
export async function readBatch(
  reads: readonly BatchRead[],
  { consistent = false } = {},
): Promise<(StoredItem | undefined)[]> {
  if (reads.length === 0) return [];
  const tables = Map.groupBy(reads, ({ table }) => table);
  const RequestItems = Object.fromEntries(
    [...tables].map(([table, some]) => [
      table,
      { Keys: some.map(({ key }) => key), ConsistentRead: consistent },
    ]),
  );
  const { Responses } = (await documentClient.batchGet({ RequestItems }).promise()) as {
    Responses: Record<string, StoredItem[]>;
  };
  return reads.map(({ table, key }) => Responses[table]?.find((item) => hasKey(item, key)));
}

const hasKey = (item: StoredItem, key: StoredItem) =>
  Object.entries(key).every(([name, value]) => item[name] === value);
