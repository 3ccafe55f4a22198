import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { linked } from "../resource-of.ts";

const sqs = new SQSClient({});

/** Lets a message that failed wait as long as its queue says for so many receives. */
export function deferring(queue: QueueDefinition) {
  return async (record: { receiptHandle: string; attributes: { ApproximateReceiveCount: string } }) => {
    const seconds = queue.backoffSeconds?.[Number(record.attributes.ApproximateReceiveCount) - 1];
    if (seconds === undefined) return;
    const { url: QueueUrl } = linked(queue);
    const { receiptHandle: ReceiptHandle } = record;
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: seconds }),
    );
  };
}
