import type { Blueprint } from "@tradewind/blueprint";
import { deadLetterName, messageSecondsOf } from "@tradewind/blueprint/derived/dead-letters";
import type { QueueDefinition, TopicDefinition } from "@tradewind/blueprint/language/resources";
import { EventSourceMapping, type LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { unlessExists } from "./existing.ts";

/**
 * Makes each queue with its dead-letter queue and feeds it to its consumer; returns the queues'
 * ARNs by name. A batch takes what is there and waits for no window: windows save money, and here
 * they would only cost time.
 */
export async function provisionQueues(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
): Promise<{ arns: Map<string, string>; mappings: EventSourceMapping[] }> {
  const arns = new Map<string, string>();
  const mappings = await Promise.all(
    blueprint.queues.map(async (queue) => {
      const { arn, url } = await createQueueWithDeadLetters(cloud, queue, messageSecondsOf(blueprint));
      arns.set(queue.name, arn);
      links.set(queue.name, { url });
      return new EventSourceMapping(cloud.kernel, cloud.sqs, cloud.lambda, {
        queueArn: arn,
        functionName: queue.consumer.name,
        batchSize: queue.batchSize,
        reportBatchItemFailures: true,
      });
    }),
  );
  return { arns, mappings };
}

async function createQueueWithDeadLetters(cloud: LocalCloud, queue: QueueDefinition, keptSeconds: number) {
  const kept = { MessageRetentionPeriod: String(keptSeconds) };
  const deadLetters = await createQueue(cloud, deadLetterName(queue.name), kept);
  return createQueue(cloud, queue.name, {
    ...kept,
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: queue.maxReceives,
    }),
  });
}

function createQueue(cloud: LocalCloud, name: string, attributes: Record<string, string>) {
  return unlessExists(
    ["QueueAlreadyExists", "QueueNameExists"],
    () => cloud.sqs.createQueue(name, attributes),
    async () => {
      const { QueueUrl } = await cloud.call("sqs", "GetQueueUrl", { QueueName: name });
      await cloud.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: attributes });
      return { arn: cloud.kernel.arn("sqs", name), url: String(QueueUrl) };
    },
  );
}

/**
 * Makes the topics with the blueprint's subscriptions and no others; returns the topics' ARNs by
 * name.
 */
export async function provisionTopics(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
  queues: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const arns = new Map<string, string>();
  await Promise.all(
    blueprint.topics.map(async (topic) => {
      const { TopicArn } = await cloud.call("sns", "CreateTopic", { Name: topic.name });
      const arn = String(TopicArn);
      arns.set(topic.name, arn);
      links.set(topic.name, { arn });
      await subscribe(cloud, arn, topic, queues);
    }),
  );
  return arns;
}

interface Subscription {
  SubscriptionArn: string;
  Endpoint: string;
}

async function subscribe(
  cloud: LocalCloud,
  TopicArn: string,
  topic: TopicDefinition,
  queues: ReadonlyMap<string, string>,
): Promise<void> {
  const wanted = new Set(topic.subscribers.map(({ name }) => queues.get(name)));
  const { Subscriptions } = await cloud.call("sns", "ListSubscriptionsByTopic", { TopicArn });
  // SNS answers an empty list as an empty XML element, which is parsed as text.
  for (const { SubscriptionArn, Endpoint } of Array.isArray(Subscriptions)
    ? (Subscriptions as Subscription[])
    : []) {
    if (!wanted.has(Endpoint)) await cloud.call("sns", "Unsubscribe", { SubscriptionArn });
  }
  for (const Endpoint of wanted) {
    const Attributes = { RawMessageDelivery: "true" };
    await cloud.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint, Attributes });
  }
}
