import * as fc from "fast-check";
import { expect, it } from "vitest";
import { startSqs } from "./support.ts";

const OPERATIONS = (
  "CancelMessageMoveTask ChangeMessageVisibility ChangeMessageVisibilityBatch CreateQueue DeleteMessage " +
  "DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks " +
  "ListQueues ListQueueTags PurgeQueue ReceiveMessage SendMessage SendMessageBatch SetQueueAttributes " +
  "StartMessageMoveTask TagQueue UntagQueue"
).split(" ");

const MEMBERS = (
  "Attributes AttributeNames DelaySeconds DestinationArn Entries MaxNumberOfMessages MaxResults MessageAttributeNames " +
  "MessageAttributes MessageBody MessageDeduplicationId MessageGroupId MessageSystemAttributes NextToken QueueName " +
  "QueueNamePrefix QueueUrl ReceiptHandle SourceArn TagKeys Tags TaskHandle VisibilityTimeout tags"
).split(" ");

it("SQS answers any input with success or a 4xx error, never with a crash", async () => {
  const cloud = startSqs();
  await cloud.sqs.createQueue("q");
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>("http://127.0.0.1/0/q", "q", 1),
  );
  const input = fc.dictionary(fc.constantFrom(...MEMBERS), value, { maxKeys: 6 });
  const body = fc.oneof(
    { weight: 5, arbitrary: input.map((members) => JSON.stringify(members)) },
    { weight: 1, arbitrary: fc.string() },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OPERATIONS), body, async (operation, text) => {
      const { status } = await cloud.sqs.service.handle({
        method: "POST",
        path: "/",
        query: new URLSearchParams(),
        headers: { "x-amz-target": `AmazonSQS.${operation}` },
        body: Buffer.from(text),
      });
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 2000 },
  );
});
