/** Calls of DynamoDB that one function makes at once. */
const AT_ONCE = 16;

/**
 * Does the work for each item, several at once. After an error no further work begins; the error is
 * thrown when all work that had begun is done, so that none of it comes late.
 */
export async function severalAtOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const open = [...items];
  const worker = async () => {
    for (let item = open.shift(); item !== undefined; item = open.shift()) {
      await work(item).catch((error: unknown) => {
        open.length = 0;
        throw error;
      });
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  for (const ended of workers) if (ended.status === "rejected") throw ended.reason;
}
