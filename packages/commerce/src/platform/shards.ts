/**
 * Shards of an index that many items share: one partition of DynamoDB takes 1,000 writes a second.
 * At a thousand orders a second, the indexes of orders take several thousand.
 */
export const SHARDS = ["0", "1", "2", "3", "4", "5", "6", "7"] as const;

/** The shard of an id. Its last character is random and spreads ids evenly. */
export const shardOf = (id: string): string => String(id.charCodeAt(id.length - 1) % SHARDS.length);
