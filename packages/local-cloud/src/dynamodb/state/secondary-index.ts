import { type Attributes, type AttributeValue, attribute } from "../values/attributes.ts";
import { sameValue } from "../values/compare.ts";
import { attributesSize } from "../values/size.ts";
import { pick } from "../values/validate.ts";
import { partitionHash, tieHash } from "./key-hash.ts";
import type { Lag } from "./lag.ts";
import { OlderPartitions } from "./older-partitions.ts";
import { type Entry, type OrderedPartitions, Partitions } from "./partitions.ts";
import { type IndexSchema, isIndexed, type KeySchema, locate } from "./schema.ts";
import type { StoredItem } from "./stored-item.ts";

const WRITE_UNIT = 1024;

/** An item's place in an index. */
export class IndexEntry implements Entry {
  readonly range: string;
  readonly tie: number;
  readonly item: StoredItem;

  constructor(range: string, tie: number, item: StoredItem) {
    this.range = range;
    this.tie = tie;
    this.item = item;
  }
}

/** A local or global secondary index: sparse, ordered by its own key and then by primary key. */
export class SecondaryIndex {
  readonly schema: IndexSchema;
  readonly partitions = new Partitions<IndexEntry>();
  itemCount = 0;
  sizeBytes = 0;
  readonly lag: Lag;
  readonly #tableSchema: KeySchema;

  constructor(schema: IndexSchema, tableSchema: KeySchema, lag: Lag) {
    this.schema = schema;
    this.#tableSchema = tableSchema;
    this.lag = lag;
  }

  /** The entries as reads see them: without the changes that lag. */
  seen(): OrderedPartitions<IndexEntry> {
    const older = this.lag.older();
    if (older.size === 0) return this.partitions;
    const entries = new Partitions<IndexEntry>();
    for (const item of older.values()) {
      if (item && isIndexed(this.schema, item.attributes)) this.#enter(entries, item, item.attributes);
    }
    return new OlderPartitions(this.partitions, older, entries);
  }

  /** The attributes of an item that the index holds. */
  view(item: StoredItem): Attributes {
    return this.schema.projection === "ALL" ? item.attributes : pick(item.attributes, this.schema.projected);
  }

  /** Size of a view in bytes. */
  sizeOf(item: StoredItem, view: Attributes): number {
    return this.schema.projection === "ALL" ? item.size : attributesSize(view);
  }

  /**
   * Updates the index for a changed `item` and returns the write units that AWS charges for it.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
   */
  follow(
    item: StoredItem,
    before: Attributes | undefined,
    sizeBefore: number,
    after: Attributes | undefined,
  ): number {
    const was = before !== undefined && isIndexed(this.schema, before);
    const is = after !== undefined && isIndexed(this.schema, after);
    if (!was && !is) return 0;
    if (was && is && this.#sameKeys(before, after)) return this.#update(item, before, sizeBefore, after);
    return (was ? this.#remove(item, before, sizeBefore) : 0) + (is ? this.#insert(item, after) : 0);
  }

  #update(item: StoredItem, before: Attributes, sizeBefore: number, after: Attributes): number {
    if (this.#sameView(before, after)) return 0;
    const oldSize = this.#viewSize(before, sizeBefore);
    const newSize = this.#viewSize(after, item.size);
    this.sizeBytes += newSize - oldSize;
    return writeUnits(Math.max(oldSize, newSize));
  }

  #insert(item: StoredItem, after: Attributes): number {
    this.#enter(this.partitions, item, after);
    const size = this.#viewSize(after, item.size);
    this.itemCount += 1;
    this.sizeBytes += size;
    return writeUnits(size);
  }

  #enter(partitions: Partitions<IndexEntry>, item: StoredItem, attributes: Attributes): void {
    const { partition, range } = locate(this.schema, attributes);
    partitions.insert(partition, this.#entry(range, item, attributes), () =>
      partitionHash(attributes[this.schema.hash.name] as AttributeValue),
    );
  }

  #remove(item: StoredItem, before: Attributes, sizeBefore: number): number {
    const { partition, range } = locate(this.schema, before);
    this.partitions.remove(partition, this.#entry(range, item, before));
    const size = this.#viewSize(before, sizeBefore);
    this.itemCount -= 1;
    this.sizeBytes -= size;
    return writeUnits(size);
  }

  #entry(range: string, item: StoredItem, attributes: Attributes): IndexEntry {
    return new IndexEntry(range, tieHash(this.#tableSchema, attributes), item);
  }

  #viewSize(attributes: Attributes, size: number): number {
    return this.schema.projection === "ALL" ? size : attributesSize(pick(attributes, this.schema.projected));
  }

  #sameKeys(before: Attributes, after: Attributes): boolean {
    const { hash, range } = this.schema;
    return sameAttribute(before, after, hash.name) && (!range || sameAttribute(before, after, range.name));
  }

  #sameView(before: Attributes, after: Attributes): boolean {
    if (before === after) return true;
    if (this.schema.projection !== "ALL") {
      for (const name of this.schema.projected) if (!sameAttribute(before, after, name)) return false;
      return true;
    }
    for (const name in after) if (!sameAttribute(before, after, name)) return false;
    return Object.keys(before).length === Object.keys(after).length;
  }
}

function sameAttribute(before: Attributes, after: Attributes, name: string): boolean {
  const old = attribute(before, name);
  const current = attribute(after, name);
  return old === current || (old !== undefined && current !== undefined && sameValue(old, current));
}

export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT));
}
