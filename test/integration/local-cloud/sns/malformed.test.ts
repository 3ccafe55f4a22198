import * as fc from "fast-check";
import { expect, it } from "vitest";
import { startSns } from "./support.ts";

const OPERATIONS = (
  "CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListSubscriptions ListSubscriptionsByTopic " +
  "ListTagsForResource ListTopics Publish PublishBatch SetSubscriptionAttributes SetTopicAttributes Subscribe " +
  "TagResource Unsubscribe UntagResource"
).split(" ");

const NAMES = (
  "Name TopicArn Protocol Endpoint Message MessageStructure Subject AttributeName AttributeValue SubscriptionArn " +
  "NextToken Attributes.entry.1.key Attributes.entry.1.value MessageAttributes.entry.1.Name " +
  "MessageAttributes.entry.1.Value.DataType MessageAttributes.entry.1.Value.StringValue Tags.member.1.Key " +
  "PublishBatchRequestEntries.member.1.Id PublishBatchRequestEntries.member.1.Message __proto__.a constructor"
).split(" ");

const VALUES = [
  "arn:aws:sns:us-east-1:000000000000:t",
  "arn:aws:sqs:us-east-1:000000000000:q",
  "sqs",
  "json",
  "FilterPolicy",
  '{"a":[{"numeric":[">",1]}]}',
  '{"$or":[]}',
];

it("SNS answers any input with success or a 4xx error, never with a crash", async () => {
  const cloud = startSns();
  await cloud.sns.service.handle(request("Action=CreateTopic&Name=t"));
  const value = fc.oneof(fc.constantFrom(...VALUES), fc.string(), fc.json({ maxDepth: 3 }));
  const parameters = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...OPERATIONS),
      parameters,
      fc.string(),
      async (operation, given, rest) => {
        const form = new URLSearchParams([["Action", operation], ...given]).toString();
        const { status } = await cloud.sns.service.handle(request(`${form}&${rest}`));
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 2000 },
  );
});

function request(form: string) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", query: new URLSearchParams(), headers, body: Buffer.from(form) };
}
