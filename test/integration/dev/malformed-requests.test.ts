import { connect } from "node:net";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as sfn from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalCloud } from "../../../packages/local-cloud/src/cloud.ts";
import type { WireRequest } from "../../../packages/local-cloud/src/kernel/wire.ts";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.open({ port: 0, passwordCost: { N: 16, r: 1, p: 1 } });
});
afterAll(() => cloud.stop());

const words = (text: string) => text.trim().split(/\s+/);

const operationsOf = (sdk: object) =>
  Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);

const JSON_TARGETS: Record<string, object> = {
  DynamoDB_20120810: dynamodb,
  DynamoDBStreams_20120810: streams,
  AmazonSQS: sqs,
  AWSStepFunctions: sfn,
  AWSEvents: eventBridge,
  TrentService: kms,
  AWSCognitoIdentityProviderService: cognito,
};

const wire = (request: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  ...request,
});

const BROKEN_BODIES = [
  "",
  "{",
  "nonsense",
  "null",
  "[]",
  "17",
  '"text"',
  "\u0000",
  '{"a":}',
  `${"[".repeat(5000)}${"]".repeat(5000)}`,
  '{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
];

/** Unexpected values: of the wrong type, empty, nested, huge or meant to confuse. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e308,
    "",
    " ",
    "a".repeat(3000),
    "arn:",
    "arn:aws:x",
    "$.",
    "\ud800",
    "%00",
  ),
  fc.constantFrom<unknown>(
    [],
    [null],
    [[]],
    {},
    { S: 1 },
    { M: null },
    { L: [{}] },
    { NULL: false },
    [{ Id: 1 }],
    { "": "" },
  ),
  fc.constantFrom<unknown>(
    "Orders",
    "q",
    "SELECT 1",
    "pk = :x",
    "attribute_exists(",
    "#a.#b[",
    "SET a = ",
    "{}",
    "[",
    "e30=",
  ),
  fc.jsonValue(),
);

const MEMBERS = words(`
  TableName Item Key KeySchema AttributeDefinitions ExpressionAttributeValues ConditionExpression
  UpdateExpression ExpressionAttributeNames RequestItems TransactItems Limit KeyConditionExpression
  ExclusiveStartKey StreamArn ShardIterator ProvisionedThroughput QueueUrl QueueName MessageBody
  Attributes Entries ReceiptHandle MessageAttributes stateMachineArn definition name input roleArn
  executionArn taskToken maxResults Name EventPattern Targets Rule EventBusName ScheduleExpression
  EventSourceArn NextToken KeyId Plaintext CiphertextBlob KeySpec KeyUsage EncryptionContext Message
  MacAlgorithm UserPoolId ClientId Username Password AuthFlow AuthParameters UserAttributes
  AccessToken Policies Schema Tags GroupName Session ChallengeResponses ChallengeName TopicArn
`);
const members = fc.dictionary(fc.constantFrom(...MEMBERS), nasty, { maxKeys: 8 });

/** Sends a request and expects an answer other than a server error. */
async function refusal(request: WireRequest): Promise<{ status: number; text: string }> {
  const { status, body } = await cloud.handle(request);
  const text = body.toString();
  const what = `${request.headers["x-amz-target"] ?? request.path}: ${request.body.toString().slice(0, 300)}\n${text}`;
  // S3 answers 501 to operations that it does not support.
  if (status !== 501) expect(status, what).toBeLessThan(500);
  return { status, text };
}

describe.each(Object.entries(JSON_TARGETS))("%s", (target, sdk) => {
  const operations = operationsOf(sdk);
  const call = (operation: string, body: string) =>
    refusal(wire({ headers: { "x-amz-target": `${target}.${operation}` }, body: Buffer.from(body) }));

  test("refuses bodies that are not a JSON object, for any operation", async () => {
    for (const operation of operations) {
      for (const body of BROKEN_BODIES.slice(1, 9)) {
        const { status, text } = await call(operation, body);
        expect(status, `${operation} ${body}\n${text}`).toBe(400);
        expect(JSON.parse(text)).toHaveProperty("__type");
      }
      for (const body of BROKEN_BODIES.slice(9)) await call(operation, body);
    }
  });

  test("has an answer to members of any type and value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), members, async (operation, input) => {
        await call(operation, JSON.stringify(input));
      }),
      { numRuns: 600 },
    );
  });

  test("refuses operations that do not exist", async () => {
    for (const operation of ["", "Nothing", "constructor", "__proto__", "toString"]) {
      const { status, text } = await call(operation, "{}");
      expect(status).toBe(400);
      expect(text).toContain("UnknownOperationException");
    }
  });
});

