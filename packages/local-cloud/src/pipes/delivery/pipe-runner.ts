import type { ChangeStream, StreamRecord } from "../../kernel/change-stream.ts";
import type { Cancel } from "../../kernel/clock.ts";
import type { DeliveryFault } from "../../kernel/faults.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { PipeDefinition } from "../pipe-definition.ts";
import type { Checkpoint } from "../state/records.ts";
import { deliverBatch, type Functions } from "./batch-delivery.ts";
import { deadLetterOf, type GivenUpBecause } from "./dead-letter.ts";

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/** Records that one read of the stream may return. */
const MOST_READ = 1_000;

/** Records of the stream, of which the pipe wants some. */
interface Batch {
  records: StreamRecord[];
  wanted: StreamRecord[];
}

/** The part of a stream that one runner reads. */
export interface Lane {
  /** Names the checkpoint. */
  name: string;
  has(record: StreamRecord): boolean;
  checkpoint: Checkpoint | undefined;
}

/**
 * Reads one lane of a stream in order. A batch is repeated until it is delivered or given up. Only
 * then does the checkpoint move, and the next batch begins only once the checkpoint is durable.
 */
export class PipeRunner {
  readonly #kernel: Kernel;
  readonly #functions: Functions;
  readonly #checkpoints: Collection<Checkpoint>;
  readonly #lane: Lane;
  #pipe: PipeDefinition;
  #checkpoint: Checkpoint | undefined;
  #stream: ChangeStream | undefined;
  #unsubscribe: (() => void) | undefined;
  #working = false;
  /** The stream has grown during the current batch. */
  #woken = false;
  #removed = false;
  /** Set while the runner waits for a batching window or a retry. */
  #timer: Cancel | undefined;
  #windowOver = false;
  #failures = 0;
  /** The fault injected into the next attempt, kept while its delay passes. */
  #fault: DeliveryFault | undefined;
  /** The reason of the last failed attempt; undefined once a batch is delivered. */
  #lastFailure: string | undefined;
  /**
   * Number of records to take of the current batch. It is halved while a failing batch is bisected.
   */
  #limit: number;

  constructor(
    kernel: Kernel,
    functions: Functions,
    checkpoints: Collection<Checkpoint>,
    pipe: PipeDefinition,
    lane: Lane,
  ) {
    this.#kernel = kernel;
    this.#functions = functions;
    this.#checkpoints = checkpoints;
    this.#pipe = pipe;
    this.#lane = lane;
    this.#checkpoint = lane.checkpoint;
    this.#limit = pipe.record.stream.BatchSize;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  get lastFailure(): string | undefined {
    return this.#lastFailure;
  }

  /** Takes effect at the next attempt. */
  redefine(pipe: PipeDefinition): void {
    this.#pipe = pipe;
    this.#limit = pipe.record.stream.BatchSize;
  }

  /** Starts reading at the checkpoint. A pipe without one uses its starting position. */
  start(stream: ChangeStream): void {
    this.stop();
    this.#stream = stream;
    if (!this.#checkpoint) {
      const { StartingPosition } = this.#pipe.record.stream;
      this.#moveTo(StartingPosition === "LATEST" ? stream.latest() : undefined);
    }
    this.#unsubscribe = stream.onAppend(() => this.#wake());
    this.#wake();
  }

