import { blueprint } from "@tradewind/blueprint";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { queues } from "../channels/queues.ts";
import { functions } from "../functions/functions.ts";

export const consumers = byName(
  blueprint.queues,
  (definition: QueueDefinition) =>
    new aws.lambda.EventSourceMapping(`${definition.name}Consumer`, {
      eventSourceArn: queues.of(definition).queue.arn,
      functionName: functions.of(definition.consumer).arn,
      batchSize: definition.batchSize,
      maximumBatchingWindowInSeconds: definition.batchWindowSeconds ?? 0,
      functionResponseTypes: ["ReportBatchItemFailures"],
    }),
);
