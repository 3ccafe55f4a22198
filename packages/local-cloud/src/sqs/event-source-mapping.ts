import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Cancel } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { workOn } from "../kernel/trace.ts";
import { AwsError } from "../kernel/wire.ts";
import type { InvokeResult, Lambda } from "../lambda/index.ts";
import { billedUnits } from "./billing.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import { type Received, systemAttributes } from "./state/message.ts";
import type { Queue } from "./state/queue.ts";

export interface EventSourceMappingOptions {
  queueArn: string;
  functionName: string;
  /**
   * Records per invocation: up to 10, or up to 10,000 for standard queues with a window of at least
   * one second.
   */
  batchSize: number;
  /** Maximum time to gather records for a batch that is not full. */
  batchWindowMs?: number;
  /** Batches processed concurrently. */
  maxConcurrency?: number;
  /**
   * The function returns `{ batchItemFailures }`. Otherwise a batch succeeds or fails as a whole.
   */
  reportBatchItemFailures?: boolean;
}

/** The part of SQS that the mapping uses. */
interface QueueDirectory {
  queue(arn: string): Queue;
}

const DEFAULT_CONCURRENCY = 10;
/** Lambda's invocation payload limit. */
const MOST_BYTES = 6 * 1024 * 1024;

/**
 * Feeds a queue to a function, as Lambda does:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. It wakes when messages become visible
 * and never polls. Failed messages stay in flight until their visibility timeout ends.
 */
export class EventSourceMapping {
  readonly #kernel: Kernel;
  readonly #lambda: Lambda;
  readonly #queue: Queue;
  readonly #options: Required<EventSourceMappingOptions>;
  readonly #stopListening: () => void;
  #running = 0;
  #window: Cancel | undefined;
  #windowElapsed = false;
  #stopped = false;

  /** Throws QueueDoesNotExist. The function is looked up at each invocation. */
  constructor(kernel: Kernel, sqs: QueueDirectory, lambda: Lambda, options: EventSourceMappingOptions) {
    this.#kernel = kernel;
    this.#lambda = lambda;
    this.#queue = sqs.queue(options.queueArn);
    this.#options = {
      batchWindowMs: 0,
      maxConcurrency: DEFAULT_CONCURRENCY,
      reportBatchItemFailures: false,
      ...options,
    };
    this.#stopListening = this.#queue.onVisible(() => this.#wake());
    this.#wake();
  }

  /** Takes no more batches. Batches under way are finished. */
  stop(): void {
    this.#stopped = true;
    this.#stopListening();
    this.#window?.();
    this.#window = undefined;
  }

  /** Starts as many batches as may run. A batch that is not full waits for its window. */
  #wake(): void {
    const { batchSize, batchWindowMs, maxConcurrency } = this.#options;
    while (!this.#stopped && !this.#queue.closed && this.#running < maxConcurrency) {
      const { visible } = this.#queue.counts();
      if (visible === 0) {
        this.#windowElapsed = false;
        return;
      }
      if (visible < batchSize && batchWindowMs > 0 && !this.#windowElapsed) return this.#openWindow();
      const batch = this.#queue.receive(batchSize, { mostBytes: MOST_BYTES });
      // Visible messages may belong to busy FIFO groups, or may have gone to the dead-letter queue.
      if (batch.length === 0) return;
      this.#windowElapsed = false;
      this.#onBehalfOf(batch, () => this.#meter("ReceiveMessage", batch.length));
      this.#deliver(batch);
    }
  }

  #openWindow(): void {
    this.#window ??= this.#kernel.clock.schedule(
      this.#kernel.clock.now() + this.#options.batchWindowMs,
      () => {
        this.#window = undefined;
        this.#windowElapsed = true;
        this.#wake();
      },
    );
  }

  /** Delivers on time, late, twice or never, depending on the fault plan. */
  #deliver(batch: Received[]): void {
    const fault = this.#kernel.faults.onDelivery({ channel: this.#queue.arn });
    this.#running += 1;
    const process = () => this.#onBehalfOf(batch, () => this.#process(batch, fault?.copies ?? 1));
    const start = () => this.#kernel.activity.run(process);
    if (fault && fault.delayMs > 0) {
      this.#kernel.clock.schedule(this.#kernel.clock.now() + fault.delayMs, start);
    } else start();
  }

  #onBehalfOf<T>(batch: Received[], work: () => T): T {
    return workOn(
      batch.map(({ record }) => record),
      work,
    );
  }

  async #process(batch: Received[], copies: number): Promise<void> {
    const event = this.#event(batch);
    // A record may only cause effects once its receipt, and so its receive count, is durable.
    await this.#kernel.store.durable();
    const attempts = await Promise.all(Array.from({ length: copies }, () => this.#invoke(event, batch)));
    const succeeded = batch.filter((one) => attempts.some((failed) => !failed.has(one.record.id)));
    if (succeeded.length > 0 && !this.#queue.closed) {
      for (const { receiptHandle } of succeeded) this.#deleteQuietly(receiptHandle);
      this.#meter("DeleteMessageBatch", succeeded.length);
      await this.#kernel.store.durable();
    }
    this.#running -= 1;
    this.#wake();
  }

  /** Returns the ids of the failed messages. */
  async #invoke(event: SQSEvent, batch: Received[]): Promise<Set<string>> {
    const everything = new Set(batch.map(({ record }) => record.id));
    let result: InvokeResult;
    try {
      result = await this.#lambda.invoke(this.#options.functionName, event);
    } catch (error) {
      if (error instanceof AwsError) return everything;
      throw error;
    }
    if (!result.ok) return everything;
    if (!this.#options.reportBatchItemFailures) return new Set();
    return failedItems(result.payload, everything) ?? everything;
  }

  /** The receipt may have expired while the function ran. Then the message is delivered again. */
  #deleteQuietly(receiptHandle: string): void {
    try {
      this.#queue.delete(receiptHandle);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  #event(batch: Received[]): SQSEvent {
    return {
      Records: batch.map(
        ({ record, receiptHandle, sequence }) =>
          ({
            messageId: record.id,
            receiptHandle,
            body: record.body,
            attributes: systemAttributes(record, sequence, this.#queue.fifo, this.#kernel.account),
            messageAttributes: eventAttributes(record.attributes),
            ...(record.attributesMd5 && { md5OfMessageAttributes: record.attributesMd5 }),
            md5OfBody: record.md5,
            eventSource: "aws:sqs",
            eventSourceARN: this.#queue.arn,
            awsRegion: this.#kernel.region,
          }) as unknown as SQSRecord,
      ),
    };
  }

  /**
   * A request takes 10 messages. Empty receives are not counted: AWS polls, but the local cloud
   * does not.
   */
  #meter(operation: string, messages: number): void {
    this.#kernel.meter.record("sqs", operation, billedUnits(this.#queue, Math.ceil(messages / 10)));
  }
}

/**
 * The ids in a partial batch response, or undefined if the whole batch counts as failed:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
function failedItems(answer: unknown, batch: ReadonlySet<string>): Set<string> | undefined {
  if (answer === null || answer === undefined) return new Set();
  if (typeof answer !== "object") return undefined;
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== "string" || !batch.has(id)) return undefined;
    failed.add(id);
  }
  return failed;
}

function eventAttributes(attributes: MessageAttributes | undefined): SQSRecord["messageAttributes"] {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
}
