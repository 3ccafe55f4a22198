import type {
  BatchResultErrorEntry,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
  SendMessageResult,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/wire.ts";
import type { SqsContext } from "../context.ts";
import { admit, draftSize, parseDraft } from "../drafts.ts";
import { failedEntry } from "../errors.ts";
import { batchEntries, type Input, requiredString } from "../input.ts";
import { type Draft, type Sent, sequenceNumber } from "../state/message.ts";
import type { Queue } from "../state/queue.ts";
import { MAXIMUM_MESSAGE_BYTES } from "../state/queue-attributes.ts";

export async function sendMessage({ queues, kernel }: SqsContext, input: Input): Promise<SendMessageResult> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const sent = queue.send(admit(parseDraft(input), queue));
  await kernel.store.durable();
  return show(sent, queue);
}

export async function sendMessageBatch(
  { queues, kernel }: SqsContext,
  input: Input,
): Promise<SendMessageBatchResult> {
  const queue = queues.byUrl(requiredString(input, "QueueUrl"));
  const drafts: { Id: string; draft: Draft }[] = batchEntries(input).map((entry) => ({
    Id: entry.Id,
    draft: parseDraft(entry),
  }));
  const size = drafts.reduce((sum, { draft }) => sum + draftSize(draft), 0);
  if (size > MAXIMUM_MESSAGE_BYTES) {
    throw new AwsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${MAXIMUM_MESSAGE_BYTES} bytes. You have sent ${size} bytes.`,
    );
  }
  const Successful: SendMessageBatchResultEntry[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const { Id, draft } of drafts) {
    try {
      Successful.push({ Id, ...show(queue.send(admit(draft, queue)), queue) });
    } catch (error) {
      Failed.push(failedEntry(Id, error));
    }
  }
  await kernel.store.durable();
  return { Successful, ...(Failed.length > 0 && { Failed }) } as SendMessageBatchResult;
}

function show(sent: Sent, queue: Queue) {
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: sent.md5,
    ...(sent.attributesMd5 && { MD5OfMessageAttributes: sent.attributesMd5 }),
    ...(queue.fifo && { SequenceNumber: sequenceNumber(sent.sequence) }),
  };
}
