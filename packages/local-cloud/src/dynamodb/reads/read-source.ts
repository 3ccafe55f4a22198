import { validation } from "../errors.ts";
import type { Projection } from "../expressions/projection.ts";
import type { Database } from "../state/database.ts";
import { tieHash } from "../state/key-hash.ts";
import type { Entry, OrderedPartitions } from "../state/partitions.ts";
import { checkKeyAttribute, type KeySchema, locate } from "../state/schema.ts";
import type { SecondaryIndex } from "../state/secondary-index.ts";
import type { StoredItem } from "../state/stored-item.ts";
import type { Table } from "../state/table.ts";
import { type Attributes, attribute } from "../values/attributes.ts";
import { pick } from "../values/validate.ts";

export interface ReadRequest {
  TableName: string;
  IndexName?: string;
  ConsistentRead?: boolean;
  ExclusiveStartKey?: Attributes;
  Select?: "SPECIFIC_ATTRIBUTES" | "COUNT" | "ALL_ATTRIBUTES" | "ALL_PROJECTED_ATTRIBUTES";
  ProjectionExpression?: string;
}

export interface SourceEntry extends Entry {
  readonly item: StoredItem;
}

/** The source of a query or scan: a table or one of its indexes. */
export interface ReadSource {
  table: Table;
  index: SecondaryIndex | undefined;
  schema: KeySchema;
  partitions: OrderedPartitions<SourceEntry>;
  /** Attributes of a `LastEvaluatedKey`: the keys of the table and of the index. */
  cursorNames: string[];
  /**
   * True if attributes outside a local index are requested, so that each item is fetched from the
   * table.
   */
  fetches: boolean;
}

export function readSource(database: Database, request: ReadRequest): ReadSource {
  const table = database.table(request.TableName);
  if (request.IndexName === undefined) {
    const { schema, keyNames } = table;
    return {
      table,
      index: undefined,
      schema,
      partitions: table.seenItems(request.ConsistentRead ?? false),
      cursorNames: [...keyNames],
      fetches: false,
    };
  }
  const index = table.index(request.IndexName);
  if (!index) {
    throw validation(`The table does not have the specified index: ${request.IndexName}`);
  }
  if (index.schema.global && request.ConsistentRead) {
    throw validation("Consistent reads are not supported on global secondary indexes");
  }
  const { schema } = index;
  const cursor = new Set([...table.keyNames, schema.hash.name, ...(schema.range ? [schema.range.name] : [])]);
  return { table, index, schema, partitions: index.seen(), cursorNames: [...cursor], fetches: false };
}

/** Decides which attributes are returned. Refuses attributes that a global index does not hold. */
export function checkSelection(
  source: ReadSource,
  request: ReadRequest,
  projection: Projection | undefined,
): ReadSource {
  const { index } = source;
  const { Select: select } = request;
  if (select === "SPECIFIC_ATTRIBUTES" && !projection) {
    throw validation(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  }
  if (projection && select !== undefined && select !== "SPECIFIC_ATTRIBUTES") {
    const parameter = request.ProjectionExpression === undefined ? "AttributesToGet" : "ProjectionExpression";
    throw validation(`Cannot specify the ${parameter} when choosing to get ${select}`);
  }
  if (select === "ALL_PROJECTED_ATTRIBUTES" && !index) {
    throw validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (!index || index.schema.projection === "ALL") return source;
  const { projected, global, name } = index.schema;
  const missing = projection?.heads().filter((head) => !projected.has(head)) ?? [];
  if (select !== "ALL_ATTRIBUTES" && missing.length === 0) return source;
  if (!global) return { ...source, fetches: true };
  throw validation(
    select === "ALL_ATTRIBUTES"
      ? `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`
      : `One or more parameter values were invalid: Global secondary index ${name} does not project ${describeNames(missing)}`,
  );
}

function describeNames(names: string[]): string {
  return `[${[...new Set(names)].join(", ")}]`;
}

/** A position in a source, from an `ExclusiveStartKey`. */
export interface Cursor {
  partition: string;
  entry: Entry;
}

/** Checks that a start key has the attributes of the source's and the table's keys. */
export function checkStartKey(source: ReadSource, key: Attributes, mismatch: string): void {
  if (Object.keys(key).length !== source.cursorNames.length) throw validation(mismatch);
  const { hash, range } = source.schema;
  for (const piece of range ? [hash, range] : [hash]) {
    if (source.index && !attribute(key, piece.name)) throw validation("The provided starting key is invalid");
    if (source.index) checkKeyAttribute(piece, key, piece === hash);
  }
}

/** Checks the table's key in a start key. */
export function checkTableStartKey({ table }: ReadSource, key: Attributes): void {
  const { hash, range } = table.schema;
  try {
    for (const piece of range ? [hash, range] : [hash]) checkKeyAttribute(piece, key, piece === hash);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw validation(`The provided starting key is invalid: ${message}`);
  }
}

export function cursorOf(source: ReadSource, key: Attributes): Cursor {
  const { partition, range } = locate(source.schema, key);
  const { schema } = source.table;
  const tie = source.index ? tieHash(schema, key) : 0;
  return { partition, entry: { range, tie, item: locate(schema, key) } };
}

export function lastEvaluatedKey(source: ReadSource, item: Attributes): Attributes {
  return pick(item, source.cursorNames);
}
