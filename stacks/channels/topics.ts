import { blueprint } from "@tradewind/blueprint";
import type { TopicDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { messagingKey } from "../security/encryption.ts";
import { deadLetters, queues } from "./queues.ts";

export const topics = byName(blueprint.topics, (definition: TopicDefinition) => {
  const topic = new sst.aws.SnsTopic(definition.name, {
    transform: { topic: { kmsMasterKeyId: messagingKey.arn } },
  });
  const subscriptions = definition.subscribers.map(
    (subscriber) =>
      new aws.sns.TopicSubscription(`${definition.name}To${subscriber.name}`, {
        topic: topic.arn,
        protocol: "sqs",
        endpoint: queues.of(subscriber).queue.arn,
        rawMessageDelivery: true,
        redrivePolicy: $jsonStringify({ deadLetterTargetArn: deadLetters.of(subscriber).arn }),
      }),
  );
  return { topic, subscriptions };
});
