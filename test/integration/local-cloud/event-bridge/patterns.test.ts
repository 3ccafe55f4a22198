import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../../../packages/local-cloud/src/event-bridge/index.ts";
import { startEventBridge } from "./support.ts";

const EC2_EVENT = {
  version: "0",
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "111122223333",
  time: "2017-12-22T18:43:48Z",
  region: "us-west-1",
  resources: ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
  detail: {
    "instance-id": "i-1234567890abcdef0",
    state: "terminated",
    "source-ip": "10.0.0.33",
    ipv6: "2001:db8::1",
    "c-count": 5,
    "d-count": 0.5,
    "x-limit": 301.8,
    path: "dir/sub/image.png",
    empty: "",
    none: null,
    yes: true,
    tags: ["red", "blue"],
    nothing: [],
    nested: { leaf: 1 },
    "dotted.name": { leaf: 1 },
    star: "a*b\\c",
  },
};

const detail = (field: string, ...alternatives: unknown[]) => ({ detail: { [field]: alternatives } });

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
const OPERATORS: [name: string, matching: object[], other: object[]][] = [
  ["exact values", [detail("state", "initializing", "terminated")], [detail("state", "TERMINATED")]],
  ["numbers", [detail("c-count", 5), detail("x-limit", 3.018e2)], [detail("c-count", "5")]],
  ["booleans", [detail("yes", true)], [detail("yes", "true"), detail("yes", false)]],
  ["null", [detail("none", null)], [detail("empty", null), detail("gone", null), detail("none", "null")]],
  ["the empty string", [detail("empty", "")], [detail("none", "")]],
  [
    "arrays, by intersection",
    [detail("tags", "blue", "green")],
    [detail("tags", "green"), detail("nothing", "")],
  ],
  ["prefix", [{ time: [{ prefix: "2017-12-22" }] }], [{ time: [{ prefix: "2017-12-23" }] }]],
  [
    "prefix, ignoring case",
    [{ source: [{ prefix: { "equals-ignore-case": "AWS." } }] }],
    [{ source: [{ prefix: { "equals-ignore-case": "EC2" } }] }],
  ],
  ["suffix", [detail("path", { suffix: ".png" })], [detail("path", { suffix: ".PNG" })]],
  [
    "suffix, ignoring case",
    [detail("path", { suffix: { "equals-ignore-case": ".PNG" } })],
    [detail("path", { suffix: { "equals-ignore-case": ".gif" } })],
  ],
  [
    "equals-ignore-case",
    [detail("state", { "equals-ignore-case": "TERMINATED" })],
    [detail("state", { "equals-ignore-case": "TERMINATE" })],
  ],
  [
    "wildcard",
    [
      detail("path", { wildcard: "dir/*.png" }),
      detail("path", { wildcard: "*" }),
      detail("path", { wildcard: "*sub*" }),
      detail("star", { wildcard: "a\\*b\\\\*" }),
      detail("path", { wildcard: "dir/sub/image.png" }),
    ],
    [
      detail("path", { wildcard: "dir/*.gif" }),
      detail("path", { wildcard: "dir/sub/image.png/*" }),
      detail("path", { wildcard: "d*d*d" }),
      detail("c-count", { wildcard: "*" }),
    ],
  ],
  [
    "anything-but values",
    [
      detail("state", { "anything-but": "running" }),
      detail("state", { "anything-but": ["running", "stopped"] }),
      detail("c-count", { "anything-but": [1, 2] }),
      detail("c-count", { "anything-but": 123 }),
      detail("c-count", { "anything-but": "5" }),
      detail("none", { "anything-but": "x" }),
      detail("tags", { "anything-but": "red" }),
    ],
    [
      detail("state", { "anything-but": "terminated" }),
      detail("state", { "anything-but": ["running", "terminated"] }),
      detail("c-count", { "anything-but": [5] }),
      detail("gone", { "anything-but": "x" }),
      detail("tags", { "anything-but": ["red", "blue"] }),
    ],
  ],
  [
    "anything-but with prefix, suffix, case and wildcard, one or a list",
    [
      detail("state", { "anything-but": { prefix: "init" } }),
      detail("state", { "anything-but": { prefix: ["init", "run"] } }),
      detail("path", { "anything-but": { suffix: ".gif" } }),
      detail("path", { "anything-but": { suffix: [".gif", ".jpg"] } }),
      detail("state", { "anything-but": { "equals-ignore-case": ["RUNNING", "STOPPED"] } }),
      detail("path", { "anything-but": { wildcard: "*/lib/*" } }),
      detail("path", { "anything-but": { wildcard: ["*/lib/*", "*/bin/*"] } }),
    ],
    [
      detail("state", { "anything-but": { prefix: "term" } }),
      detail("state", { "anything-but": { prefix: ["init", "term"] } }),
      detail("path", { "anything-but": { suffix: [".gif", ".png"] } }),
      detail("state", { "anything-but": { "equals-ignore-case": "TERMINATED" } }),
      detail("path", { "anything-but": { wildcard: "*/sub/*" } }),
    ],
  ],
  [
    "numeric",
    [
      detail("c-count", { numeric: [">", 0, "<=", 5] }),
      detail("d-count", { numeric: ["<", 10] }),
      detail("x-limit", { numeric: ["=", 3.018e2] }),
      detail("c-count", { numeric: [">=", 5, "<", 6] }),
    ],
    [
      detail("c-count", { numeric: [">", 5] }),
      detail("c-count", { numeric: [">", 0, "<", 5] }),
      detail("account", { numeric: [">", 0] }),
      detail("state", { numeric: [">", 0] }),
      detail("gone", { numeric: ["<", 10] }),
    ],
  ],
  [
    "cidr",
    [
      detail("source-ip", { cidr: "10.0.0.0/24" }),
      detail("source-ip", { cidr: "10.0.0.33/32" }),
      detail("source-ip", { cidr: "0.0.0.0/0" }),
      detail("ipv6", { cidr: "2001:db8::/32" }),
    ],
    [
      detail("source-ip", { cidr: "10.0.1.0/24" }),
      detail("source-ip", { cidr: "2001:db8::/32" }),
      detail("ipv6", { cidr: "2001:db9::/32" }),
      detail("ipv6", { cidr: "0.0.0.0/0" }),
      detail("state", { cidr: "0.0.0.0/0" }),
    ],
  ],
  [
    "exists, which sees leaves only",
    [
      detail("state", { exists: true }),
      detail("none", { exists: true }),
      detail("gone", { exists: false }),
      detail("nested", { exists: false }),
      detail("nothing", { exists: false }),
      detail("gone", { exists: false }, "x"),
      detail("state", { exists: false }, "terminated"),
    ],
    [
      detail("state", { exists: false }),
      detail("gone", { exists: true }),
      detail("nested", { exists: true }),
      detail("state", { exists: false }, "running"),
    ],
  ],
  [
    "$or",
    [
      { detail: { $or: [{ "c-count": [{ numeric: [">", 10] }] }, { "d-count": [{ numeric: ["<", 1] }] }] } },
      { $or: [{ source: ["aws.s3"] }, { detail: { state: ["terminated"] } }] },
      {
        source: ["aws.ec2"],
        $or: [{ account: ["1"] }, { $or: [{ region: ["x"] }, { region: ["us-west-1"] }] }],
      },
    ],
    [
      { detail: { $or: [{ "c-count": [{ numeric: [">", 10] }] }, { "d-count": [{ numeric: [">", 1] }] }] } },
      { source: ["aws.s3"], $or: [{ account: ["111122223333"] }, { region: ["x"] }] },
      { $or: [{ source: ["aws.ec2"], account: ["1"] }, { region: ["x"] }] },
    ],
  ],
  [
    // Recorded from AWS by the tests of LocalStack.
    "names with dots, as nested fields",
    [
      { "detail.state": ["terminated"] },
      { detail: { "nested.leaf": [1] } },
      { detail: { dotted: { name: { leaf: [1] } } } },
      { detail: { dotted: { "name.leaf": [1] } } },
      { detail: { "dotted.name.leaf": [1] }, "detail.state": ["terminated"] },
      { detail: { "dotted.other": [{ exists: false }] } },
    ],
    [
      { detail: { "nested.leaf": { leaf: [1] } } },
      { detail: { dotted: { leaf: [1] } } },
      { detail: { "dotted.name": [1] } },
      { detail: { "dotted.name.leaf": [{ exists: false }] } },
    ],
  ],
  [
    "several fields, all of them",
    [{ source: ["aws.ec2"], detail: { state: ["terminated"], nested: { leaf: [1] } } }],
    [
      { source: ["aws.ec2"], detail: { state: ["running"] } },
      { detail: { state: { leaf: ["x"] } } },
      { detail: { nested: [1] } },
    ],
  ],
];

