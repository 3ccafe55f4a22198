import { callContext } from "../../kernel/call-context.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { TargetOptions } from "../../kernel/targets.ts";
import { stamp, workOn } from "../../kernel/trace.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { SubscriptionRecord, Topics } from "../state/topics.ts";
import { functionEvent, type Publication, queueMessage } from "./publication.ts";
import { nextRetryMs } from "./retry-policy.ts";

/** A publication and the subscriptions that still await it. This is the stored row. */
interface Outstanding {
  publication: Publication;
  pending: Pending[];
}

interface Pending {
  subscriptionArn: string;
  /** Attempts that failed. */
  failures: number;
  dueAt: number;
}

interface Job {
  key: string;
  outstanding: Outstanding;
  pending: Pending;
}

/**
 * Delivers accepted publications to their subscribers, at least once. Subscriptions are independent
 * of each other. In a FIFO topic the order of a message group is kept. Pending deliveries survive a
 * crash.
 */
export class Deliveries {
  readonly #kernel: Kernel;
  readonly #topics: Topics;
  readonly #rows: Collection<Outstanding>;
  readonly #outstanding = new Map<string, Outstanding>();
  /** Jobs of one subscription and message group. The first one is under way. */
  readonly #lanes = new Map<string, Job[]>();
  #lastKey = 0;

  constructor(kernel: Kernel, topics: Topics) {
    this.#kernel = kernel;
    this.#topics = topics;
    this.#rows = kernel.store.collection("sns.deliveries");
    for (const [key, outstanding] of this.#rows.load()) {
      this.#outstanding.set(key, outstanding);
      this.#lastKey = Number(key);
    }
  }

  /** Continues the deliveries that were pending when the process ended. */
  resume(): void {
    for (const [key, outstanding] of this.#outstanding) this.#start(key, outstanding);
  }

  /** Stores the publication in this synchronous block. Deliveries start once it is durable. */
  accept(publication: Publication, subscriptionArns: string[]): void {
    if (subscriptionArns.length === 0) return;
    this.#lastKey = Math.max(this.#lastKey + 1, this.#kernel.clock.now() * 1024);
    const key = String(this.#lastKey).padStart(16, "0");
    const dueAt = this.#kernel.clock.now();
    const pending = subscriptionArns.map((subscriptionArn) => ({ subscriptionArn, failures: 0, dueAt }));
    const outstanding = stamp({ publication, pending });
    this.#outstanding.set(key, outstanding);
    this.#rows.put(key, outstanding);
    // Deliveries are calls of the topic, not of the publisher.
    callContext.exit(() => this.#start(key, outstanding));
  }

  #start(key: string, outstanding: Outstanding): void {
    for (const pending of outstanding.pending) {
      const job = { key, outstanding, pending };
      const lane = laneOf(job);
      if (lane === undefined) {
        this.#wait(job);
        continue;
      }
      const jobs = this.#lanes.get(lane);
      if (jobs) jobs.push(job);
      else {
        this.#lanes.set(lane, [job]);
        this.#wait(job);
      }
    }
  }

  /** Runs the job's next attempt when it is due. */
  #wait(job: Job): void {
    const { clock, activity } = this.#kernel;
    if (job.pending.dueAt <= clock.now()) activity.run(() => this.#attempt(job));
    else clock.schedule(job.pending.dueAt, () => activity.run(() => this.#attempt(job)));
  }

  async #attempt(job: Job): Promise<void> {
    const { clock, activity, faults } = this.#kernel;
    await this.#kernel.store.durable();
    const fault = faults.onDelivery({ channel: job.outstanding.publication.topicArn });
    const copies = fault?.copies ?? 1;
    if (fault && fault.delayMs > 0) {
      clock.schedule(clock.now() + fault.delayMs, () =>
        activity.run(() => workOn([job.outstanding], () => this.#deliver(job, copies))),
      );
    } else await workOn([job.outstanding], () => this.#deliver(job, copies));
  }

  async #deliver(job: Job, copies: number): Promise<void> {
    const subscription = this.#topics.findSubscription(job.pending.subscriptionArn)?.record;
    if (!subscription) return this.#finish(job);
    const failure =
      copies === 0 ? new Error("The connection was lost.") : await this.#send(job, subscription, copies);
    if (!failure) return this.#finish(job);
    const wait = nextRetryMs(failure, subscription.protocol, job.pending.failures);
    if (wait === undefined) {
      await this.#bury(job, subscription, failure);
      return this.#finish(job);
    }
    job.pending.failures += 1;
    job.pending.dueAt = this.#kernel.clock.now() + wait;
    this.#rows.put(job.key, job.outstanding);
    this.#wait(job);
  }

  async #send(job: Job, subscription: SubscriptionRecord, copies: number): Promise<Error | undefined> {
    const { input, options } = this.#envelope(job.outstanding.publication, subscription);
    try {
      for (let copy = 0; copy < copies; copy += 1) {
        await this.#kernel.targets.deliver(subscription.endpoint, input, options);
      }
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #envelope(
    publication: Publication,
    subscription: SubscriptionRecord,
  ): { input: unknown; options: TargetOptions } {
    const { region } = this.#kernel;
    if (subscription.protocol === "lambda") {
      return { input: functionEvent(publication, subscription.arn, region), options: {} };
    }
    const options: TargetOptions = {};
    if (publication.group !== undefined) options.messageGroupId = publication.group;
    if (publication.deduplicationId !== undefined && subscription.endpoint.endsWith(".fifo")) {
      options.messageDeduplicationId = publication.deduplicationId;
    }
    if (subscription.raw && publication.attributes) options.messageAttributes = publication.attributes;
    return { input: queueMessage(publication, subscription, region), options };
  }

  /**
   * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html: without a queue the
   * message is discarded.
   */
  async #bury(job: Job, subscription: SubscriptionRecord, failure: Error): Promise<void> {
    if (subscription.deadLetterTargetArn === undefined) return;
    const { input, options } = this.#envelope(job.outstanding.publication, subscription);
    const why = {
      RequestID: job.outstanding.publication.messageId,
      ErrorCode: failure instanceof AwsError ? String(failure.status) : "500",
      ErrorMessage: failure.message || failure.name,
    };
    try {
      await this.#kernel.targets.deliver(subscription.deadLetterTargetArn, input, {
        ...options,
        messageAttributes: { ...options.messageAttributes, ...why },
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  #finish({ key, outstanding, pending }: Job): void {
    outstanding.pending = outstanding.pending.filter((other) => other !== pending);
    if (outstanding.pending.length > 0) this.#rows.put(key, outstanding);
    else {
      this.#outstanding.delete(key);
      this.#rows.delete(key);
    }
    const lane = laneOf({ key, outstanding, pending });
    if (lane === undefined) return;
    const jobs = this.#lanes.get(lane) ?? [];
    jobs.shift();
    const [next] = jobs;
    if (next) this.#wait(next);
    else this.#lanes.delete(lane);
  }
}

/** The jobs of one lane run one after the other. Outside FIFO topics there is no order. */
function laneOf({ outstanding, pending }: Job): string | undefined {
  const { sequenceNumber, group } = outstanding.publication;
  return sequenceNumber === undefined ? undefined : `${pending.subscriptionArn} ${group}`;
}
