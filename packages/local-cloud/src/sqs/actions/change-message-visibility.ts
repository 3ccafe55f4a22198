import type { BatchResultErrorEntry, ChangeMessageVisibilityBatchResult } from "@aws-sdk/client-sqs";
import type { SqsContext } from "../context.ts";
import { failedEntry } from "../errors.ts";
import { batchEntries, type Input, optionalInteger, requiredInteger, requiredString } from "../input.ts";

const LONGEST_SECONDS = 43_200;

export async function changeMessageVisibility(
  { queues, kernel }: SqsContext,
  input: Input,
): Promise<undefined> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const handle = requiredString(input, "ReceiptHandle");
  queue.changeVisibility(handle, requiredInteger(input, "VisibilityTimeout", 0, LONGEST_SECONDS));
  await kernel.store.durable();
}

export async function changeMessageVisibilityBatch(
  { queues, kernel }: SqsContext,
  input: Input,
): Promise<ChangeMessageVisibilityBatchResult> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const Successful: { Id: string }[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of batchEntries(input)) {
    try {
      const seconds = optionalInteger(entry, "VisibilityTimeout", 0, LONGEST_SECONDS) ?? 0;
      queue.changeVisibility(requiredString(entry, "ReceiptHandle"), seconds);
      Successful.push({ Id: entry.Id });
    } catch (error) {
      Failed.push(failedEntry(entry.Id, error));
    }
  }
  await kernel.store.durable();
  return { Successful, Failed };
}
