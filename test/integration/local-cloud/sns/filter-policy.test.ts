import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect, it } from "vitest";
import { startSns } from "./support.ts";

type Attributes = Record<string, { DataType: string; StringValue: string }>;

async function delivers(
  policy: object,
  scope: "MessageAttributes" | "MessageBody",
  Message: string,
  MessageAttributes: Attributes = {},
): Promise<boolean> {
  const cloud = startSns();
  const { TopicArn } = await cloud.client.send(new CreateTopicCommand({ Name: "t" }));
  const { arn } = await cloud.sqs.createQueue("q");
  await cloud.client.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: arn,
      Attributes: { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: scope },
    }),
  );
  await cloud.client.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
  await cloud.kernel.activity.idle();
  return cloud.drain(arn).length === 1;
}

const attributes: Attributes = {
  store: { DataType: "String", StringValue: "example_corp" },
  price: { DataType: "Number", StringValue: "210.75" },
  "a.b": { DataType: "String", StringValue: "c" },
  interests: { DataType: "String.Array", StringValue: '["soccer","rugby",7,null]' },
};

it.each([
  [{ store: ["example_corp"] }, true],
  [{ store: ["other", "example_corp"] }, true],
  [{ store: ["other"] }, false],
  [{ store: [{ prefix: "exam" }] }, true],
  [{ store: [{ suffix: "_corp" }] }, true],
  [{ store: [{ "equals-ignore-case": "EXAMPLE_corp" }] }, true],
  [{ store: [{ "anything-but": ["example_corp"] }] }, false],
  [{ store: [{ "anything-but": "other" }] }, true],
  [{ store: [{ "anything-but": { prefix: "exam" } }] }, false],
  [{ store: [{ "anything-but": { suffix: "x" } }] }, true],
  [{ missing: [{ "anything-but": "x" }] }, false],
  [{ store: [{ exists: true }], missing: [{ exists: false }] }, true],
  [{ store: [{ exists: false }] }, false],
  [{ price: [210.75] }, true],
  [{ price: ["210.75"] }, false],
  [{ price: [{ numeric: [">", 100, "<=", 210.75] }] }, true],
  [{ price: [{ numeric: ["=", 211] }] }, false],
  [{ store: [{ numeric: [">", 0] }] }, false],
  [{ interests: ["rugby"] }, true],
  [{ interests: [7] }, true],
  [{ interests: [null] }, true],
  [{ interests: [{ "anything-but": ["soccer"] }] }, true],
  [{ store: ["example_corp"], price: [1] }, false],
  [{ price: [{ exists: true }], $or: [{ store: ["x"] }, { interests: ["rugby"] }] }, true],
  [{ $or: [{ store: ["x"] }, { interests: ["y"] }] }, false],
  [{ "a.b": ["c"] }, true],
])("by attributes, %j takes the message: %s", async (policy, expected) => {
  expect(await delivers(policy, "MessageAttributes", "m", attributes)).toBe(expected);
});

const body = JSON.stringify({
  kind: "order",
  total: { amount: 42, currency: "EUR" },
  lines: [{ sku: "a-1" }, { sku: "b-2" }],
  paid: true,
  note: null,
  "ship.to": { city: "Bonn", "post.code": 53111 },
});

it.each([
  [{ kind: ["order"] }, true],
  [{ total: { amount: [{ numeric: [">=", 42] }], currency: ["EUR", "USD"] } }, true],
  [{ total: { currency: ["USD"] } }, false],
  [{ lines: { sku: [{ prefix: "b" }] } }, true],
  [{ paid: [true], note: [null] }, true],
  [{ total: { tax: [{ exists: false }] } }, true],
  [{ $or: [{ kind: ["refund"] }, { total: { amount: [42] } }] }, true],
  [{ "total.currency": ["EUR"], "lines.sku": ["a-1"] }, true],
  [{ ship: { to: { post: { code: [53111] } } } }, true],
  [{ "ship.to.city": ["Bonn"] }, true],
  [{ "ship.to": ["Bonn"] }, false],
  [{ "total.tax": [{ exists: true }] }, false],
])("by body, %j takes the message: %s", async (policy, expected) => {
  expect(await delivers(policy, "MessageBody", body)).toBe(expected);
});

it("a filter policy on the body does not take a body that is not a JSON object", async () => {
  expect(await delivers({ kind: [{ exists: false }] }, "MessageBody", "text")).toBe(false);
});
