import { blueprint } from "@tradewind/blueprint";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { DEAD_LETTER_DAYS } from "@tradewind/blueprint/ground/limits";
import { byName } from "../by-name.ts";

const DAY_SECONDS = 24 * 60 * 60;

/** The dead-letter queue of every queue, rule, pipe and schedule: `<name>Dlq`. */
export const deadLetters = byName(
  [...blueprint.queues, ...blueprint.rules, ...blueprint.pipes, ...blueprint.schedules],
  ({ name }) =>
    new sst.aws.Queue(`${name}Dlq`, {
      transform: {
        queue: { sqsManagedSseEnabled: true, messageRetentionSeconds: DEAD_LETTER_DAYS * DAY_SECONDS },
      },
    }),
);

export const queues = byName(blueprint.queues, (definition: QueueDefinition) => {
  const dead = deadLetters.of(definition);
  const queue = new sst.aws.Queue(definition.name, {
    visibilityTimeout: `${definition.visibilityTimeoutSeconds} seconds`,
    dlq: { queue: dead.arn, retry: definition.maxReceives },
    transform: { queue: { sqsManagedSseEnabled: true } },
  });
  const redrive = new aws.sqs.RedriveAllowPolicy(`${definition.name}Redrive`, {
    queueUrl: dead.url,
    redriveAllowPolicy: $jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
  });
  return { queue, redrive };
});
