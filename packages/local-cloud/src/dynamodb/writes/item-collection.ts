import type { Table } from "../state/table.ts";
import { type Attributes } from "../values/attributes.ts";
import { pick } from "../values/validate.ts";

export interface MetricsRequest {
  ReturnItemCollectionMetrics?: "SIZE" | "NONE";
}

/**
 * Only tables with local secondary indexes have item collections. Sizes are estimates in whole GB,
 * as bounds.
 */
export function itemCollectionMetrics(
  request: MetricsRequest,
  table: Table,
  item: Attributes,
): object | undefined {
  if (request.ReturnItemCollectionMetrics !== "SIZE") return undefined;
  if (table.indexes.every(({ schema }) => schema.global)) return undefined;
  return { ItemCollectionKey: pick(item, [table.schema.hash.name]), SizeEstimateRangeGB: [0, 1] };
}
