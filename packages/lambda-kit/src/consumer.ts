import middy from "@middy/core";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import * as z from "zod/mini";
import type { Context } from "@tradewind/commerce/platform/context";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/**
 * The Lambda behind a queue. A failed message is reported as a batch item failure and is delivered
 * again, while the others of its batch are done. The queue moves a message that keeps failing to
 * its dead-letter queue.
 * @param failed called for a failed message; may delay its next delivery
 */
export function consumer<Schema extends z.ZodMiniType>(
  queue: QueueDefinition,
  message: () => Schema,
  run: (ctx: Context, message: z.output<Schema>) => Promise<void>,
  failed?: (record: SQSRecord) => Promise<void>,
) {
  const schema = message();
  return batch(
    queue,
    async (record) => {
      const ctx = contextOf(
        systemActor(queue.consumer.name),
        record.messageAttributes["correlationId"]?.stringValue,
        record.messageId,
      );
      correlate(queue.consumer.name, ctx);
      await run(ctx, z.parse(schema, JSON.parse(record.body)));
      log.info(`${queue.consumer.name} done`);
    },
    failed,
  );
}

/** Runs `run` for each record of a batch, in order, and reports those that failed. */
export function batch(
  queue: QueueDefinition,
  run: (record: SQSRecord) => Promise<void>,
  failed: (record: SQSRecord) => Promise<void> = async () => {},
) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const failures: SQSBatchResponse["batchItemFailures"] = [];
    for (const record of event.Records) {
      try {
        await run(record);
      } catch (error) {
        log.error(`${queue.name}: a message failed`, { messageId: record.messageId, error });
        failures.push({ itemIdentifier: record.messageId });
        await failed(record);
      }
    }
    return { batchItemFailures: failures };
  });
}
