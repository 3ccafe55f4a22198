import { callContext } from "../../kernel/call-context.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { type Attributes, type AttributeValue } from "../values/attributes.ts";
import { sameAttributes } from "../values/compare.ts";
import { attributesSize } from "../values/size.ts";
import { pick } from "../values/validate.ts";
import { type IndexDefinition, indexSchemaOf, keySchemaOf, type TableDefinition } from "./definition.ts";
import { Expiry, expiryOf } from "./expiry.ts";
import { partitionHash } from "./key-hash.ts";
import { Lag } from "./lag.ts";
import { OlderPartitions } from "./older-partitions.ts";
import { type OrderedPartitions, Partitions } from "./partitions.ts";
import { type IndexSchema, type KeySchema, keyNames, type Location, locate, locationKey } from "./schema.ts";
import { SecondaryIndex, writeUnits } from "./secondary-index.ts";
import { StoredItem } from "./stored-item.ts";
import type { TableStream } from "./table-stream.ts";

/** The write units that one change costs. */
export interface WriteCost {
  table: number;
  indexes: { index: IndexSchema; units: number }[];
}

const TTL_IDENTITY = { type: "Service", principalId: "dynamodb.amazonaws.com" };

/** The content of one table with its indexes. Every change goes through {@link write}. */
export class Table {
  readonly definition: TableDefinition;
  readonly arn: string;
  readonly schema: KeySchema;
  readonly keyNames: readonly string[];
  readonly items = new Partitions<StoredItem>();
  indexes: SecondaryIndex[];
  stream: TableStream | undefined;
  itemCount = 0;
  sizeBytes = 0;
  readonly #lag: Lag;
  readonly #kernel: Kernel;
  readonly #collection: Collection<Attributes>;
  #expiry: Expiry | undefined;

