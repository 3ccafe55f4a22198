import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter, queueDoesNotExist } from "../errors.ts";
import { Queue, type QueueRecord, type QueueRows } from "./queue.ts";
import { applyAttributes, defaultSettings, type QueueSettings, showAttributes } from "./queue-attributes.ts";

const NAME = /^[A-Za-z0-9_-]{1,80}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,75}\.fifo$/;
/**
 * "You must wait 60 seconds after deleting a queue before you can create another with the same
 * name."
 */
const NAME_REST_MS = 60_000;

/** All queues by name, and their durable definitions. */
export class Queues {
  readonly #kernel: Kernel;
  readonly #endpoint: string;
  readonly #definitions: Collection<QueueRecord>;
  readonly #rows: QueueRows;
  readonly #byName = new Map<string, Queue>();
  readonly #deletedAt = new Map<string, number>();

  constructor(kernel: Kernel, endpoint: string) {
    this.#kernel = kernel;
    this.#endpoint = endpoint;
    this.#definitions = kernel.store.collection("sqs.queues");
    this.#rows = {
      messages: kernel.store.collection("sqs.messages"),
      deduplication: kernel.store.collection("sqs.deduplication"),
    };
    this.#restore();
  }

  /** Creates the queue, or returns the existing one if its attributes do not differ. */
  create(name: string, attributes: Record<string, string>, tags: Record<string, string>): Queue {
    const fifo = attributes["FifoQueue"] === "true";
    if (!(fifo ? FIFO_NAME : NAME).test(name)) {
      throw invalidParameter(
        "QueueName",
        name,
        fifo
          ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
          : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
      );
    }
    const existing = this.#byName.get(name);
    if (existing) {
      requireSame(existing, attributes);
      return existing;
    }
    const now = this.#kernel.clock.now();
    if (now < (this.#deletedAt.get(name) ?? Number.NEGATIVE_INFINITY) + NAME_REST_MS) {
      throw new AwsError(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
      );
    }
    const settings = applyAttributes(defaultSettings(fifo), attributes);
    this.#requireDeadLetterQueue(settings);
    const id = this.#kernel.random.uuid();
    const queue = this.#open({ id, name, createdAt: now, modifiedAt: now, settings, tags });
    this.#definitions.put(name, queue.record);
    return queue;
  }

  setAttributes(queue: Queue, attributes: Record<string, string>): void {
    const settings = applyAttributes(queue.record.settings, attributes);
    this.#requireDeadLetterQueue(settings);
    this.#save(queue, { ...queue.record, settings, modifiedAt: this.#kernel.clock.now() });
  }

  setTags(queue: Queue, tags: Record<string, string>): void {
    this.#save(queue, { ...queue.record, tags });
  }

  delete(queue: Queue): void {
    const { name } = queue.record;
    this.#byName.delete(name);
    this.#deletedAt.set(name, this.#kernel.clock.now());
    this.#definitions.delete(name);
    queue.close();
  }

  all(): Iterable<Queue> {
    return this.#byName.values();
  }

  byName(name: string): Queue {
    const queue = this.#byName.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** The last segment of the path is the queue's name. The host is ignored. */
  byUrl(url: string): Queue {
    const path = url.split("?", 1)[0] ?? "";
    return this.byName(path.slice(path.lastIndexOf("/") + 1));
  }

  byArn(arn: string): Queue | undefined {
    const queue = this.#byName.get(arn.slice(arn.lastIndexOf(":") + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  /** Queues whose redrive policy names `arn`. */
  deadLetterSources(arn: string): Queue[] {
    return [...this.all()].filter((queue) => queue.record.settings.redrive?.deadLetterTargetArn === arn);
  }

  #save(queue: Queue, record: QueueRecord): void {
    queue.record = record;
    this.#definitions.put(record.name, record);
  }

  #open(record: QueueRecord): Queue {
    const url = `${this.#endpoint}/${this.#kernel.account}/${record.name}`;
    const queue = new Queue(this.#kernel, this.#rows, record, url, (arn) => this.byArn(arn));
    this.#byName.set(record.name, queue);
    return queue;
  }

  #requireDeadLetterQueue(settings: QueueSettings): void {
    if (!settings.redrive) return;
    const target = this.byArn(settings.redrive.deadLetterTargetArn);
    const text = JSON.stringify(settings.redrive);
    if (!target) throw invalidParameter("RedrivePolicy", text, "Dead letter target does not exist.");
    if (target.fifo !== settings.fifo) {
      throw invalidParameter(
        "RedrivePolicy",
        text,
        "Dead-letter queue must be same type of queue as the source.",
      );
    }
  }

  #restore(): void {
    const byId = new Map<string, Queue>();
    for (const [, record] of this.#definitions.load()) byId.set(record.id, this.#open(record));
    for (const [key, record] of this.#rows.messages.load()) {
      const slash = key.indexOf("/");
      byId.get(key.slice(0, slash))?.restore(Number(key.slice(slash + 1)), record);
    }
    const accepted = [...this.#rows.deduplication.load()].sort(([, a], [, b]) => a.at - b.at);
    for (const [key, record] of accepted) {
      const slash = key.indexOf("/");
      byId.get(key.slice(0, slash))?.restoreAccepted(key.slice(slash + 1), record);
    }
  }
}

function requireSame(queue: Queue, attributes: Record<string, string>): void {
  const current = showAttributes(queue.record.settings);
  const wanted = showAttributes(applyAttributes(queue.record.settings, attributes));
  for (const name of Object.keys(attributes)) {
    if (current[name] === wanted[name]) continue;
    throw new AwsError(
      "QueueNameExists",
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}
