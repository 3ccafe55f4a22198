import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { type Accepted, Deduplication } from "../../sqs/state/deduplication.ts";
import { invalidParameter, notFound } from "../errors.ts";
import { compileFilterPolicy, type FilterPolicy, type FilterScope } from "../filters/filter-policy.ts";

export interface TopicRecord {
  id: string;
  name: string;
  fifo: boolean;
  contentBasedDeduplication: boolean;
  /** Attributes that are stored and returned but have no effect here. */
  kept: Record<string, string>;
  tags: Record<string, string>;
  lastSequence: number;
}

export interface SubscriptionRecord {
  arn: string;
  topicArn: string;
  protocol: "sqs" | "lambda";
  endpoint: string;
  raw: boolean;
  filterPolicy?: string;
  filterScope: FilterScope;
  deadLetterTargetArn?: string;
}

export interface Subscription {
  record: SubscriptionRecord;
  /** Undefined accepts every message. */
  filter: FilterPolicy | undefined;
}

export interface Topic {
  readonly arn: string;
  record: TopicRecord;
  readonly subscriptions: Map<string, Subscription>;
  readonly deduplication: Deduplication;
}

const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,251}\.fifo$/;
const KEPT = new Set([
  "DeliveryPolicy",
  "DisplayName",
  "FifoThroughputScope",
  "KmsMasterKeyId",
  "Policy",
  "SignatureVersion",
  "TracingConfig",
]);

/** Topics and their subscriptions, in memory and in the store. */
export class Topics {
  readonly #kernel: Kernel;
  readonly #topicRows: Collection<TopicRecord>;
  readonly #subscriptionRows: Collection<SubscriptionRecord>;
  readonly #deduplicationRows: Collection<Accepted>;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#topicRows = kernel.store.collection("sns.topics");
    this.#subscriptionRows = kernel.store.collection("sns.subscriptions");
    this.#deduplicationRows = kernel.store.collection("sns.deduplication");
    this.#restore();
  }

  create(name: string, attributes: Record<string, string>, tags: Record<string, string>): Topic {
    const fifo = attributes["FifoTopic"] === "true";
    if (!(fifo ? FIFO_NAME : NAME).test(name)) throw invalidParameter("Topic Name");
    const existing = this.#topics.get(this.#kernel.arn("sns", name));
    if (existing) {
      const shown = showTopic(existing);
      if (Object.keys(attributes).some((one) => shown[one] !== attributes[one])) {
        throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
      }
      return existing;
    }
    const id = this.#kernel.random.uuid();
    let record: TopicRecord = {
      id,
      name,
      fifo,
      contentBasedDeduplication: false,
      kept: {},
      tags,
      lastSequence: 0,
    };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (attribute !== "FifoTopic") record = withAttribute(record, attribute, value);
    }
    const topic = this.#open(record);
    this.save(topic, record);
    return topic;
  }

  save(topic: Topic, record: TopicRecord): void {
    topic.record = record;
    this.#topicRows.put(record.name, record);
  }

  setAttribute(topic: Topic, name: string, value: string): void {
    this.save(topic, withAttribute(topic.record, name, value));
  }

  delete(arn: string): void {
    const topic = this.#topics.get(arn);
    if (!topic) return;
    for (const subscriptionArn of topic.subscriptions.keys()) this.unsubscribe(subscriptionArn);
    topic.deduplication.clear();
    this.#topics.delete(arn);
    this.#topicRows.delete(topic.record.name);
  }

  get(arn: string): Topic {
    const topic = this.#topics.get(arn);
    if (!topic) throw notFound("Topic");
    return topic;
  }

  all(): Topic[] {
    return [...this.#topics.values()];
  }

  /** Adds the subscription or replaces its settings. */
  saveSubscription(record: SubscriptionRecord): Subscription {
    const filter =
      record.filterPolicy === undefined
        ? undefined
        : compileFilterPolicy(record.filterPolicy, record.filterScope);
    const subscription = { record, filter };
    this.#subscriptions.set(record.arn, subscription);
    this.get(record.topicArn).subscriptions.set(record.arn, subscription);
    this.#subscriptionRows.put(record.arn, record);
    return subscription;
  }

  unsubscribe(arn: string): void {
    const subscription = this.#subscriptions.get(arn);
    if (!subscription) return;
    this.#subscriptions.delete(arn);
    this.#topics.get(subscription.record.topicArn)?.subscriptions.delete(arn);
    this.#subscriptionRows.delete(arn);
  }

  findSubscription(arn: string): Subscription | undefined {
    return this.#subscriptions.get(arn);
  }

  allSubscriptions(): Subscription[] {
    return [...this.#subscriptions.values()];
  }

  #open(record: TopicRecord): Topic {
    const arn = this.#kernel.arn("sns", record.name);
    const deduplication = new Deduplication(this.#deduplicationRows, record.id);
    const topic: Topic = { arn, record, subscriptions: new Map(), deduplication };
    this.#topics.set(arn, topic);
    return topic;
  }

  #restore(): void {
    const byId = new Map<string, Topic>();
    for (const [, record] of this.#topicRows.load()) byId.set(record.id, this.#open(record));
    for (const [arn, record] of this.#subscriptionRows.load()) {
      const filter =
        record.filterPolicy === undefined
          ? undefined
          : compileFilterPolicy(record.filterPolicy, record.filterScope);
      this.#subscriptions.set(arn, { record, filter });
      this.#topics.get(record.topicArn)?.subscriptions.set(arn, { record, filter });
    }
    const accepted = [...this.#deduplicationRows.load()].sort(([, a], [, b]) => a.at - b.at);
    for (const [key, record] of accepted) {
      const slash = key.indexOf("/");
      byId.get(key.slice(0, slash))?.deduplication.restore(key.slice(slash + 1), record);
    }
  }
}

function withAttribute(record: TopicRecord, name: string, value: string): TopicRecord {
  if (name === "ContentBasedDeduplication") {
    if (!record.fifo) throw invalidParameter("ContentBasedDeduplication is only for FIFO topics");
    return { ...record, contentBasedDeduplication: value === "true" };
  }
  if (!KEPT.has(name)) throw invalidParameter("AttributeName");
  return { ...record, kept: { ...record.kept, [name]: value } };
}

/** The attributes that GetTopicAttributes returns. */
export function showTopic(topic: Topic): Record<string, string> {
  const { record, arn } = topic;
  const shown: Record<string, string> = {
    TopicArn: arn,
    Owner: arn.split(":")[4] ?? "",
    DisplayName: "",
    ...record.kept,
    SubscriptionsConfirmed: String(topic.subscriptions.size),
    SubscriptionsPending: "0",
    SubscriptionsDeleted: "0",
  };
  if (record.fifo) {
    shown["FifoTopic"] = "true";
    shown["ContentBasedDeduplication"] = String(record.contentBasedDeduplication);
  }
  return shown;
}