  constructor(kernel: Kernel, definition: TableDefinition) {
    this.#kernel = kernel;
    this.#collection = kernel.store.collection<Attributes>(`dynamodb/items/${definition.id}`);
    this.definition = definition;
    this.arn = kernel.arn("dynamodb", `table/${definition.name}`);
    this.schema = keySchemaOf(definition, definition.keySchema);
    this.keyNames = keyNames(this.schema);
    this.#lag = new Lag(kernel.clock);
    this.indexes = [
      ...definition.globalIndexes.map((index) => this.#emptyIndex(index, true)),
      ...definition.localIndexes.map((index) => this.#emptyIndex(index, false)),
    ];
    for (const [, attributes] of this.#collection.load()) {
      this.#change(locate(this.schema, attributes), undefined, attributes, attributesSize(attributes));
    }
    this.applyTimeToLive();
  }

  get name(): string {
    return this.definition.name;
  }

  index(name: string): SecondaryIndex | undefined {
    return this.indexes.find(({ schema }) => schema.name === name);
  }

  find(location: Location): StoredItem | undefined {
    return this.items.get(location.partition)?.find(location.range);
  }

  /** The item as a read sees it: an eventually consistent one does not see changes that lag. */
  seen(location: Location, consistent: boolean): StoredItem | undefined {
    const older = consistent ? undefined : this.#lag.older();
    const key = locationKey(location);
    return older?.has(key) ? older.get(key) : this.find(location);
  }

  /** All items as a read sees them. */
  seenItems(consistent: boolean): OrderedPartitions<StoredItem> {
    const older = this.#lag.older();
    if (consistent || older.size === 0) return this.items;
    const entries = new Partitions<StoredItem>();
    for (const item of older.values()) if (item) this.#enter(entries, item);
    return new OlderPartitions(this.items, older, entries);
  }

  /** The table's key attributes of an item. */
  keyOf(attributes: Attributes): Attributes {
    return pick(attributes, this.keyNames);
  }

  /**
   * Replaces the item at a location, or deletes it when `after` is undefined: memory, indexes,
   * stream and store.
   */
  write(
    location: Location,
    after: Attributes | undefined,
    size: number,
    userIdentity?: typeof TTL_IDENTITY,
  ): WriteCost {
    const stored = this.find(location);
    const before = stored?.attributes;
    const sizeBefore = stored?.size ?? 0;
    const cost: WriteCost = { table: writeUnits(Math.max(size, sizeBefore)), indexes: [] };
    if (!before && !after) return cost;
    cost.indexes = this.#change(location, stored, after, size);
    this.#hide(location, before, sizeBefore, cost);
    if (after) this.#collection.put(locationKey(location), after);
    else this.#collection.delete(locationKey(location));
    this.#expiry?.follow(location, before, after);
    if (this.stream?.enabled && !(before && after && sameAttributes(before, after))) {
      const keys = this.keyOf((after ?? before) as Attributes);
      this.stream.append({
        keys,
        before,
        after,
        keysSize: attributesSize(keys),
        sizeBefore,
        sizeAfter: size,
        userIdentity,
      });
    }
    return cost;
  }

  /**
   * Enables or disables deletion by time to live as the definition says. Items already due are
   * deleted at once.
   */
  applyTimeToLive(): void {
    this.#expiry?.stop();
    this.#expiry = undefined;
    const { timeToLive } = this.definition;
    if (!timeToLive?.enabled) return;
    const expiry = new Expiry(this.#kernel, timeToLive.attribute, (location, at) =>
      this.#expire(location, at),
    );
    this.#expiry = expiry;
    for (const item of this.everyItem()) expiry.follow(item, undefined, item.attributes);
  }

  *everyItem(): Generator<StoredItem, void> {
    for (const partition of this.items.from(0)) yield* partition.ascending(() => 0);
  }

  addIndex(index: IndexDefinition): void {
    const added = this.#emptyIndex(index, true);
    for (const item of this.everyItem()) added.follow(item, undefined, 0, item.attributes);
    this.indexes = [added, ...this.indexes];
  }

  removeIndex(name: string): void {
    this.indexes = this.indexes.filter(({ schema }) => schema.name !== name);
  }

  /** Deletes all durable state. Called when the table is deleted. */
  drop(): void {
    this.#expiry?.stop();
    for (const item of this.everyItem()) this.#collection.delete(locationKey(item));
    this.stream?.drop();
  }

  /** Lets the table and the indexes that a change concerns lag, as the fault plan decides. */
  #hide(location: Location, before: Attributes | undefined, sizeBefore: number, cost: WriteCost): void {
    const { faults } = this.#kernel;
    const caller = callContext.getStore()?.caller;
    const lagOf = (index?: string) => faults.lagMs({ table: this.name, index, caller });
    this.#lag.hide(location, before, sizeBefore, lagOf());
    for (const { schema, lag } of this.indexes) {
      const changed = schema.global && cost.indexes.some(({ index }) => index === schema);
      if (changed) lag.hide(location, before, sizeBefore, lagOf(schema.name));
    }
  }

  #emptyIndex(index: IndexDefinition, global: boolean): SecondaryIndex {
    const schema = indexSchemaOf(this.definition, index, global);
    return new SecondaryIndex(schema, this.schema, new Lag(this.#kernel.clock));
  }

  #enter(items: Partitions<StoredItem>, item: StoredItem): void {
    const hash = item.attributes[this.schema.hash.name] as AttributeValue;
    items.insert(item.partition, item, () => partitionHash(hash));
  }

  #expire(location: Location, at: number): void {
    const item = this.find(location);
    if (!item || !this.#expiry || expiryOf(item.attributes, this.#expiry.attribute) !== at) return;
    this.write(location, undefined, 0, TTL_IDENTITY);
    this.#kernel.meter.record("dynamodb", "TimeToLiveDeletion", { requests: 1 });
  }

  #change(
    location: Location,
    stored: StoredItem | undefined,
    after: Attributes | undefined,
    size: number,
  ): WriteCost["indexes"] {
    const before = stored?.attributes;
    const sizeBefore = stored?.size ?? 0;
    this.sizeBytes += size - sizeBefore;
    let item = stored;
    if (item && after) {
      item.attributes = after;
      item.size = size;
    } else if (after) {
      item = new StoredItem(location, after, size);
      this.#enter(this.items, item);
      this.itemCount += 1;
    } else if (item) {
      this.items.remove(location.partition, item);
      this.itemCount -= 1;
    }
    const costs: WriteCost["indexes"] = [];
    if (!item) return costs;
    for (const index of this.indexes) {
      const units = index.follow(item, before, sizeBefore, after);
      if (units > 0) costs.push({ index: index.schema, units });
    }
    return costs;
  }
}
