import { blueprint } from "@tradewind/blueprint";
import {
  deadLetterName,
  deadLetterSourcesOf,
  messageSecondsOf,
} from "@tradewind/blueprint/derived/dead-letters";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";

const settings = { sqsManagedSseEnabled: true, messageRetentionSeconds: messageSecondsOf(blueprint) };

/** The dead-letter queue of every queue, rule, pipe and schedule. */
export const deadLetters = byName(
  deadLetterSourcesOf(blueprint),
  ({ name }) => new sst.aws.Queue(deadLetterName(name), { transform: { queue: settings } }),
);

export const queues = byName(blueprint.queues, (definition: QueueDefinition) => {
  const dead = deadLetters.of(definition);
  const queue = new sst.aws.Queue(definition.name, {
    visibilityTimeout: `${definition.visibilityTimeoutSeconds} seconds`,
    dlq: { queue: dead.arn, retry: definition.maxReceives },
    transform: { queue: settings },
  });
  const redrive = new aws.sqs.RedriveAllowPolicy(`${definition.name}Redrive`, {
    queueUrl: dead.url,
    redriveAllowPolicy: $jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
  });
  return { queue, redrive };
});
