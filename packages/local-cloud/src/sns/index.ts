import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { type QueryAction, queryService } from "../protocols/query.ts";
import type { Published, SnsContext } from "./context.ts";
import { Deliveries } from "./delivery/deliveries.ts";
import { admit, type Draft, draftSize } from "./drafts.ts";
import { OPERATIONS } from "./operations.ts";
import { type Topic, Topics } from "./state/topics.ts";

/**
 * Amazon SNS: standard and FIFO topics that deliver to queues and functions. An accepted message
 * survives a crash.
 */
export class Sns {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #topics: Topics;
  readonly #deliveries: Deliveries;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#topics = new Topics(kernel);
    this.#deliveries = new Deliveries(kernel, this.#topics);
    const context: SnsContext = {
      kernel,
      topics: this.#topics,
      accept: (topic, draft) => this.#accept(topic, draft),
    };
    const actions: Record<string, QueryAction> = {};
    for (const [name, action] of Object.entries(OPERATIONS)) {
      actions[name] = (parameters) => action(context, parameters);
    }
    this.service = queryService(kernel, {
      name: "sns",
      namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
      actions,
      billed: (request) => billedRequests(request.body.length),
    });
    kernel.targets.register("sns", (arn, input, { messageGroupId, messageDeduplicationId }) => {
      const message = typeof input === "string" ? input : JSON.stringify(input);
      return this.publish(arn, { message, group: messageGroupId, deduplicationId: messageDeduplicationId });
    });
  }

  /**
   * Continues the deliveries that were pending when the last process ended. Call it once, after the
   * targets exist.
   */
  resume(): void {
    this.#deliveries.resume();
  }

  /** Publishes with the checks of the API. Resolves once the message is durable. */
  async publish(topicArn: string, draft: Draft): Promise<Published> {
    const published = this.#accept(this.#topics.get(topicArn), draft);
    const size = draftSize(draft);
    this.#kernel.meter.record("sns", "Publish", { requests: billedRequests(size) }, { request: size });
    await this.#kernel.store.durable();
    return published;
  }

  #accept(topic: Topic, draft: Draft): Published {
    const at = this.#kernel.clock.now();
    const publication = admit(draft, topic, { messageId: this.#kernel.random.uuid(), at });
    const { deduplicationId } = publication;
    if (topic.record.fifo && deduplicationId !== undefined) {
      const earlier = topic.deduplication.find(deduplicationId, at);
      if (earlier) return { messageId: earlier.messageId, sequenceNumber: twentyDigits(earlier.sequence) };
      const sequence = topic.record.lastSequence + 1;
      this.#topics.save(topic, { ...topic.record, lastSequence: sequence });
      topic.deduplication.remember(deduplicationId, { at, messageId: publication.messageId, sequence });
      publication.sequenceNumber = twentyDigits(sequence);
    }
    const filtered = { message: publication.message, attributes: publication.attributes };
    const takers = [...topic.subscriptions.values()].filter(({ filter }) => filter?.(filtered) ?? true);
    this.#deliveries.accept(
      publication,
      takers.map(({ record }) => record.arn),
    );
    return { messageId: publication.messageId, sequenceNumber: publication.sequenceNumber };
  }
}

/**
 * "Each 64 KB chunk of published data is billed as 1 request": https://aws.amazon.com/sns/pricing/
 */
function billedRequests(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 65_536));
}

function twentyDigits(sequence: number): string {
  return `1${String(sequence).padStart(19, "0")}`;
}