  /** The current batch is finished and its checkpoint written. */
  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#stream = undefined;
    this.#timer?.();
    this.#timer = undefined;
    this.#windowOver = false;
  }

  /** Stops permanently and deletes the checkpoint. */
  remove(): void {
    this.stop();
    this.#removed = true;
    this.#checkpoints.delete(this.#lane.name);
  }

  #wake(): void {
    this.#woken = true;
    if (this.#working || this.#timer || !this.#stream) return;
    this.#working = true;
    this.#kernel.activity.run(async () => {
      while (this.#woken && !this.#timer) {
        this.#woken = false;
        await this.#work();
      }
      this.#working = false;
    });
  }

  /** Processes batches until the stream has no more records or a wait begins. */
  async #work(): Promise<void> {
    for (;;) {
      const stream = this.#stream;
      if (!stream || this.#timer) return;
      const batch = this.#nextBatch(stream);
      if (batch.records.length === 0 || !this.#isDue(batch.wanted)) return;
      this.#windowOver = false;
      if (!(await this.#process(batch))) return;
    }
  }

  /** A batch is filled after the filter: it ends with the record that makes it full. */
  #nextBatch(stream: ChangeStream): Batch {
    const wanted: StreamRecord[] = [];
    const records = stream.read(this.#checkpoint?.sequence, MOST_READ);
    for (const [index, record] of records.entries()) {
      if (!this.#lane.has(record) || !this.#pipe.wants(record)) continue;
      wanted.push(record);
      if (wanted.length === this.#limit) return { wanted, records: records.slice(0, index + 1) };
    }
    return { wanted, records };
  }

  /** With a batching window, a batch waits until it is full or the window ends. */
  #isDue(wanted: StreamRecord[]): boolean {
    const { MaximumBatchingWindowInSeconds: seconds } = this.#pipe.record.stream;
    if (seconds === 0 || this.#windowOver || this.#failures > 0) return true;
    if (wanted.length === 0 || wanted.length >= this.#limit) return true;
    this.#wait(seconds * 1000, () => {
      this.#windowOver = true;
    });
    return false;
  }

  /** Returns true if the checkpoint moved and the next batch may follow. */
  async #process({ records, wanted }: Batch): Promise<boolean> {
    const old = wanted.filter((record) => this.#isTooOld(record));
    const young = old.length === 0 ? wanted : wanted.filter((record) => !old.includes(record));
    if (old.length > 0 && !(await this.#giveUp(old, "RecordAgeExceeded"))) return false;
    if (young.length > 0 && !(await this.#deliver(young))) return false;
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    // After a restart, records that nobody wants may be read again.
    if (wanted.length > 0) this.#moveTo(last);
    else if (last !== undefined) this.#checkpoint = { sequence: last };
    this.#failures = 0;
    this.#lastFailure = undefined;
    this.#limit = this.#pipe.record.stream.BatchSize;
    if (wanted.length > 0) await this.#kernel.store.durable();
    return true;
  }

  /**
   * Returns true if the target accepted the records or they were given up, false if they must be
   * read again.
   */
  async #deliver(records: StreamRecord[]): Promise<boolean> {
    const fault = (this.#fault ??= this.#kernel.faults.onDelivery({ channel: this.#channel }));
    if (fault && fault.delayMs > 0) {
      this.#fault = { ...fault, delayMs: 0 };
      this.#wait(fault.delayMs);
      return false;
    }
    this.#fault = undefined;
    try {
      const failedFrom = await this.#attempt(records, fault?.copies ?? 1);
      if (failedFrom === undefined) return true;
      // The records before the first failed one are done. The rest is a batch of its own.
      const done = records.findIndex((record) => record.dynamodb.SequenceNumber === failedFrom);
      const before = records[done - 1];
      if (before) this.#moveTo(before.dynamodb.SequenceNumber);
      this.#lastFailure = "The function reported batch item failures.";
      return await this.#afterFailure(records.slice(done));
    } catch (error) {
      this.#lastFailure = error instanceof Error ? error.message : String(error);
      return await this.#afterFailure(records);
    }
  }

  async #attempt(records: StreamRecord[], copies: number): Promise<string | undefined> {
    if (copies === 0) throw new Error("The connection was lost.");
    let failedFrom: string | undefined;
    for (let copy = 0; copy < copies; copy += 1) {
      failedFrom = (await deliverBatch(this.#kernel, this.#functions, this.#pipe, records)).failedFrom;
    }
    return failedFrom;
  }

  /**
   * Bisects, waits for the next attempt, or gives up. Returns true if the records were given up.
   */
  async #afterFailure(records: StreamRecord[]): Promise<boolean> {
    const { MaximumRetryAttempts, OnPartialBatchItemFailure } = this.#pipe.record.stream;
    if (OnPartialBatchItemFailure === "AUTOMATIC_BISECT" && records.length > 1) {
      this.#limit = Math.ceil(records.length / 2);
      this.#wait(this.#backoff());
      return false;
    }
    if (MaximumRetryAttempts >= 0 && this.#failures >= MaximumRetryAttempts) {
      return this.#giveUp(records, "RetryAttemptsExhausted");
    }
    this.#failures += 1;
    this.#wait(this.#backoff());
    return false;
  }

  #isTooOld(record: StreamRecord): boolean {
    const { MaximumRecordAgeInSeconds: seconds } = this.#pipe.record.stream;
    const age = this.#kernel.clock.now() / 1000 - record.dynamodb.ApproximateCreationDateTime;
    return seconds >= 0 && age > seconds;
  }

  /**
   * Returns false if the dead-letter queue refused the message. The batch is then repeated, because
   * the stream must not move on without it.
   */
  async #giveUp(records: StreamRecord[], because: GivenUpBecause): Promise<boolean> {
    const { DeadLetterConfig } = this.#pipe.record.stream;
    if (!DeadLetterConfig) return true;
    const letter = deadLetterOf(this.#pipe.record, records, because, this.#kernel.clock.now());
    try {
      await this.#kernel.targets.deliver(DeadLetterConfig.Arn, letter);
      return true;
    } catch (error) {
      this.#lastFailure = error instanceof Error ? error.message : String(error);
      this.#failures += 1;
      this.#wait(this.#backoff());
      return false;
    }
  }

  get #channel(): string {
    return `pipes:${this.#pipe.record.name}`;
  }

  #moveTo(sequence: string | undefined): void {
    if (this.#removed) return;
    this.#checkpoint = sequence === undefined ? {} : { sequence };
    this.#checkpoints.put(this.#lane.name, this.#checkpoint);
  }

  #wait(milliseconds: number, then: () => void = () => {}): void {
    if (!this.#stream) return;
    this.#timer = this.#kernel.clock.schedule(this.#kernel.clock.now() + milliseconds, () => {
      this.#timer = undefined;
      then();
      this.#wake();
    });
  }

  /** Exponential backoff with jitter over the upper half. */
  #backoff(): number {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.#failures);
    return longest * (0.5 + this.#kernel.random.next() / 2);
  }
}
