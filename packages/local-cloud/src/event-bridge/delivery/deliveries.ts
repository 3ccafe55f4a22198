import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { TargetOptions } from "../../kernel/targets.ts";
import { stamp, workOn } from "../../kernel/trace.ts";
import { type DeliveryFailure, failureOf } from "./delivery-failure.ts";

/**
 * One input to be delivered to one target. It is durable until it is delivered, dead-lettered or
 * dropped.
 */
export interface Delivery {
  id: string;
  targetArn: string;
  /** The target's service, as in its ARN. */
  service: string;
  input: unknown;
  options: TargetOptions;
  /** The name of this delivery in the fault plan. */
  channel: string;
  /** Milliseconds. The age of the event counts from here. */
  acceptedAt: number;
  retryPolicy: RetryPolicy;
  deadLetter?: DeadLetter;
  /** Failed attempts so far. */
  failures: number;
  /** Time of the next attempt. */
  dueAt: number;
  /** Set once delivery to the target is abandoned: the attributes of the dead letter to be sent. */
  givenUp?: Record<string, string>;
}

export interface RetryPolicy {
  MaximumRetryAttempts: number;
  MaximumEventAgeInSeconds: number;
}

export interface DeadLetter {
  queueArn: string;
  body: unknown;
  /** Attributes that do not depend on the failure, such as RULE_ARN. */
  attributes: Record<string, string>;
}

/** "By default, EventBridge retries sending the event for 24 hours and up to 185 times". */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  MaximumRetryAttempts: 185,
  MaximumEventAgeInSeconds: 86_400,
};

const FIRST_BACKOFF_MS = 1_000;
/** 185 retries at this interval fill the 24 hours. */
const LONGEST_BACKOFF_MS = 600_000;

/**
 * Functions are invoked asynchronously. Lambda itself retries their errors after one and after two
 * minutes, independently of the rule's retry policy.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html A function here
 * has no dead-letter queue of its own: after the last retry the rule target's queue gets the event.
 */
const LAMBDA_BACKOFF_MS = [60_000, 120_000];

/**
 * Delivers at least once: retries with backoff, then the dead-letter queue. Pending deliveries
 * survive a crash.
 */
export class Deliveries {
  readonly #kernel: Kernel;
  readonly #collection: Collection<Delivery>;
  /** The stored deliveries at the start of the process, until {@link resume} continues them. */
  #restored: Delivery[];

  constructor(kernel: Kernel, collection: string) {
    this.#kernel = kernel;
    this.#collection = kernel.store.collection(collection);
    this.#restored = Array.from(this.#collection.load(), ([, delivery]) => delivery);
  }

  /** Continues with the deliveries that were pending when the process ended. */
  resume(): void {
    for (const delivery of this.#restored) this.#schedule(delivery);
    this.#restored = [];
  }

  /** Stores the deliveries in this synchronous block. They start once they are durable. */
  accept(deliveries: Delivery[]): void {
    if (deliveries.length === 0) return;
    for (const delivery of deliveries) this.#collection.put(delivery.id, stamp(delivery));
    this.#kernel.activity.run(async () => {
      await this.#kernel.store.durable();
      await Promise.all(deliveries.map((delivery) => this.#attempt(delivery)));
    });
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const fault = this.#kernel.faults.onDelivery({ channel: delivery.channel });
    const copies = fault?.copies ?? 1;
    if (fault && fault.delayMs > 0) {
      const at = this.#kernel.clock.now() + fault.delayMs;
      this.#kernel.clock.schedule(at, () => this.#kernel.activity.run(() => this.#deliver(delivery, copies)));
      return;
    }
    await this.#deliver(delivery, copies);
  }

  async #deliver(delivery: Delivery, copies: number): Promise<void> {
    const failure = await workOn([delivery], () => this.#send(delivery, copies));
    if (!failure) this.#finish(delivery);
    else if (delivery.givenUp) this.#retryDeadLetter(delivery, failure);
    else this.#retryOrGiveUp(delivery, failure);
    await this.#kernel.store.durable();
  }

  async #send(delivery: Delivery, copies: number): Promise<DeliveryFailure | undefined> {
    if (copies === 0)
      return { code: "CONNECTION_FAILURE", message: "The connection was lost.", retriable: true };
    const { targets } = this.#kernel;
    const { givenUp, deadLetter } = delivery;
    try {
      for (let copy = 0; copy < copies; copy += 1) {
        if (givenUp && deadLetter) {
          await targets.deliver(deadLetter.queueArn, deadLetter.body, { messageAttributes: givenUp });
        } else await targets.deliver(delivery.targetArn, delivery.input, delivery.options);
      }
      return undefined;
    } catch (error) {
      return failureOf(error, givenUp ? "sqs" : delivery.service);
    }
  }

  #retryOrGiveUp(delivery: Delivery, failure: DeliveryFailure): void {
    if (!failure.retriable) return this.#giveUp(delivery, failure);
    const { retryPolicy, failures, acceptedAt } = delivery;
    const byLambda = delivery.service === "lambda" && failure.code === "ERROR_FROM_TARGET";
    const maximumRetries = byLambda ? LAMBDA_BACKOFF_MS.length : retryPolicy.MaximumRetryAttempts;
    if (failures >= maximumRetries) return this.#giveUp(delivery, failure, "MaximumRetryAttempts");
    const wait = byLambda ? (LAMBDA_BACKOFF_MS[failures] ?? 0) : this.#backoff(failures);
    const dueAt = this.#kernel.clock.now() + wait;
    if (dueAt > acceptedAt + retryPolicy.MaximumEventAgeInSeconds * 1000) {
      return this.#giveUp(delivery, failure, "MaximumEventAgeInSeconds");
    }
    this.#retryAt(delivery, dueAt);
  }

  #giveUp(delivery: Delivery, failure: DeliveryFailure, exhausted?: keyof RetryPolicy): void {
    if (!delivery.deadLetter) return this.#finish(delivery);
    delivery.givenUp = {
      ...delivery.deadLetter.attributes,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(delivery.failures),
    };
    delivery.failures = 0;
    delivery.dueAt = this.#kernel.clock.now();
    this.#collection.put(delivery.id, delivery);
    this.#kernel.activity.run(async () => {
      await this.#kernel.store.durable();
      await this.#attempt(delivery);
    });
  }

  /** A dead letter gets as many attempts as an event. A missing queue gets none. */
  #retryDeadLetter(delivery: Delivery, failure: DeliveryFailure): void {
    if (!failure.retriable || delivery.failures >= DEFAULT_RETRY_POLICY.MaximumRetryAttempts) {
      return this.#finish(delivery);
    }
    this.#retryAt(delivery, this.#kernel.clock.now() + this.#backoff(delivery.failures));
  }

  #retryAt(delivery: Delivery, dueAt: number): void {
    delivery.failures += 1;
    delivery.dueAt = dueAt;
    this.#collection.put(delivery.id, delivery);
    this.#schedule(delivery);
  }

  #finish(delivery: Delivery): void {
    this.#collection.delete(delivery.id);
  }

  #schedule(delivery: Delivery): void {
    this.#kernel.clock.schedule(delivery.dueAt, () =>
      this.#kernel.activity.run(() => this.#attempt(delivery)),
    );
  }

  /** Exponential backoff with jitter over the upper half. */
  #backoff(failures: number): number {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
    return longest * (0.5 + this.#kernel.random.next() / 2);
  }
}