describe("patterns", () => {
  for (const [name, matching, other] of OPERATORS) {
    test(name, () => {
      for (const pattern of matching) {
        expect(compilePattern(JSON.stringify(pattern))(EC2_EVENT), JSON.stringify(pattern)).toBe(true);
      }
      for (const pattern of other) {
        expect(compilePattern(JSON.stringify(pattern))(EC2_EVENT), JSON.stringify(pattern)).toBe(false);
      }
    });
  }

  // https://github.com/aws/event-ruler#json-array-matching
  test("fields of a pattern match within one element of an array of objects", () => {
    const event = {
      employees: [
        { firstName: "John", lastName: "Doe" },
        { firstName: "Anna", lastName: "Smith" },
        [{ firstName: "Peter", lastName: "Jones", nick: "P" }],
      ],
    };
    const matches = (employees: object) => compilePattern(JSON.stringify({ employees }))(event);
    expect(matches({ firstName: ["Anna"] })).toBe(true);
    expect(matches({ firstName: ["Anna"], lastName: ["Smith"] })).toBe(true);
    expect(matches({ firstName: ["Peter"], lastName: ["Jones"] })).toBe(true);
    expect(matches({ firstName: ["Anna"], lastName: ["Jones"] })).toBe(false);
    expect(matches({ firstName: ["Anna"], nick: [{ exists: false }] })).toBe(true);
    expect(matches({ firstName: ["Peter"], nick: [{ exists: false }] })).toBe(false);
    expect(matches({ nick: [{ exists: false }] })).toBe(false);
    expect(matches({ age: [{ exists: false }] })).toBe(true);
  });

  test("fields that come together through $or hold within one element as well", () => {
    const pattern = {
      list: { a: [1] },
      $or: [{ list: { b: [2] } }, { list: { c: [3] } }],
    };
    const matches = compilePattern(JSON.stringify(pattern));
    expect(matches({ list: [{ a: 1, b: 2 }] })).toBe(true);
    expect(matches({ list: [{ a: 1 }, { b: 2, c: 3 }] })).toBe(false);
    expect(matches({ list: [{ a: 1 }, { a: 1, c: 3 }] })).toBe(true);
  });

  test.each<[reason: string, pattern: string]>([
    ["Filter is not an object", "[]"],
    ["Unable to parse JSON", "{"],
    ["Empty objects are not allowed", "{}"],
    ["Empty arrays are not allowed", '{"a":[]}'],
    ['"a" must be an object or an array', '{"a":"b"}'],
    ["Match value must be String, number, true, false, or null", '{"a":[["b"]]}'],
    ["Match expression name not found", '{"a":[{}]}'],
    ["Unrecognized match type contains", '{"a":[{"contains":"b"}]}'],
    ["Only one key allowed in match expression", '{"a":[{"prefix":"b","suffix":"c"}]}'],
    ["prefix match pattern must be a string", '{"a":[{"prefix":1}]}'],
    ["wildcard match pattern must be a string", '{"a":[{"wildcard":[]}]}'],
    ["Consecutive wildcard characters at pos 2", '{"a":[{"wildcard":"a**b"}]}'],
    ["Invalid escape character at pos 2", String.raw`{"a":[{"wildcard":"a\\b"}]}`],
    ["exists match pattern must be either true or false.", '{"a":[{"exists":"yes"}]}'],
    [
      "Value of anything-but must be an array or single string/number value.",
      '{"a":[{"anything-but":null}]}',
    ],
    ["mixed type is not supported", '{"a":[{"anything-but":["b",1]}]}'],
    ["Unsupported anything-but pattern: numeric", '{"a":[{"anything-but":{"numeric":[">",1]}}]}'],
    ["Null prefix not allowed", '{"a":[{"anything-but":{"prefix":""}}]}'],
    ["Value of numeric must be an array.", '{"a":[{"numeric":5}]}'],
    ["Unrecognized numeric range operator: ~", '{"a":[{"numeric":["~",5]}]}'],
    ["Value of > must be numeric", '{"a":[{"numeric":[">","5"]}]}'],
    ["Value must be between -5.0E9 and 5.0E9, inclusive", '{"a":[{"numeric":[">",6e9]}]}'],
    ["Too many elements in numeric expression", '{"a":[{"numeric":["<",5,">",1]}]}'],
    ["Bottom must be less than top", '{"a":[{"numeric":[">",5,"<",5]}]}'],
    ["Malformed CIDR, one '/' required", '{"a":[{"cidr":"10.0.0.0"}]}'],
    ["IPv4 mask bits must be < 33", '{"a":[{"cidr":"10.0.0.0/33"}]}'],
    ["Nonstandard IP address: 10.0.0", '{"a":[{"cidr":"10.0.0/8"}]}'],
    ["There must have at least 2 Objects in $or relationship.", '{"$or":[{"a":[1]}]}'],
    ["It must be an Array followed with $or.", '{"$or":{"a":[1]}}'],
    ["Only JSON object is allowed in array of $or relationship.", '{"$or":["a","b"]}'],
    [
      "prefix is Ruler reserved fieldName which cannot be used inside $or.",
      '{"$or":[{"prefix":"a"},{"b":[1]}]}',
    ],
    ["Path `a` cannot be allowed multiple times", '{"a":[1],"$or":[{"a":[2]},{"b":[3]}]}'],
  ])("a malformed pattern is refused: %s", async (reason, pattern) => {
    const { client } = startEventBridge();
    const command = new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(EC2_EVENT) });
    const refusal = await client.send(command).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "InvalidEventPatternException" });
    expect(String(refusal)).toContain("Event pattern is not valid. Reason: ");
    expect(String(refusal)).toContain(reason);
  });

  test("a $or that unfolds into too many combinations is refused", () => {
    const or = (field: string) => [1, 2, 3, 4].map((n) => ({ [`${field}${n}`]: [n] }));
    const nested = { a: { $or: or("a") }, b: { $or: or("b") }, c: { $or: or("c") } };
    const pattern = { ...nested, d: { $or: or("d") }, e: { $or: or("e") } };
    expect(() => compilePattern(JSON.stringify(nested))).not.toThrow();
    expect(() => compilePattern(JSON.stringify(pattern))).toThrow("combinations");
  });

  test("TestEventPattern answers, and wants a whole event", async () => {
    const { client } = startEventBridge();
    const EventPattern = JSON.stringify({ source: ["aws.ec2"] });
    const answer = await client.send(
      new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(EC2_EVENT) }),
    );
    expect(answer.Result).toBe(true);
    await expect(
      client.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"aws.ec2"}' })),
    ).rejects.toThrow("Parameter Event is not valid.");
  });
});
