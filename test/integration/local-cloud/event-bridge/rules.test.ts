import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "vitest";
import { startEventBridge } from "./support.ts";

const EventPattern = '{"source":["shop"]}';

describe("buses", () => {
  test("are created, described, listed and deleted; the default one is always there", async () => {
    const { client } = startEventBridge();
    const arn = "arn:aws:events:us-east-1:000000000000:event-bus/orders";
    const created = await client.send(
      new CreateEventBusCommand({ Name: "orders", Description: "all orders" }),
    );
    expect(created.EventBusArn).toBe(arn);
    const described = await client.send(new DescribeEventBusCommand({ Name: arn }));
    expect(described).toMatchObject({ Name: "orders", Arn: arn, CreationTime: new Date("2026-01-01") });
    const listed = await client.send(new ListEventBusesCommand({}));
    expect(listed.EventBuses?.map(({ Name }) => Name)).toEqual(["default", "orders"]);
    await expect(client.send(new CreateEventBusCommand({ Name: "orders" }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: "Event bus orders already exists.",
    });
    await client.send(new DeleteEventBusCommand({ Name: "orders" }));
    await client.send(new DeleteEventBusCommand({ Name: "orders" }));
    await expect(client.send(new DescribeEventBusCommand({ Name: "orders" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Event bus orders does not exist.",
    });
    await expect(client.send(new DeleteEventBusCommand({ Name: "default" }))).rejects.toThrow(
      "Cannot delete event bus default.",
    );
  });
});

describe("rules", () => {
  test("are put, described, listed page by page, disabled, enabled and deleted", async () => {
    const { client } = startEventBridge();
    const arn = "arn:aws:events:us-east-1:000000000000:rule/a";
    const put = await client.send(new PutRuleCommand({ Name: "a", EventPattern, Description: "first" }));
    expect(put.RuleArn).toBe(arn);
    await client.send(new PutRuleCommand({ Name: "b", EventPattern, State: "DISABLED" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "a" }))).toMatchObject({
      Name: "a",
      Arn: arn,
      EventPattern,
      State: "ENABLED",
      Description: "first",
      EventBusName: "default",
    });
    const first = await client.send(new ListRulesCommand({ Limit: 1 }));
    const second = await client.send(new ListRulesCommand({ Limit: 1, NextToken: first.NextToken }));
    const names = [first, second].flatMap(({ Rules }) => Rules?.map(({ Name, State }) => [Name, State]));
    expect(names).toEqual([
      ["a", "ENABLED"],
      ["b", "DISABLED"],
    ]);
    expect(second.NextToken).toBeUndefined();
    await client.send(new DisableRuleCommand({ Name: "a" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "a" }))).toMatchObject({ State: "DISABLED" });
    await client.send(new EnableRuleCommand({ Name: "a" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "a" }))).toMatchObject({ State: "ENABLED" });
    await client.send(new DeleteRuleCommand({ Name: "a" }));
    await expect(client.send(new DescribeRuleCommand({ Name: "a" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Rule a does not exist on EventBus default.",
    });
  });

  test("on another bus carry its name in their ARN", async () => {
    const { client } = startEventBridge();
    await client.send(new CreateEventBusCommand({ Name: "orders" }));
    const put = await client.send(new PutRuleCommand({ Name: "a", EventBusName: "orders", EventPattern }));
    expect(put.RuleArn).toBe("arn:aws:events:us-east-1:000000000000:rule/orders/a");
    await expect(client.send(new DeleteEventBusCommand({ Name: "orders" }))).rejects.toThrow("it has rules");
  });

  test("keep their targets when they are put again, and must lose them before deletion", async () => {
    const { client, queue } = startEventBridge();
    await client.send(new PutRuleCommand({ Name: "a", EventPattern }));
    const Targets = [
      { Id: "1", Arn: queue("one") },
      { Id: "2", Arn: queue("two"), RetryPolicy: { MaximumRetryAttempts: 1 } },
    ];
    await client.send(new PutTargetsCommand({ Rule: "a", Targets }));
    await client.send(new PutRuleCommand({ Name: "a", EventPattern: '{"source":["other"]}' }));
    const listed = await client.send(new ListTargetsByRuleCommand({ Rule: "a" }));
    expect(listed.Targets).toEqual(Targets);
    const names = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: queue("two") }));
    expect(names.RuleNames).toEqual(["a"]);
    await expect(client.send(new DeleteRuleCommand({ Name: "a" }))).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    const removed = await client.send(new RemoveTargetsCommand({ Rule: "a", Ids: ["1", "2", "3"] }));
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: "3" }] });
    await client.send(new DeleteRuleCommand({ Name: "a" }));
  });

  test("have at most five targets, of services that are there", async () => {
    const { client, queue } = startEventBridge();
    await client.send(new PutRuleCommand({ Name: "a", EventPattern }));
    const Targets = [1, 2, 3, 4, 5, 6].map((n) => ({ Id: `${n}`, Arn: queue(`q${n}`) }));
    await expect(client.send(new PutTargetsCommand({ Rule: "a", Targets }))).rejects.toMatchObject({
      name: "LimitExceededException",
    });
    const kinesis = { Id: "k", Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" };
    await expect(client.send(new PutTargetsCommand({ Rule: "a", Targets: [kinesis] }))).rejects.toThrow(
      "has no targets such as",
    );
  });

  test.each([
    [{ Name: "a" }, "Parameter(s) EventPattern or ScheduleExpression must be specified."],
    [{ Name: "a", ScheduleExpression: "rate(5 minute)" }, "Parameter ScheduleExpression is not valid."],
    [{ Name: "a", ScheduleExpression: "rate(1 hours)" }, "Parameter ScheduleExpression is not valid."],
    [{ Name: "a", ScheduleExpression: "cron(0 0 * * * *)" }, "Parameter ScheduleExpression is not valid."],
    [
      { Name: "a", ScheduleExpression: "at(2026-01-01T00:00:00)" },
      "Parameter ScheduleExpression is not valid.",
    ],
    [{ Name: "no spaces", EventPattern }, "Member must satisfy regular expression pattern"],
  ])("%j is refused", async (input, message) => {
    const { client } = startEventBridge();
    await expect(client.send(new PutRuleCommand(input))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
    });
  });
});

