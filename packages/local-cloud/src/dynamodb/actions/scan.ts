import { validation } from "../errors.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { Bindings } from "../expressions/bindings.ts";
import { bindProjection } from "../expressions/projection.ts";
import { checkExpressionParameters } from "../input/expression-parameters.ts";
import * as shapes from "../input/item-shapes.ts";
import { validateStartKey } from "../input/start-key.ts";
import {
  type AttributesToGetRequest,
  checkAttributesToGet,
  projectionOf,
} from "../legacy/attributes-to-get.ts";
import { checkConditions, conditionOf, type LegacyConditions } from "../legacy/conditions.ts";
import { operation } from "../operation.ts";
import { type PageRequest, readPage } from "../reads/page.ts";
import {
  type Cursor,
  checkSelection,
  checkStartKey,
  checkTableStartKey,
  cursorOf,
  type ReadSource,
  readSource,
  type SourceEntry,
} from "../reads/read-source.ts";
import { HASH_RANGE, partitionHash } from "../state/key-hash.ts";
import { compareEntries } from "../state/partitions.ts";
import type { Attributes, AttributeValue } from "../values/attributes.ts";
import { checkKeyPaths, conditionPaths } from "../writes/key-paths.ts";

interface ScanInput extends PageRequest, AttributesToGetRequest {
  ScanFilter?: LegacyConditions;
  ConditionalOperator?: "AND" | "OR";
  FilterExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
  Segment?: number;
  TotalSegments?: number;
}

/**
 * The hash range of one segment of a parallel scan: from `start` (inclusive) to `end` (exclusive).
 */
interface HashRange {
  start: number;
  end: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan = operation<ScanInput>(shapes.scan, (database, input, call) => {
  checkExpressionParameters(
    input,
    ["ProjectionExpression", "FilterExpression"],
    ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
  );
  checkAttributesToGet(input);
  if (input.ScanFilter) checkConditions(input.ScanFilter);
  if (input.ExclusiveStartKey) validateStartKey(input.ExclusiveStartKey);
  const segment = segmentOf(input);
  const bindings = new Bindings(input);
  const filter =
    input.FilterExpression === undefined
      ? input.ScanFilter && conditionOf(input.ScanFilter, input.ConditionalOperator)
      : bindCondition("FilterExpression", input.FilterExpression, bindings);
  const projection =
    input.ProjectionExpression === undefined
      ? projectionOf(input)
      : bindProjection(input.ProjectionExpression, bindings);
  bindings.checkAllUsed();

  const found = readSource(database, input);
  const start = input.ExclusiveStartKey;
  if (start) {
    checkStartKey(
      found,
      start,
      found.index
        ? "The provided starting key is invalid"
        : "The provided starting key is invalid: The provided key element does not match the schema",
    );
  }
  const source = checkSelection(found, input, projection);
  if (start) checkTableStartKey(source, start);
  const hash = start ? partitionHash(start[source.schema.hash.name] as AttributeValue) : segment.start;
  if (start && (hash < segment.start || hash >= segment.end)) {
    throw validation(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${input.TotalSegments} Segment: ${input.Segment}`,
    );
  }
  if (projection) checkKeyPaths(source.table, projection.paths);
  if (filter) checkKeyPaths(source.table, conditionPaths(filter));
  const entries = entriesOf(source, { start: hash, end: segment.end }, start && cursorOf(source, start));
  return readPage(source, entries, input, filter, projection, call).output;
});

function segmentOf({ Segment: segment, TotalSegments: total }: ScanInput): HashRange {
  if (segment !== undefined && total === undefined) {
    throw validation(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  if (total === undefined) return { start: 0, end: HASH_RANGE };
  if (segment === undefined) {
    throw validation(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  }
  if (segment >= total) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  return { start: segmentStart(segment, total), end: segmentStart(segment + 1, total) };
}

/**
 * Segments begin at multiples of 1/4096 of the hash range, as observed in AWS, as long as there are
 * enough multiples.
 */
function segmentStart(segment: number, total: number): number {
  const steps = Math.max(4096, total);
  return Math.floor((Math.ceil((steps * segment) / total) * HASH_RANGE) / steps);
}

function* entriesOf(
  source: ReadSource,
  range: HashRange,
  cursor: Cursor | undefined,
): Generator<SourceEntry, void> {
  const after = cursor?.entry;
  for (const partition of source.partitions.from(range.start, cursor?.partition ?? "")) {
    if (partition.hash >= range.end) return;
    const resumes = after && partition.key === cursor?.partition;
    yield* partition.ascending(resumes ? (entry) => (compareEntries(entry, after) <= 0 ? -1 : 1) : () => 0);
  }
}
