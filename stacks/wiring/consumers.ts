import { blueprint } from "@tradewind/blueprint";
import { queues } from "../channels/queues.ts";
import { functions } from "../functions/functions.ts";

for (const definition of blueprint.queues)
  new aws.lambda.EventSourceMapping(`${definition.name}Consumer`, {
    eventSourceArn: queues.of(definition).queue.arn,
    functionName: functions.of(definition.consumer).arn,
    batchSize: definition.batchSize,
    maximumBatchingWindowInSeconds: definition.batchWindowSeconds ?? 0,
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
