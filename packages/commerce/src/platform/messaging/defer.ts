import { ChangeMessageVisibilityCommand } from "@aws-sdk/client-sqs";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { sqs } from "../clients/sqs.ts";
import { resourceOf } from "../resource-of.ts";

/**
 * Makes a consumer's `failed` callback: a failed message stays hidden for the seconds that its
 * queue states for this receive.
 */
export function deferRetry(queue: QueueDefinition) {
  return async (record: { receiptHandle: string; attributes: { ApproximateReceiveCount: string } }) => {
    const seconds = queue.backoffSeconds?.[Number(record.attributes.ApproximateReceiveCount) - 1];
    if (seconds === undefined) return;
    const { url: QueueUrl } = resourceOf(queue);
    const { receiptHandle: ReceiptHandle } = record;
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: seconds }),
    );
  };
}