describe("tags", () => {
  test("of buses and rules are given at creation, changed, listed and gone with what they are on", async () => {
    const { client } = startEventBridge();
    const Tags = [{ Key: "team", Value: "orders" }];
    const { RuleArn } = await client.send(new PutRuleCommand({ Name: "a", EventPattern, Tags }));
    const ResourceARN = RuleArn;
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "stage", Value: "dev" }] }));
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["team"] }));
    const listed = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(listed.Tags).toEqual([{ Key: "stage", Value: "dev" }]);
    await client.send(new DeleteRuleCommand({ Name: "a" }));
    await expect(client.send(new ListTagsForResourceCommand({ ResourceARN }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await client.send(new PutRuleCommand({ Name: "a", EventPattern }));
    const anew = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(anew.Tags).toEqual([]);
  });
});

describe("scheduled rules", () => {
  test("fire at their rate until they are disabled", async () => {
    const { client, clock, kernel, inbox, queue } = startEventBridge();
    await client.send(new PutRuleCommand({ Name: "tick", ScheduleExpression: "rate(5 minutes)" }));
    await client.send(new PutTargetsCommand({ Rule: "tick", Targets: [{ Id: "q", Arn: queue("q") }] }));
    clock.advance(11 * 60_000);
    await kernel.activity.idle();
    expect(inbox.inputs()).toMatchObject(
      ["00:05:00", "00:10:00"].map((time) => ({
        source: "aws.events",
        "detail-type": "Scheduled Event",
        time: `2026-01-01T${time}Z`,
        resources: ["arn:aws:events:us-east-1:000000000000:rule/tick"],
        detail: {},
      })),
    );
    await client.send(new DisableRuleCommand({ Name: "tick" }));
    clock.advance(60 * 60_000);
    await kernel.activity.idle();
    expect(inbox.received).toHaveLength(2);
  });

  test("fire by cron in UTC", async () => {
    const { client, clock, kernel, inbox, queue } = startEventBridge();
    await client.send(new PutRuleCommand({ Name: "noon", ScheduleExpression: "cron(0 12 ? * MON-FRI *)" }));
    await client.send(new PutTargetsCommand({ Rule: "noon", Targets: [{ Id: "q", Arn: queue("q") }] }));
    clock.advance(5 * 86_400_000);
    await kernel.activity.idle();
    const times = inbox.inputs().map((input) => (input as { time: string }).time);
    expect(times).toEqual(["2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z", "2026-01-05T12:00:00Z"]);
  });
});
