import { hash } from "node:crypto";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { stamp, stampLike } from "../../kernel/trace.ts";
import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter, receiptHandleIsInvalid } from "../errors.ts";
import { attributesMd5 } from "../message-attributes.ts";
import { type Accepted, Deduplication } from "./deduplication.ts";
import {
  type Draft,
  type MessageRecord,
  newRecord,
  parseReceiptHandle,
  type QueuedMessage,
  type Received,
  receiptHandle,
  type Sent,
} from "./message.ts";
import { type Counts, MessagePlaces } from "./message-places.ts";
import type { QueueSettings } from "./queue-attributes.ts";
import { VisibilityListeners } from "./visibility-listeners.ts";

/** A queue as it is stored, without its messages. Times are milliseconds since the epoch. */
export interface QueueRecord {
  id: string;
  name: string;
  createdAt: number;
  modifiedAt: number;
  settings: QueueSettings;
  tags: Record<string, string>;
}

export interface QueueRows {
  messages: Collection<MessageRecord>;
  deduplication: Collection<Accepted>;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const IN_FLIGHT_LIMIT = 120_000;
const LONGEST_VISIBILITY_MS = 43_200_000;

/**
 * One queue. Every method is synchronous: it changes memory and puts the same change to the store.
 * The caller must await `store.durable()` before it responds. A message is in exactly one place
 * (visible, delayed or in flight), and every operation on it is O(log n).
 */
export class Queue {
  readonly arn: string;
  readonly url: string;
  record: QueueRecord;
  readonly #kernel: Kernel;
  readonly #rows: QueueRows;
  readonly #deadLetterQueue: (arn: string) => Queue | undefined;
  readonly #messages = new Map<number, QueuedMessage>();
  readonly #places: MessagePlaces;
  readonly #deduplication: Deduplication;
  readonly #listeners: VisibilityListeners;
  #lastSequence = 0;
  /** FIFO: no message may become visible before an earlier one. */
  #lastDelayUntil = 0;
  #closed = false;

  constructor(
    kernel: Kernel,
    rows: QueueRows,
    record: QueueRecord,
    url: string,
    deadLetterQueue: (arn: string) => Queue | undefined,
  ) {
    this.#kernel = kernel;
    this.#rows = rows;
    this.record = record;
    this.url = url;
    this.arn = kernel.arn("sqs", record.name);
    this.#deadLetterQueue = deadLetterQueue;
    this.#listeners = new VisibilityListeners(kernel.clock, () => this.#settle(kernel.clock.now()));
    this.#places = new MessagePlaces(kernel.clock, record.settings.fifo, () => this.#listeners.announce());
    this.#deduplication = new Deduplication(rows.deduplication, record.id);
  }

  get fifo(): boolean {
    return this.record.settings.fifo;
  }

  /** The queue was deleted. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Restores a durable message. Call it in order of sequence. */
  restore(sequence: number, record: MessageRecord): void {
    this.#lastSequence = Math.max(this.#lastSequence, sequence);
    if (record.receives === 0) this.#lastDelayUntil = Math.max(this.#lastDelayUntil, record.visibleAt);
    this.#place({ sequence, record, place: "visible", slot: 0 });
  }

  restoreAccepted(key: string, accepted: Accepted): void {
    this.#lastSequence = Math.max(this.#lastSequence, accepted.sequence);
    this.#deduplication.restore(key, accepted);
  }

  /**
   * Enqueues a valid draft. A duplicate within the deduplication interval returns the result of the
   * first one.
   */
  send(draft: Draft): Sent {
    const now = this.#kernel.clock.now();
    const { settings } = this.record;
    const md5 = hash("md5", draft.body, "hex");
    const attributesHash = draft.attributes && attributesMd5(draft.attributes);
    const key = this.fifo ? this.#deduplicationKey(draft) : undefined;
    const earlier = key === undefined ? undefined : this.#deduplication.find(key, now);
    if (earlier) {
      return { messageId: earlier.messageId, md5, attributesMd5: attributesHash, sequence: earlier.sequence };
    }

    // Messages of a FIFO queue have no delay of their own: 0 means the queue's, too.
    const delaySeconds = (this.fifo ? undefined : draft.delaySeconds) ?? settings.delaySeconds;
    let visibleAt = now + delaySeconds * 1000;
    if (this.fifo) this.#lastDelayUntil = visibleAt = Math.max(visibleAt, this.#lastDelayUntil);
    const record = stamp(
      newRecord(draft, {
        id: this.#kernel.random.uuid(),
        md5,
        attributesMd5: attributesHash,
        sentAt: now,
        visibleAt,
      }),
    );
    const sequence = this.#enqueue(record);
    if (key !== undefined) this.#deduplication.remember(key, { at: now, messageId: record.id, sequence });
    return { messageId: record.id, md5, attributesMd5: attributesHash, sequence };
  }

