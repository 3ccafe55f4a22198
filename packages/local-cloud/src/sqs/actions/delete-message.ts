import type { BatchResultErrorEntry, DeleteMessageBatchResult } from "@aws-sdk/client-sqs";
import type { SqsContext } from "../context.ts";
import { failedEntry } from "../errors.ts";
import { batchEntries, type Input, requiredString } from "../input.ts";

export async function deleteMessage({ queues, kernel }: SqsContext, input: Input): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  queue.delete(requiredString(input, "ReceiptHandle"));
  await kernel.store.durable();
}

export async function deleteMessageBatch(
  { queues, kernel }: SqsContext,
  input: Input,
): Promise<DeleteMessageBatchResult> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const Successful: { Id: string }[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of batchEntries(input)) {
    try {
      queue.delete(requiredString(entry, "ReceiptHandle"));
      Successful.push({ Id: entry.Id });
    } catch (error) {
      Failed.push(failedEntry(entry.Id, error));
    }
  }
  await kernel.store.durable();
  return { Successful, Failed };
}
