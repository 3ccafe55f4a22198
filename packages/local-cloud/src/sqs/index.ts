import type { Kernel } from "../kernel/kernel.ts";
import type { TargetOptions } from "../kernel/targets.ts";
import type { Service, WireRequest, WireResponse } from "../kernel/wire.ts";
import { type Action, jsonService } from "../protocols/json.ts";
import { billedRequests, billedUnits } from "./billing.ts";
import type { SqsContext } from "./context.ts";
import { admit, draftSize } from "./drafts.ts";
import { queryCode, queueDoesNotExist } from "./errors.ts";
import type { Input } from "./input.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import { OPERATIONS } from "./operations.ts";
import type { Draft, Sent } from "./state/message.ts";
import type { Counts } from "./state/message-places.ts";
import { MoveTasks } from "./state/move-tasks.ts";
import type { Queue } from "./state/queue.ts";
import { Queues } from "./state/queues.ts";

export { EventSourceMapping, type EventSourceMappingOptions } from "./event-source-mapping.ts";
export type { Draft } from "./state/message.ts";

export interface SqsOptions {
  /** Address of the service for clients. Queue URLs begin with it. */
  endpoint?: string;
}

/** The summary of a queue for a console. */
export interface QueueSummary extends Counts {
  name: string;
  arn: string;
  url: string;
  deadLetterTargetArn: string | undefined;
}

/** Amazon SQS: standard and FIFO queues, durable per message. */
export class Sqs {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #queues: Queues;

  constructor(kernel: Kernel, options: SqsOptions = {}) {
    this.#kernel = kernel;
    this.#queues = new Queues(kernel, options.endpoint ?? "http://127.0.0.1:4566");
    const moveTasks = new MoveTasks(kernel, this.#queues);
    this.service = queryCompatible(kernel, { kernel, queues: this.#queues, moveTasks });
    kernel.targets.register("sqs", (arn, input, given) => this.send(arn, draftOf(input, given)));
  }

  /**
   * Creates the queue, or finds an existing one with these attributes. The attributes are those of
   * CreateQueue.
   */
  async createQueue(
    name: string,
    attributes: Record<string, string> = {},
  ): Promise<{ arn: string; url: string }> {
    const { arn, url } = this.#queues.create(name, attributes, {});
    await this.#kernel.store.durable();
    return { arn, url };
  }

  /** Finds a queue by ARN. Throws QueueDoesNotExist. */
  queue(arn: string): Queue {
    const queue = this.#queues.byArn(arn);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** Sends with the checks of SendMessage. Resolves once the message is durable. */
  async send(queueArn: string, draft: Draft): Promise<Sent> {
    const queue = this.queue(queueArn);
    const sent = queue.send(admit(draft, queue));
    const size = draftSize(draft);
    this.#kernel.meter.record("sqs", "SendMessage", billedUnits(queue, billedRequests(size)), {
      request: size,
    });
    await this.#kernel.store.durable();
    return sent;
  }

  queues(): QueueSummary[] {
    return [...this.#queues.all()].map((queue) => ({
      name: queue.record.name,
      arn: queue.arn,
      url: queue.url,
      deadLetterTargetArn: queue.record.settings.redrive?.deadLetterTargetArn,
      ...queue.counts(),
    }));
  }
}

function draftOf(input: unknown, given: TargetOptions): Draft {
  return {
    body: typeof input === "string" ? input : JSON.stringify(input),
    group: given.messageGroupId,
    deduplicationId: given.messageDeduplicationId,
    attributes: given.messageAttributes && typedAttributes(given.messageAttributes),
  };
}

function typedAttributes(given: NonNullable<TargetOptions["messageAttributes"]>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === "string" ? { DataType: "String", StringValue: value } : value,
    ]),
  );
}

/** The metered JSON service. Errors also carry the codes of the older query protocol. */
function queryCompatible(kernel: Kernel, context: SqsContext): Service {
  const actions: Record<string, Action> = {};
  const toFifo = new WeakSet<WireRequest>();
  for (const [name, action] of Object.entries(OPERATIONS)) {
    actions[name] = (input: Input, request) => {
      const url = input["QueueUrl"];
      if (typeof url === "string" && url.endsWith(".fifo")) toFifo.add(request);
      return action(context, input);
    };
  }
  const json = jsonService({
    name: "sqs",
    target: "AmazonSQS",
    version: "1.0",
    errorNamespace: "com.amazonaws.sqs",
    actions,
  });
  return {
    name: "sqs",
    async handle(request: WireRequest): Promise<WireResponse> {
      const response = await json.handle(request);
      const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
      const bytes = { request: request.body.length, response: Buffer.byteLength(response.body) };
      const requests = billedRequests(Math.max(bytes.request, bytes.response));
      if (Object.hasOwn(actions, operation)) {
        kernel.meter.record("sqs", operation, billedUnits({ fifo: toFifo.has(request) }, requests), bytes);
      }
      if (response.status >= 400) {
        const code = queryCode(response.headers["x-amzn-errortype"] ?? "");
        response.headers["x-amzn-query-error"] = `${code};${response.status < 500 ? "Sender" : "Receiver"}`;
      }
      return response;
    },
  };
}
