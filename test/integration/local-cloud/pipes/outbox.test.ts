import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";
import type { StreamRecord } from "../../../../packages/local-cloud/src/kernel/change-stream.ts";
import { startPipes } from "./support.ts";

const OUTBOX_FILTER = JSON.stringify({
  eventName: ["INSERT"],
  dynamodb: { NewImage: { kind: { S: ["event"] } } },
});

test("outbox items become events on the bus, in order, through the enrichment", async () => {
  const { kernel, inbox, lambda, events, queue, create, append } = startPipes();
  lambda.define({
    name: "unwrap",
    timeoutMs: 1_000,
    load: () => (input) =>
      (input as StreamRecord[]).map(({ dynamodb }) => ({
        id: dynamodb.NewImage?.["id"],
        envelope: { type: "order.placed", source: "shop.orders", at: "2026-01-01T00:00:00Z" },
      })),
  });
  await events.send(new PutRuleCommand({ Name: "orders", EventPattern: '{"source":["shop.orders"]}' }));
  await events.send(new PutTargetsCommand({ Rule: "orders", Targets: [{ Id: "q", Arn: queue }] }));
  await create({
    SourceParameters: {
      FilterCriteria: { Filters: [{ Pattern: OUTBOX_FILTER }] },
      DynamoDBStreamParameters: { StartingPosition: "LATEST", BatchSize: 10 },
    },
    Enrichment: lambda.arn("unwrap"),
    Target: kernel.arn("events", "event-bus/default"),
    TargetParameters: {
      EventBridgeEventBusParameters: {
        DetailType: "$.envelope.type",
        Source: "$.envelope.source",
        Time: "$.envelope.at",
        Resources: ["$.id.S"],
      },
    },
  });
  await append("event-1", "cart-1", "event-2");
  await append("cart-2");
  await append("event-3");
  expect(inbox.inputs()).toMatchObject(
    [1, 2, 3].map((number) => ({
      source: "shop.orders",
      "detail-type": "order.placed",
      time: "2026-01-01T00:00:00Z",
      resources: [`event-${number}`],
      detail: { id: { S: `event-${number}` } },
    })),
  );
});
