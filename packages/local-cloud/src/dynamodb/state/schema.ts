import { validation } from "../errors.ts";
import {
  type Attributes,
  type AttributeValue,
  attribute,
  type KeyType,
  typeOf,
} from "../values/attributes.ts";
import { orderedKey } from "../values/compare.ts";
import { base64Length, utf8Length } from "../values/text.ts";

const MAX_HASH_KEY_BYTES = 2048;
const MAX_RANGE_KEY_BYTES = 1024;

export interface KeyAttribute {
  name: string;
  type: KeyType;
}

export interface KeySchema {
  hash: KeyAttribute;
  range: KeyAttribute | undefined;
}

export interface IndexSchema extends KeySchema {
  name: string;
  global: boolean;
  projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  /**
   * The attributes of an entry when the projection is not ALL: the index's keys, the table's keys
   * and the included attributes.
   */
  projected: ReadonlySet<string>;
}

/** A primary key in the form that storage uses. */
export interface Location {
  partition: string;
  range: string;
}

export function keyNames(schema: KeySchema): string[] {
  return schema.range ? [schema.hash.name, schema.range.name] : [schema.hash.name];
}

/**
 * The location of an item with these key attributes. They must have been checked against the
 * schema.
 */
export function locate(schema: KeySchema, attributes: Attributes): Location {
  return {
    partition: orderedKey(attributes[schema.hash.name] as AttributeValue),
    range: schema.range ? orderedKey(attributes[schema.range.name] as AttributeValue) : "",
  };
}

/** One string for a location, unique within its table. */
export function locationKey({ partition, range }: Location): string {
  return `${partition.length}:${partition}${range}`;
}

/** Checks the `Key` of a request: exactly the key attributes, of the right types. */
export function checkKey(schema: KeySchema, key: Attributes): void {
  let count = 0;
  for (const _ in key) count += 1;
  if (count !== (schema.range ? 2 : 1)) {
    throw validation("The provided key element does not match the schema");
  }
  checkKeyAttribute(schema.hash, key, true);
  if (schema.range) checkKeyAttribute(schema.range, key, false);
}

export function checkKeyAttribute({ name, type }: KeyAttribute, key: Attributes, isHash: boolean): void {
  const value = attribute(key, name);
  if (!value || !(type in value)) throw validation("The provided key element does not match the schema");
  checkKeyContent(name, value, isHash, "One or more parameter values were invalid: ");
}

/** Checks the key attributes of a whole item, and those of its indexes. */
export function checkItemKeys(schema: KeySchema, indexes: readonly IndexSchema[], item: Attributes): void {
  checkItemKey(schema.hash, item, true);
  if (schema.range) checkItemKey(schema.range, item, false);
  for (const index of indexes) checkIndexKeys(index, item);
}

function checkItemKey({ name, type }: KeyAttribute, item: Attributes, isHash: boolean): void {
  const value = attribute(item, name);
  if (!value) {
    throw validation(`One or more parameter values were invalid: Missing the key ${name} in the item`);
  }
  if (!(type in value)) {
    throw validation(
      `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
    );
  }
  checkKeyContent(name, value, isHash, "One or more parameter values are not valid. ");
}

function checkKeyContent(name: string, value: AttributeValue, isHash: boolean, prefix: string): void {
  const content = "S" in value ? value.S : "B" in value ? value.B : undefined;
  if (content === undefined) return;
  if (content === "") {
    const kind = "S" in value ? "string" : "binary";
    throw validation(
      `${prefix}The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
    );
  }
  const bytes = "S" in value ? utf8Length(content) : base64Length(content);
  if (isHash && bytes > MAX_HASH_KEY_BYTES) {
    throw validation(
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
  }
  if (!isHash && bytes > MAX_RANGE_KEY_BYTES) {
    throw validation(
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
  }
}

/** An item may lack an index's keys. Keys that it has must be of the index's types. */
export function checkIndexKeys(index: IndexSchema, item: Attributes): void {
  checkIndexKey(index.hash, index, item, true);
  if (index.range) checkIndexKey(index.range, index, item, false);
}

function checkIndexKey(
  { name, type }: KeyAttribute,
  index: IndexSchema,
  item: Attributes,
  isHash: boolean,
): void {
  const value = attribute(item, name);
  if (!value) return;
  if (!(type in value)) {
    throw validation(
      `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
    );
  }
  const content = "S" in value ? value.S : "B" in value ? value.B : undefined;
  if (content === "") {
    const kind = "S" in value ? "string" : "binary";
    throw validation(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.name}, IndexKey: ${name}`,
    );
  }
  if (content !== undefined) checkKeyContent(name, value, isHash, "");
}

/**
 * Returns true if the item appears in the index. Indexes are sparse, and an item that is older than
 * its index may have values that cannot be keys.
 */
export function isIndexed(index: IndexSchema, item: Attributes): boolean {
  return (
    isIndexKey(index.hash, item, MAX_HASH_KEY_BYTES) &&
    (!index.range || isIndexKey(index.range, item, MAX_RANGE_KEY_BYTES))
  );
}

function isIndexKey({ name, type }: KeyAttribute, item: Attributes, maxBytes: number): boolean {
  const value = attribute(item, name);
  if (!value || !(type in value)) return false;
  if ("N" in value) return true;
  const bytes = "S" in value ? utf8Length(value.S) : "B" in value ? base64Length(value.B) : 0;
  return bytes > 0 && bytes <= maxBytes;
}
