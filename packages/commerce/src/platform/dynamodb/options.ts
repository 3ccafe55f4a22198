import { Throttled } from "../aws-errors.ts";

/**
 * Options of every ElectroDB call: throw DynamoDB's own errors. Otherwise ElectroDB takes a stack
 * trace per call, failed or not, which costs more than building the request.
 */
export const electroOptions = { originalErr: true } as const;

export interface PageWanted {
  limit: number;
  /** Cursor that the previous page returned. */
  cursor?: string | undefined;
}

/**
 * Options of a query for one page of a keys-only index by time, newest first; the items are read
 * too.
 */
export const newestFirstPage = ({ limit, cursor }: PageWanted) =>
  ({ ...electroOptions, hydrate: true, order: "desc", limit, ...(cursor ? { cursor } : {}) }) as const;

/**
 * DynamoDB may write a batch in part when the table is short of capacity.
 * @throws ThrottlingException when items are left
 */
export async function assertAllWritten(batch: Promise<{ unprocessed: unknown[] }>): Promise<void> {
  const { unprocessed } = await batch;
  if (unprocessed.length > 0) throw new Throttled(`${unprocessed.length} items were not written.`);
}