describe("SNS", () => {
  const form = (body: string) =>
    refusal(
      wire({ headers: { "content-type": "application/x-www-form-urlencoded" }, body: Buffer.from(body) }),
    );

  test("refuses senseless forms", async () => {
    for (const body of [
      "",
      "Action=",
      "Action=Nothing",
      "Action=constructor",
      "%",
      "Action=Publish&Message.x=1&Message=2",
    ]) {
      const { status, text } = await form(body);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toMatch(/<Code>\w+<\/Code>/);
    }
  });

  test("has an answer to parameters of any value", async () => {
    const names = fc.constantFrom(
      ...words(
        `Name TopicArn Protocol Endpoint Message Attributes.entry.1.key Attributes.entry.1.value AttributeName AttributeValue PublishBatchRequestEntries.member.1.Id SubscriptionArn NextToken MessageAttributes.entry.1.Name MessageAttributes.entry.1.Value.DataType Tags.member.1.Key __proto__.x`,
      ),
    );
    const values = fc.oneof(
      fc.string(),
      fc.constantFrom("arn:aws:sns:us-east-1:000000000000:t", "{", "[1]", "t", "FilterPolicy"),
    );
    const parameters = fc.dictionary(names, values, { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operationsOf(sns)), parameters, (operation, given) =>
        form(new URLSearchParams({ Action: operation, ...given }).toString()).then(() => undefined),
      ),
      { numRuns: 500 },
    );
  });
});

describe.each([
  ["SES", ["/v2/email/outbound-emails", "/v2/email/identities", "/v2/email/identities/a%40b.c", "/v2/email"]],
  ["Pipes", ["/v1/pipes/p", "/v1/pipes", "/v1/pipes/p/start", "/v1/pipes/%E0%A4%A"]],
  ["Scheduler", ["/schedules/s", "/schedules", "/schedule-groups/g", "/schedules/%00"]],
])("%s", (_, paths) => {
  test("refuses bodies that are not a JSON object, and unknown paths", async () => {
    for (const path of [...paths, ...paths.map((known) => `${known}/x/y`)]) {
      for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
        for (const body of BROKEN_BODIES) {
          const { status, text } = await refusal(wire({ method, path, body: Buffer.from(body) }));
          if (status >= 400) expect(JSON.parse(text)).toBeTypeOf("object");
        }
      }
    }
  });

  test("has an answer to members of any type and value", async () => {
    const names = fc.constantFrom(
      ...words(
        `Source Target RoleArn SourceParameters TargetParameters Enrichment DesiredState Name ScheduleExpression FlexibleTimeWindow ScheduleExpressionTimezone StartDate State GroupName FromEmailAddress Destination Content EmailIdentity EmailTags ReplyToAddresses`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom("POST", "PUT"),
        fc.dictionary(names, nasty, { maxKeys: 8 }),
        async (path, method, body) => {
          await refusal(wire({ method, path, body: Buffer.from(JSON.stringify(body)) }));
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("S3", () => {
  test("has an answer to any path, sub-resource and body", async () => {
    const path = fc.oneof(
      fc.constantFrom(
        "/",
        "//",
        "/bucket",
        "/bucket/",
        "/bucket/key",
        "/bucket/../x",
        "/%",
        "/bucket/%E0%A4%A",
        "/B!",
        "/bucket//",
      ),
      fc.webPath(),
    );
    const queries = fc.constantFrom(
      ...words(
        ` uploads uploadId=x uploadId=x&partNumber=0 list-type=2&max-keys=-1 delete versions object-lock retention tagging versionId=x list-type=2&continuation-token=%00 partNumber=x`,
      ),
    );
    const headers = fc.constantFrom<Record<string, string>>(
      {},
      { range: "bytes=9-1" },
      { "x-amz-copy-source": "%" },
      { "content-md5": "x" },
      { "x-amz-checksum-crc32": "x" },
      {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-trailer": "x-amz-checksum-crc32",
      },
      { "if-match": "*", "if-none-match": "*" },
    );
    const body = fc.oneof(
      fc.constantFrom("", "<", "<a>", "<Delete><Object/></Delete>", "<!DOCTYPE x>", "9;x\r\n"),
      fc.string(),
    );
    const method = fc.constantFrom("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW");
    await cloud.handle(wire({ method: "PUT", path: "/bucket" }));
    await fc.assert(
      fc.asyncProperty(method, path, queries, headers, body, async (verb, at, query, head, content) => {
        const { text } = await refusal(
          wire({
            method: verb,
            path: at,
            query: new URLSearchParams(query),
            headers: head,
            body: Buffer.from(content),
          }),
        );
        expect(text).not.toContain("node:");
      }),
      { numRuns: 800 },
    );
  });
});

describe("the socket", () => {
  const raw = (bytes: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(cloud.url ?? "").port), "127.0.0.1");
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk.toString()));
      socket.on("close", () => resolve(answer));
      // A server that refuses a request before reading all of it resets the connection.
      socket.on("error", () => resolve(answer));
      socket.end(bytes);
    });

  test("refuses bytes that are not HTTP, and keeps serving", async () => {
    const nonsense = [
      "hello\r\n\r\n",
      "GET\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
      `GET /${"a".repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ];
    for (const bytes of nonsense) expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await fetch(`${cloud.url}/`)).status).toBe(200);
  });

  test("refuses bodies that do not fit in memory", async () => {
    const head = `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: AmazonSQS.SendMessage\r\ncontent-length: ${10 ** 12}\r\n\r\n`;
    expect(await raw(head)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("survives clients that disconnect during a request", async () => {
    await raw("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
    expect((await fetch(`${cloud.url}/`)).status).toBe(200);
  });
});
