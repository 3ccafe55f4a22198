import { type CapacityRequest, consumedCapacity, readUnits, totalUnits, type Usage } from "../capacity.ts";
import type { Condition } from "../expressions/bound.ts";
import { matches } from "../expressions/evaluate.ts";
import type { Projection } from "../expressions/projection.ts";
import type { Call } from "../operation.ts";
import type { Attributes } from "../values/attributes.ts";
import { lastEvaluatedKey, type ReadRequest, type ReadSource, type SourceEntry } from "./read-source.ts";

/** "A single Query operation can return up to 1 MB", counted before filters. */
const PAGE_BYTES = 1024 * 1024;

export interface PageRequest extends ReadRequest, CapacityRequest {
  Limit?: number;
}

/** Reads entries up to the limits of a page, filters and projects them. */
export function readPage(
  source: ReadSource,
  entries: Iterable<SourceEntry>,
  request: PageRequest,
  filter: Condition | undefined,
  projection: Projection | undefined,
  call: Call,
): { output: object; usage: Usage } {
  const { table, index } = source;
  const limit = request.Limit ?? Number.POSITIVE_INFINITY;
  const consistent = request.ConsistentRead ?? false;
  const counting = request.Select === "COUNT";
  const items: Attributes[] = [];
  let scanned = 0;
  let count = 0;
  let bytes = 0;
  let fetchedUnits = 0;
  let last: Attributes | undefined;
  let full = false;
  for (const { item } of entries) {
    scanned += 1;
    const indexed = index ? index.view(item) : item.attributes;
    bytes += index ? index.sizeOf(item, indexed) : item.size;
    if (source.fetches) fetchedUnits += readUnits(item.size, consistent);
    const view = source.fetches ? item.attributes : indexed;
    if (!filter || matches(filter, view)) {
      count += 1;
      if (!counting) items.push(projection ? projection.of(view) : view);
    }
    if (scanned >= limit || bytes >= PAGE_BYTES) {
      // AWS returns a key whenever a limit is reached, even if no item follows.
      full = true;
      last = item.attributes;
      break;
    }
  }
  const units = readUnits(bytes, consistent);
  const usage: Usage = index
    ? {
        table,
        units: fetchedUnits,
        indexes: [{ name: index.schema.name, global: index.schema.global, units }],
      }
    : { table, units, indexes: [] };
  call.readUnits += totalUnits(usage);
  call.awaitsDurability = consistent;
  const capacity = consumedCapacity(request, usage);
  const output = {
    ...(counting ? {} : { Items: items }),
    Count: count,
    ScannedCount: scanned,
    ...(full && last ? { LastEvaluatedKey: lastEvaluatedKey(source, last) } : {}),
    ...(capacity ? { ConsumedCapacity: capacity } : {}),
  };
  return { output, usage };
}
