import {
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "vitest";
import { startEventBridge } from "./support.ts";

const RULE_ARN = "arn:aws:events:us-east-1:000000000000:rule/example";

/** The input that such a target receives for AWS's example event. */
async function received(input: Omit<Target, "Id" | "Arn">, detail?: object): Promise<unknown> {
  const { client, kernel, inbox, queue } = startEventBridge();
  await client.send(new PutRuleCommand({ Name: "example", EventPattern: '{"source":["ec2"]}' }));
  const target = { Id: "q", Arn: queue("q"), ...input };
  await client.send(new PutTargetsCommand({ Rule: "example", Targets: [target] }));
  await client.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: "ec2",
          DetailType: "EC2 Instance State-change Notification",
          Time: new Date("2015-11-11T21:29:54Z"),
          Resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
          Detail: JSON.stringify(detail ?? { "instance-id": "i-0123456789", state: "RUNNING" }),
        },
      ],
    }),
  );
  await kernel.activity.idle();
  expect(inbox.received).toHaveLength(1);
  return inbox.received[0]?.input;
}

const PATHS = { timestamp: "$.time", instance: "$.detail.instance-id", state: "$.detail.state" };

function transformed(InputTemplate: string, paths: Record<string, string> = PATHS, detail?: object) {
  return received({ InputTransformer: { InputPathsMap: paths, InputTemplate } }, detail);
}

describe("target input", () => {
  test("a constant takes the event's place", async () => {
    expect(await received({ Input: '{"fixed":[1]}' })).toEqual({ fixed: [1] });
  });

  test("an input path takes a part of the event", async () => {
    expect(await received({ InputPath: "$.detail" })).toEqual({
      "instance-id": "i-0123456789",
      state: "RUNNING",
    });
    expect(await received({ InputPath: "$.resources[0]" })).toContain("i-abcd1111");
  });

  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-examples
  test.each<[name: string, template: string, output: unknown]>([
    ["a simple string", '"instance <instance> is in <state>"', "instance i-0123456789 is in RUNNING"],
    [
      "a string with escaped quotes",
      String.raw`"instance \"<instance>\" is in <state>"`,
      'instance "i-0123456789" is in RUNNING',
    ],
    [
      "simple JSON",
      '{"instance" : <instance>, "state": <state>}',
      { instance: "i-0123456789", state: "RUNNING" },
    ],
    [
      "JSON with strings and variables",
      String.raw`{"instance" : <instance>, "state": "<state>", "instanceStatus": "instance \"<instance>\" is in <state>"}`,
      {
        instance: "i-0123456789",
        state: "RUNNING",
        instanceStatus: 'instance "i-0123456789" is in RUNNING',
      },
    ],
    [
      "JSON with a mix of variables and static information",
      '{"instance" : <instance>, "state": [ 9, <state>, true ], "Transformed" : "Yes"}',
      { instance: "i-0123456789", state: [9, "RUNNING", true], Transformed: "Yes" },
    ],
    ["a reserved variable in a string", '"<aws.events.rule-name> triggered"', "example triggered"],
    [
      "reserved variables in JSON",
      '{"arn": <aws.events.rule-arn>, "name": <aws.events.rule-name>, "at": <aws.events.event.ingestion-time>}',
      { arn: RULE_ARN, name: "example", at: "2026-01-01T00:00:00.000Z" },
    ],
    ["text that is not JSON", "<instance> is in state <state>", "i-0123456789 is in state RUNNING"],
  ])("a template fills in %s", async (_name, template, output) => {
    expect(await transformed(template)).toEqual(output);
  });

  test("the whole event comes with its detail or without", async () => {
    const output = await transformed('{"bare": <aws.events.event>, "whole": <aws.events.event.json>}');
    expect(output).toMatchObject({
      bare: { source: "ec2", time: "2015-11-11T21:29:54Z" },
      whole: { source: "ec2", detail: { state: "RUNNING" } },
    });
    expect(output).not.toHaveProperty("bare.detail");
  });

  test("objects, lists, numbers and missing values keep the output valid JSON", async () => {
    const paths = {
      object: "$.detail.object",
      list: "$.detail.lines[*].sku",
      second: "$.detail.lines[1].sku",
      number: "$.detail.number",
      missing: "$.detail.gone",
      quoted: "$.detail.quoted",
    };
    const template =
      '{"o":<object>,"l":<list>,"s":<second>,"n":<number>,"m":<missing>,"q":"<quoted>","t":"<object> <number><missing>"}';
    const detail = {
      object: { a: 1 },
      lines: [{ sku: "A" }, { sku: "B" }],
      number: 7,
      quoted: 'say "hi"\n',
    };
    expect(await transformed(template, paths, detail)).toEqual({
      o: { a: 1 },
      l: ["A", "B"],
      s: "B",
      n: 7,
      m: "",
      q: 'say "hi"\n',
      t: '{"a":1} 7',
    });
  });

  test.each<[reason: string, input: Omit<Target, "Id" | "Arn">]>([
    ["Only one of Input, InputPath, or InputTransformer", { Input: "{}", InputPath: "$.detail" }],
    ["not valid JSON", { Input: "{" }],
    ["InputPath is not valid", { InputPath: "detail" }],
    ["invalid placeholder nope", { InputTransformer: { InputTemplate: "<nope>" } }],
    [
      "Invalid InputPathsMap",
      { InputTransformer: { InputPathsMap: { "aws.mine": "$.detail" }, InputTemplate: "x" } },
    ],
    ["KinesisParameters is not supported", { KinesisParameters: { PartitionKeyPath: "$.id" } }],
  ])("a malformed input is refused: %s", async (reason, input) => {
    const { client, queue } = startEventBridge();
    await client.send(new PutRuleCommand({ Name: "example", EventPattern: '{"source":["ec2"]}' }));
    const target = { Id: "q", Arn: queue("q"), ...input };
    const refusal = client.send(new PutTargetsCommand({ Rule: "example", Targets: [target] }));
    await expect(refusal).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(reason),
    });
  });
});
