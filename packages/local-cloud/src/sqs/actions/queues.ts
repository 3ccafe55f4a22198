import type {
  CreateQueueResult,
  GetQueueUrlResult,
  ListDeadLetterSourceQueuesResult,
  ListQueuesResult,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/wire.ts";
import type { SqsContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { type Input, optionalInteger, optionalString, optionalStringMap, requiredString } from "../input.ts";
import type { Queue } from "../state/queue.ts";

export async function createQueue({ queues, kernel }: SqsContext, input: Input): Promise<CreateQueueResult> {
  const queue = queues.create(
    requiredString(input, "QueueName"),
    optionalStringMap(input, "Attributes") ?? {},
    optionalStringMap(input, "tags") ?? {},
  );
  await kernel.store.durable();
  return { QueueUrl: queue.url };
}

export function getQueueUrl({ queues }: SqsContext, input: Input): GetQueueUrlResult {
  return { QueueUrl: queues.byName(requiredString(input, "QueueName")).url };
}

export async function deleteQueue({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  queues.delete(queues.byUrl(requiredString(input, "QueueUrl")));
  await kernel.store.durable();
}

const PURGE_REST_MS = 60_000;
const purgedAt = new WeakMap<Queue, number>();

export async function purgeQueue({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const now = kernel.clock.now();
  if (now < (purgedAt.get(queue) ?? Number.NEGATIVE_INFINITY) + PURGE_REST_MS) {
    throw new AwsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.record.name} is allowed every 60 seconds.`,
      { status: 403 },
    );
  }
  purgedAt.set(queue, now);
  queue.purge();
  await kernel.store.durable();
}

export function listQueues({ queues }: SqsContext, input: Input): ListQueuesResult {
  const prefix = optionalString(input, "QueueNamePrefix") ?? "";
  const found = [...queues.all()].filter((queue) => queue.record.name.startsWith(prefix));
  const { page, NextToken } = paginate(found, input);
  return page.length === 0 ? {} : { QueueUrls: page, NextToken };
}

export function listDeadLetterSourceQueues(
  { queues }: SqsContext,
  input: Input,
): ListDeadLetterSourceQueuesResult {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const { page, NextToken } = paginate(queues.deadLetterSources(queue.arn), input);
  return { queueUrls: page, NextToken };
}

/**
 * Names in order. The token is the last name of the previous page. Without MaxResults all names are
 * on one page.
 */
function paginate(found: Queue[], input: Input): { page: string[]; NextToken: string | undefined } {
  const most = optionalInteger(input, "MaxResults", 1, 1000);
  const token = optionalString(input, "NextToken");
  if (token !== undefined && most === undefined) {
    throw invalidParameter("NextToken", token, "MaxResults must be set to use NextToken.");
  }
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString();
  const rest = found
    .filter((queue) => queue.record.name > after)
    .sort((a, b) => (a.record.name < b.record.name ? -1 : 1));
  const page = rest.slice(0, most ?? 1000);
  const last = page.at(-1);
  const more = most !== undefined && last && rest.length > page.length;
  return {
    page: page.map((queue) => queue.url),
    NextToken: more ? Buffer.from(last.record.name).toString("base64url") : undefined,
  };
}