  /**
   * Takes and hides up to `most` messages. Messages received too often go to the dead-letter queue
   * instead.
   */
  receive(
    most: number,
    options: { visibilitySeconds?: number | undefined; mostBytes?: number } = {},
  ): Received[] {
    const now = this.#kernel.clock.now();
    this.#settle(now);
    const room = Math.min(most, IN_FLIGHT_LIMIT - this.#places.counts().inFlight);
    const { redrive, visibilitySeconds } = this.record.settings;
    const hiddenUntil = now + (options.visibilitySeconds ?? visibilitySeconds) * 1000;
    let bytes = 0;
    const taken: QueuedMessage[] = [];
    while (taken.length < room) {
      const message = this.#places.visible.next(taken.at(-1));
      if (!message) break;
      const deadLetterQueue =
        redrive && message.record.receives >= redrive.maxReceiveCount
          ? this.#deadLetterQueue(redrive.deadLetterTargetArn)
          : undefined;
      if (deadLetterQueue) {
        this.#remove(message);
        deadLetterQueue.#adopt(message.record, this.arn);
        continue;
      }
      bytes += message.record.body.length;
      if (taken.length > 0 && bytes > (options.mostBytes ?? Number.POSITIVE_INFINITY)) break;
      this.#places.visible.remove(message);
      taken.push(message);
    }
    const received = taken.map((message) => this.#hand(message, now, hiddenUntil));
    this.#arm();
    return received;
  }

  /** Deletes by receipt. A standard queue accepts a superseded receipt without effect. */
  delete(handle: string): void {
    const { message, current } = this.#find(handle);
    if (!message) return;
    if (this.fifo && (!current || message.place !== "inFlight")) {
      throw invalidParameter("ReceiptHandle", handle, "The receipt handle has expired.");
    }
    if (current) this.#remove(message);
  }

  /**
   * A standard queue accepts any receipt of a message that is not deleted, also after its timeout.
   */
  changeVisibility(handle: string, seconds: number): void {
    const { message, current } = this.#find(handle);
    if (!message) {
      throw invalidParameter(
        "ReceiptHandle",
        handle,
        "Message does not exist or is not available for visibility timeout change.",
      );
    }
    if (this.fifo && (message.place !== "inFlight" || !current)) {
      throw new AwsError("MessageNotInflight", "The specified message isn't in flight.");
    }
    const visibleAt = this.#kernel.clock.now() + seconds * 1000;
    if (visibleAt > (message.record.receivedAt ?? 0) + LONGEST_VISIBILITY_MS) {
      throw invalidParameter(
        "VisibilityTimeout",
        seconds,
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
      );
    }
    this.#places.remove(message);
    message.record.visibleAt = visibleAt;
    this.#save(message);
    this.#place(message);
    this.#arm();
  }

  /**
   * Moves up to `most` visible messages, each to the queue that `destinationOf` returns. Undefined
   * ends the move.
   */
  move(most: number, destinationOf: (record: MessageRecord) => Queue | undefined): number {
    const now = this.#kernel.clock.now();
    this.#settle(now);
    let moved = 0;
    for (; moved < most; moved += 1) {
      const message = this.#places.visible.next();
      const destination = message && destinationOf(message.record);
      if (!message || !destination) break;
      this.#remove(message);
      // Redriven messages count as new:
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
      const { deadLetterSource: _source, receivedBefore: _count, ...record } = message.record;
      const moving = { ...record, id: this.#kernel.random.uuid(), sentAt: now };
      destination.#adopt(stampLike(moving, message.record), undefined);
    }
    return moved;
  }

  purge(): void {
    for (const message of this.#messages.values()) this.#rows.messages.delete(this.#key(message));
    this.#messages.clear();
    this.#places.clear();
    this.#deduplication.clear();
  }

  /** Deletes all messages and marks the queue as closed for its listeners. */
  close(): void {
    this.#closed = true;
    this.purge();
    this.#listeners.announce();
    this.#listeners.arm(undefined);
  }

  counts(): Counts {
    this.#settle(this.#kernel.clock.now());
    return this.#places.counts();
  }

  /**
   * Calls back once per turn when messages may have become visible. Returns the unsubscribe
   * function.
   */
  onVisible(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#arm();
    return () => {
      this.#listeners.remove(listener);
      this.#arm();
    };
  }

  #deduplicationKey(draft: Draft): string {
    return this.record.settings.deduplicateByGroup
      ? `${draft.group} ${draft.deduplicationId}`
      : `${draft.deduplicationId}`;
  }

  #adopt(given: MessageRecord, deadLetterSource: string | undefined): void {
    const { firstReceivedAt: _first, receivedAt: _last, ...kept } = given;
    const now = this.#kernel.clock.now();
    const record: MessageRecord = stampLike({ ...kept, visibleAt: now, receives: 0 }, given);
    if (this.fifo) record.sentAt = now;
    if (deadLetterSource) {
      record.deadLetterSource = deadLetterSource;
      record.receivedBefore = given.receives + (given.receivedBefore ?? 0);
    }
    this.#enqueue(record);
  }

  #enqueue(record: MessageRecord): number {
    // Sequences keep growing after a restart, even if no message is left.
    this.#lastSequence = Math.max(this.#lastSequence + 1, this.#kernel.clock.now() * 1024);
    const message: QueuedMessage = { sequence: this.#lastSequence, record, place: "visible", slot: 0 };
    this.#save(message);
    this.#place(message);
    this.#arm();
    return message.sequence;
  }

  #hand(message: QueuedMessage, now: number, hiddenUntil: number): Received {
    const { record } = message;
    record.receives += 1;
    record.firstReceivedAt ??= now;
    record.receivedAt = now;
    record.visibleAt = hiddenUntil;
    this.#save(message);
    this.#place(message);
    return {
      record: stampLike({ ...record }, record),
      sequence: message.sequence,
      receiptHandle: receiptHandle(this.record.id, message),
    };
  }

  #find(handle: string): { message: QueuedMessage | undefined; current: boolean } {
    const receipt = parseReceiptHandle(handle);
    if (!receipt || receipt.queueId !== this.record.id) throw receiptHandleIsInvalid(handle);
    this.#settle(this.#kernel.clock.now());
    const message = this.#messages.get(receipt.sequence);
    if (message?.record.id !== receipt.messageId) return { message: undefined, current: false };
    return { message, current: message.record.receives === receipt.receives };
  }

  /** Makes due messages visible and drops those past the retention period. */
  #settle(now: number): void {
    this.#places.showDue(now);
    const oldestKept = now - this.record.settings.retentionSeconds * 1000;
    for (;;) {
      const oldest = this.#places.visible.next();
      if (!oldest || oldest.record.sentAt > oldestKept) break;
      this.#remove(oldest);
    }
    this.#arm();
  }

  #place(message: QueuedMessage): void {
    this.#messages.set(message.sequence, message);
    this.#places.add(message);
  }

  #remove(message: QueuedMessage): void {
    this.#places.remove(message);
    this.#messages.delete(message.sequence);
    this.#rows.messages.delete(this.#key(message));
  }

  #save(message: QueuedMessage): void {
    this.#rows.messages.put(this.#key(message), message.record);
  }

  #key(message: QueuedMessage): string {
    return `${this.record.id}/${String(message.sequence).padStart(16, "0")}`;
  }

  /** While there are listeners, a timer is set for the next hidden message that becomes due. */
  #arm(): void {
    this.#listeners.arm(this.#listeners.size === 0 ? undefined : this.#places.nextDue());
  }
}
