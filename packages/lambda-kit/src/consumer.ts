import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "@tradewind/commerce/platform/context";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/**
 * The Lambda behind a queue. It reports each failed message as a batch item failure, and SQS
 * delivers only that message again, until it goes to the dead-letter queue. `run` is told how often
 * the message was received; `onFailure` may change the message's wait.
 */
export function consumer<Schema extends z.ZodMiniType>(
  queue: QueueDefinition,
  message: () => Schema,
  run: (ctx: Context, message: z.output<Schema>, receives: number) => Promise<void>,
  onFailure?: (record: SQSRecord) => Promise<void>,
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
      await run(ctx, z.parse(schema, JSON.parse(record.body)), receivesOf(record));
      log.info(`${queue.consumer.name} done`);
    },
    onFailure,
  );
}

/** SQS counts receives that no function lived to tell of, too. */
const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** Runs `run` for each record of a batch, in order, and reports the failed records. */
export function batch(
  queue: QueueDefinition,
  run: (record: SQSRecord) => Promise<void>,
  onFailure: (record: SQSRecord) => Promise<void> = async () => {},
) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const failures: SQSBatchResponse["batchItemFailures"] = [];
    for (const record of event.Records) {
      try {
        await run(record);
      } catch (error) {
        log.error(`${queue.name}: a message failed`, { messageId: record.messageId, error });
        failures.push({ itemIdentifier: record.messageId });
        await onFailure(record);
      }
    }
    return { batchItemFailures: failures };
  });
}
