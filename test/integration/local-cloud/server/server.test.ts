import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import * as events from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as pipes from "@aws-sdk/client-pipes";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as ses from "@aws-sdk/client-sesv2";
import * as states from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROLE = "arn:aws:iam::000000000000:role/any";
const data = mkdtempSync(join(tmpdir(), "cloud-"));

let server: ChildProcess;
let endpoint: string;

/** Runs the command in a separate process, on a free port. */
async function start(): Promise<void> {
  const script = "packages/local-cloud/src/cli.ts";
  server = spawn(process.execPath, [script, "--port", "0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString())?.[0] ?? "";
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  server.kill(signal);
  const [code] = (await once(server, "exit")) as [number | null];
  return code;
}

const config = () => ({
  region: "us-east-1",
  endpoint,
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
  maxAttempts: 1,
});

beforeAll(start);
afterAll(async () => {
  await end("SIGTERM");
  rmSync(data, { recursive: true });
});

describe("the cloud as a server of its own answers the SDK's client of", () => {
  it("DynamoDB and its streams", async () => {
    const client = new dynamodb.DynamoDBClient(config());
    const { TableDescription } = await client.send(
      new dynamodb.CreateTableCommand({
        TableName: "Things",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      }),
    );
    await client.send(new dynamodb.PutItemCommand({ TableName: "Things", Item: { id: { S: "a" } } }));
    const StreamArn = TableDescription?.LatestStreamArn;
    const reader = new streams.DynamoDBStreamsClient(config());
    const { StreamDescription } = await reader.send(new streams.DescribeStreamCommand({ StreamArn }));
    const { ShardIterator } = await reader.send(
      new streams.GetShardIteratorCommand({
        StreamArn,
        ShardId: StreamDescription?.Shards?.[0]?.ShardId,
        ShardIteratorType: "TRIM_HORIZON",
      }),
    );
    const { Records } = await reader.send(new streams.GetRecordsCommand({ ShardIterator }));
    expect(Records).toMatchObject([{ eventName: "INSERT" }]);
  });

  it("SQS, whose queue URLs lead back to the server", async () => {
    const client = new sqs.SQSClient(config());
    const { QueueUrl } = await client.send(new sqs.CreateQueueCommand({ QueueName: "queue" }));
    expect(QueueUrl).toMatch(endpoint);
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    const { Messages } = await client.send(new sqs.ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    expect(Messages).toMatchObject([{ Body: "hello" }]);
  });

  it("SNS", async () => {
    const client = new sns.SNSClient(config());
    const { TopicArn } = await client.send(new sns.CreateTopicCommand({ Name: "topic" }));
    const { MessageId } = await client.send(new sns.PublishCommand({ TopicArn, Message: "hello" }));
    expect(MessageId).toMatch(/^[\w-]{36}$/);
  });

  it("S3, with keys and bodies of any kind", async () => {
    const client = new s3.S3Client({ ...config(), forcePathStyle: true });
    const Body = Buffer.from([0, 255, 10, 13]);
    await client.send(new s3.CreateBucketCommand({ Bucket: "bucket" }));
    await client.send(new s3.PutObjectCommand({ Bucket: "bucket", Key: "a b/ü", Body }));
    const { Body: stored } = await client.send(new s3.GetObjectCommand({ Bucket: "bucket", Key: "a b/ü" }));
    expect(Buffer.from((await stored?.transformToByteArray()) ?? [])).toEqual(Body);
  });

  it("KMS", async () => {
    const client = new kms.KMSClient(config());
    const { KeyMetadata } = await client.send(new kms.CreateKeyCommand({}));
    const Plaintext = Buffer.from("secret");
    const { CiphertextBlob } = await client.send(
      new kms.EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext }),
    );
    const decrypted = await client.send(new kms.DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(Plaintext);
  });

  it("EventBridge, its rules delivering to a queue", async () => {
    const client = new events.EventBridgeClient(config());
    const queue = new sqs.SQSClient(config());
    const { QueueUrl } = await queue.send(new sqs.CreateQueueCommand({ QueueName: "events" }));
    await client.send(new events.PutRuleCommand({ Name: "rule", EventPattern: '{"source":["test"]}' }));
    const Arn = "arn:aws:sqs:us-east-1:000000000000:events";
    await client.send(new events.PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "queue", Arn }] }));
    const Entries = [{ Source: "test", DetailType: "t", Detail: '{"a":1}' }];
    await client.send(new events.PutEventsCommand({ Entries }));
    const { Messages } = await queue.send(new sqs.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    expect(JSON.parse(Messages?.[0]?.Body ?? "{}")).toMatchObject({ source: "test", detail: { a: 1 } });
  });

  it("Pipes and Scheduler", async () => {
    const table = new dynamodb.DynamoDBClient(config());
    const { Table } = await table.send(new dynamodb.DescribeTableCommand({ TableName: "Things" }));
    const Target = "arn:aws:sqs:us-east-1:000000000000:queue";
    const pipe = await new pipes.PipesClient(config()).send(
      new pipes.CreatePipeCommand({
        Name: "pipe",
        RoleArn: ROLE,
        Source: Table?.LatestStreamArn,
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "LATEST" } },
        Target,
      }),
    );
    expect(pipe.Arn).toBe("arn:aws:pipes:us-east-1:000000000000:pipe/pipe");
    const schedule = await new scheduler.SchedulerClient(config()).send(
      new scheduler.CreateScheduleCommand({
        Name: "schedule",
        ScheduleExpression: "rate(1 day)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: Target, RoleArn: ROLE },
      }),
    );
    expect(schedule.ScheduleArn).toContain("schedule/default/schedule");
  });

  it("Step Functions", async () => {
    // Otherwise the SDK puts "sync-" before the host, which is an IP address here.
    const client = new states.SFNClient({ ...config(), disableHostPrefix: true });
    const { stateMachineArn } = await client.send(
      new states.CreateStateMachineCommand({
        name: "machine",
        roleArn: ROLE,
        type: "EXPRESS",
        definition: '{"StartAt":"Done","States":{"Done":{"Type":"Pass","Result":{"a":1},"End":true}}}',
      }),
    );
    const { output } = await client.send(new states.StartSyncExecutionCommand({ stateMachineArn }));
    expect(JSON.parse(output ?? "")).toEqual({ a: 1 });
  });

  it("Cognito, whose keys stand where tokens say", async () => {
    const client = new cognito.CognitoIdentityProviderClient(config());
    const { UserPool } = await client.send(new cognito.CreateUserPoolCommand({ PoolName: "pool" }));
    const jwks = await fetch(`${endpoint}/${UserPool?.Id}/.well-known/jwks.json`);
    expect(await jwks.json()).toMatchObject({ keys: [{ kty: "RSA" }, { kty: "RSA" }] });
  });

  it("SES", async () => {
    const client = new ses.SESv2Client(config());
    await client.send(new ses.CreateEmailIdentityCommand({ EmailIdentity: "shop@example.com" }));
    const { MessageId } = await client.send(
      new ses.SendEmailCommand({
        FromEmailAddress: "shop@example.com",
        Destination: { ToAddresses: ["you@example.com"] },
        Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
      }),
    );
    expect(MessageId).toBeTruthy();
  });
});

describe("the cloud as a server of its own", () => {
  it("has everything again after it was killed", async () => {
    await end("SIGKILL");
    await start();
    const { Item } = await new dynamodb.DynamoDBClient(config()).send(
      new dynamodb.GetItemCommand({ TableName: "Things", Key: { id: { S: "a" } } }),
    );
    expect(Item).toEqual({ id: { S: "a" } });
    const queue = new sqs.SQSClient(config());
    const { QueueUrl } = await queue.send(new sqs.GetQueueUrlCommand({ QueueName: "queue" }));
    const { Messages } = await queue.send(new sqs.ReceiveMessageCommand({ QueueUrl }));
    expect(Messages).toMatchObject([{ Body: "hello" }]);
    const { Buckets } = await new s3.S3Client(config()).send(new s3.ListBucketsCommand({}));
    expect(Buckets).toMatchObject([{ Name: "bucket" }]);
  });

  it("stops when it is asked to", async () => {
    expect(await end("SIGINT")).toBe(0);
    await start();
  });
});
