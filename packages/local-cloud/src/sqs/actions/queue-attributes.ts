import type { GetQueueAttributesResult, ListQueueTagsResult } from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/wire.ts";
import type { SqsContext } from "../context.ts";
import { missingParameter } from "../errors.ts";
import { type Input, optionalStringMap, optionalStrings, requiredString } from "../input.ts";
import type { Queue } from "../state/queue.ts";
import { showAttributes } from "../state/queue-attributes.ts";

export function getQueueAttributes({ queues }: SqsContext, input: Input): GetQueueAttributesResult {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const names = optionalStrings(input, "AttributeNames") ?? [];
  for (const name of names) {
    if (!GETTABLE.has(name)) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  }
  const all = allAttributes(queue);
  if (names.includes("All")) return { Attributes: all };
  const found = Object.entries(all).filter(([name]) => names.includes(name));
  return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
}

export async function setQueueAttributes({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const attributes = optionalStringMap(input, "Attributes");
  if (!attributes) throw missingParameter("Attributes");
  queues.setAttributes(queue, attributes);
  await kernel.store.durable();
}

export function listQueueTags({ queues }: SqsContext, input: Input): ListQueueTagsResult {
  const { tags } = queues.byUrl(requiredString(input, "QueueUrl")).record;
  return Object.keys(tags).length === 0 ? {} : { Tags: tags };
}

export async function tagQueue({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  queues.setTags(queue, { ...queue.record.tags, ...optionalStringMap(input, "Tags") });
  await kernel.store.durable();
}

export async function untagQueue({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const gone = new Set(optionalStrings(input, "TagKeys"));
  const kept = Object.entries(queue.record.tags).filter(([key]) => !gone.has(key));
  queues.setTags(queue, Object.fromEntries(kept));
  await kernel.store.durable();
}

const GETTABLE = new Set([
  "All",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "ContentBasedDeduplication",
  "CreatedTimestamp",
  "DeduplicationScope",
  "DelaySeconds",
  "FifoQueue",
  "FifoThroughputLimit",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "LastModifiedTimestamp",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "Policy",
  "QueueArn",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
]);

function allAttributes(queue: Queue): Record<string, string> {
  const { visible, delayed, inFlight } = queue.counts();
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    CreatedTimestamp: String(Math.floor(queue.record.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.record.modifiedAt / 1000)),
    ...showAttributes(queue.record.settings),
  };
}
