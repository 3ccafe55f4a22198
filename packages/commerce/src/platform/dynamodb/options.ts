/**
 * For every ElectroDB call: errors are DynamoDB's own, by their own names. Otherwise ElectroDB takes a stack trace for each
 * call, failed or not, which costs more than building the request.
 */
export const electroOptions = { originalErr: true } as const;

export interface PageWanted {
  limit: number;
  /** Where the page before ended. */
  cursor?: string | undefined;
}

/** A page of an index by time, the newest first, with its items assertAllWritten. */
export const newestFirstPage = ({ limit, cursor }: PageWanted) =>
  ({ ...electroOptions, hydrate: true, order: "desc", limit, ...(cursor ? { cursor } : {}) }) as const;

/** A batch may be written in part when a table is short of capacity; the rest comes back. */
export async function assertAllWritten(batch: Promise<{ unprocessed: unknown[] }>): Promise<void> {
  const { unprocessed } = await batch;
  if (unprocessed.length > 0)
    throw new Error(`${unprocessed.length} items were not written: the table is busy.`);
}
