import type { ChangeStream, StreamRecord } from "../../kernel/change-stream.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { stamp } from "../../kernel/trace.ts";
import type { Attributes } from "../values/attributes.ts";
import type { StreamViewType } from "./definition.ts";

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: "up to 24 hours".
 */
const RETENTION_MS = 24 * 60 * 60 * 1000;
const COMPACT_AFTER = 1024;

export interface Change {
  keys: Attributes;
  before: Attributes | undefined;
  after: Attributes | undefined;
  /** Bytes of the keys and of both images. */
  keysSize: number;
  sizeBefore: number;
  sizeAfter: number;
  /** Set for deletions by time to live. */
  userIdentity: { type: string; principalId: string } | undefined;
}

export interface TableStreamOptions {
  arn: string;
  label: string;
  tableName: string;
  /** Makes event ids unique among tables. */
  tableId: string;
  viewType: StreamViewType;
  /**
   * Records beyond this number are dropped, oldest first, so that a long run does not fill the
   * memory.
   */
  maxRecords: number;
}

/** A table's stream: one shard, so that all changes are in order. */
export class TableStream implements ChangeStream {
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  readonly viewType: StreamViewType;
  readonly createdAt: number;
  enabled = true;
  readonly #kernel: Kernel;
  readonly #collection: Collection<StreamRecord>;
  readonly #maxRecords: number;
  readonly #eventPrefix: string;
  readonly #listeners = new Set<() => void>();
  /**
   * Records in order. Those before `#head` are trimmed; those from `#visible` on are not durable
   * yet.
   */
  #records: StreamRecord[] = [];
  #head = 0;
  #visible = 0;
  #lastNumber = 0;
  #trimmedTo = "";
  #publishing = false;

  constructor(kernel: Kernel, collection: Collection<StreamRecord>, options: TableStreamOptions) {
    this.#kernel = kernel;
    this.#collection = collection;
    this.arn = options.arn;
    this.label = options.label;
    this.tableName = options.tableName;
    this.viewType = options.viewType;
    this.#maxRecords = options.maxRecords;
    this.#eventPrefix = options.tableId.replaceAll("-", "").slice(0, 16);
    this.createdAt = Date.parse(`${options.label}Z`);
    for (const [, record] of collection.load()) this.#records.push(record);
    this.#visible = this.#records.length;
    const last = this.#records.at(-1);
    if (last) this.#lastNumber = Number(last.dynamodb.SequenceNumber.slice(1));
  }

  append(change: Change): void {
    const now = this.#kernel.clock.now();
    // Numbers follow the clock, so that they keep rising after a restart even if every record was
    // trimmed.
    this.#lastNumber = Math.max(this.#lastNumber + 1, now * 1000);
    const sequence = sequenceNumber(this.#lastNumber);
    const record = stamp(this.#record(change, sequence, now));
    this.#records.push(record);
    this.#collection.put(sequence, record);
    this.#trim(now);
    this.#publish();
  }

  read(sequence: string | undefined, limit: number): StreamRecord[] {
    this.#trim(this.#kernel.clock.now());
    const start = sequence === undefined ? this.#head : this.#after(sequence);
    return this.#records.slice(start, Math.min(start + limit, this.#visible));
  }

  latest(): string | undefined {
    return this.#visible > this.#head ? this.#records[this.#visible - 1]?.dynamodb.SequenceNumber : undefined;
  }

  /** The oldest sequence number that can still be read. */
  oldest(): string | undefined {
    return this.#visible > this.#head ? this.#records[this.#head]?.dynamodb.SequenceNumber : undefined;
  }

  /** The sequence number after which the next record will be added. */
  position(): string {
    return sequenceNumber(this.#visibleNumber());
  }

  /** True if records have been dropped. */
  get trimmed(): boolean {
    return this.#trimmedTo !== "";
  }

  /**
   * True if records after `sequence` have been dropped, so that a reader at that position missed
   * them.
   */
  hasTrimmedAfter(sequence: string): boolean {
    return this.#trimmedTo > sequence;
  }

  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Drops every record. */
  drop(): void {
    for (let index = this.#head; index < this.#records.length; index += 1) this.#forget(index);
    this.#records = [];
    this.#head = 0;
    this.#visible = 0;
    this.#listeners.clear();
  }

  #record(change: Change, sequence: string, now: number): StreamRecord {
    const { before, after, userIdentity } = change;
    const old = before && (this.viewType === "OLD_IMAGE" || this.viewType === "NEW_AND_OLD_IMAGES");
    const fresh = after && (this.viewType === "NEW_IMAGE" || this.viewType === "NEW_AND_OLD_IMAGES");
    return {
      eventID: `${this.#eventPrefix}${this.#lastNumber.toString(16).padStart(16, "0")}`,
      eventName: before ? (after ? "MODIFY" : "REMOVE") : "INSERT",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: this.#kernel.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(now / 1000),
        Keys: change.keys,
        ...(fresh && after ? { NewImage: after } : {}),
        ...(old && before ? { OldImage: before } : {}),
        SequenceNumber: sequence,
        SizeBytes: change.keysSize + (fresh ? change.sizeAfter : 0) + (old ? change.sizeBefore : 0),
        StreamViewType: this.viewType,
      },
      ...(userIdentity ? { userIdentity } : {}),
    };
  }

  /**
   * Makes the records of this turn visible once they are durable, so that nobody acts on a change
   * that can still be lost.
   */
  #publish(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    this.#kernel.activity.run(async () => {
      await this.#kernel.store.durable();
      this.#publishing = false;
      this.#visible = this.#records.length;
      for (const listener of this.#listeners) listener();
    });
  }

  #visibleNumber(): number {
    const latest = this.#records[this.#visible - 1]?.dynamodb.SequenceNumber;
    return latest === undefined ? this.#lastNumber || this.createdAt * 1000 : Number(latest.slice(1));
  }

  /** Index of the first readable record after `sequence`. */
  #after(sequence: string): number {
    let low = this.#head;
    let high = this.#visible;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle] as StreamRecord).dynamodb.SequenceNumber <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #trim(now: number): void {
    const expired = (now - RETENTION_MS) / 1000;
    while (this.#head < this.#visible) {
      const oldest = this.#records[this.#head] as StreamRecord;
      const tooMany = this.#records.length - this.#head > this.#maxRecords;
      if (!tooMany && oldest.dynamodb.ApproximateCreationDateTime > expired) break;
      this.#trimmedTo = oldest.dynamodb.SequenceNumber;
      this.#forget(this.#head);
      this.#head += 1;
    }
    if (this.#head < COMPACT_AFTER || this.#head < this.#records.length / 2) return;
    this.#records = this.#records.slice(this.#head);
    this.#visible -= this.#head;
    this.#head = 0;
  }

  #forget(index: number): void {
    this.#collection.delete((this.#records[index] as StreamRecord).dynamodb.SequenceNumber);
  }
}

/** Fixed width, so that sequence numbers compare as strings. */
function sequenceNumber(number: number): string {
  return `1${String(number).padStart(20, "0")}`;
}
