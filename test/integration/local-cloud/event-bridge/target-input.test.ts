import {
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "vitest";
import { startEventBridge } from "./support.ts";

const RULE_ARN = "arn:aws:events:us-east-1:000000000000:rule/example";

/** The inputs that such a target receives for AWS's example event. */
async function delivered(input: Omit<Target, "Id" | "Arn">, detail?: object): Promise<unknown[]> {
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
  return inbox.received.map((one) => one.input);
}

/** The only input. */
async function received(input: Omit<Target, "Id" | "Arn">, detail?: object): Promise<unknown> {
  const inputs = await delivered(input, detail);
  expect(inputs).toHaveLength(1);
  return inputs[0];
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
  });

  test("a string reaches a queue with its quotes", async () => {
    expect(await received({ InputPath: "$.detail.state" })).toBe('"RUNNING"');
    expect(await received({ Input: '"fixed"' })).toBe('"fixed"');
  });

  test("a path that finds nothing delivers nothing", async () => {
    expect(await delivered({ InputPath: "$.detail.gone" })).toEqual([]);
  });

  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-examples
  test.each<[name: string, template: string, output: unknown]>([
    ["a simple string", '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    [
      "a string with escaped quotes",
      String.raw`"instance \"<instance>\" is in <state>"`,
      String.raw`"instance \"i-0123456789\" is in RUNNING"`,
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
    ["a reserved variable in a string", '"<aws.events.rule-name> triggered"', '"example triggered"'],
    [
      "reserved variables in JSON",
      '{"arn": <aws.events.rule-arn>, "name": <aws.events.rule-name>, "at": <aws.events.event.ingestion-time>}',
      { arn: RULE_ARN, name: "example", at: "2026-01-01T00:00:00.000Z" },
    ],
    ["several strings", '"<instance>"\n"<state>"', '"i-0123456789"\n"RUNNING"'],
    ["text that is not JSON", "<instance> is in state <state>", "i-0123456789 is in state RUNNING"],
  ])("a template fills in %s", async (_name, template, output) => {
    expect(await transformed(template)).toEqual(output);
  });

  test("the whole event comes with its detail or without", async () => {
    const output = await transformed('{"bare": <aws.events.event>, "whole": <aws.events.event.json>}');
    expect(output).toMatchObject({
      bare: { source: "ec2", detailType: "EC2 Instance State-change Notification" },
      whole: { source: "ec2", detail: { state: "RUNNING" } },
    });
    expect(output).not.toHaveProperty("bare.detail");
  });

  const VALUES = {
    object: { a: 1, b: "x y" },
    lines: [{ sku: "A" }, { sku: "B" }],
    number: 7,
    quoted: 'say "hi"',
  };
  const VALUE_PATHS = {
    object: "$.detail.object",
    list: "$.detail.lines[*].sku",
    second: "$.detail.lines[1].sku",
    number: "$.detail.number",
    missing: "$.detail.gone",
    quoted: "$.detail.quoted",
  };

  test("objects, lists, numbers and missing values are JSON outside of quotes", async () => {
    const template =
      '{"o":<object>,"l":<list>,"s":<second>,"n":<number>,"m":<missing>,"q":<quoted>,"t":"<second> <number><missing>"}';
    expect(await transformed(template, VALUE_PATHS, VALUES)).toEqual({
      o: { a: 1, b: "x y" },
      l: ["A", "B"],
      s: "B",
      n: 7,
      m: "",
      q: 'say "hi"',
      t: "B 7",
    });
  });

  // Recorded from AWS by the tests of LocalStack.
  test("objects and lists lose their quotes inside a string", async () => {
    const text = await transformed('"<object> and <list>, <number>"', VALUE_PATHS, VALUES);
    expect(text).toBe('"{a:1,b:x y} and [A,B], 7"');
  });

  test.each(["object", "list", "quoted"])(
    "nothing is delivered if <%s> breaks the JSON inside quotes",
    async (name) => {
      const InputTransformer = { InputPathsMap: VALUE_PATHS, InputTemplate: `{"p": "<${name}>"}` };
      expect(await delivered({ InputTransformer }, VALUES)).toEqual([]);
    },
  );

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
