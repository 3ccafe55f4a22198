import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListPipesCommand, PipesClient } from "@aws-sdk/client-pipes";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LocalCloud } from "../../../packages/local-cloud/src/cloud.ts";
import { VirtualClock } from "../../../packages/local-cloud/src/kernel/clock.ts";
import { type CallFault, NO_FAULTS } from "../../../packages/local-cloud/src/kernel/faults.ts";
import { createKernel } from "../../../packages/local-cloud/src/kernel/kernel.ts";
import { AwsError, type WireRequest } from "../../../packages/local-cloud/src/kernel/wire.ts";
import { Router } from "../../../packages/local-cloud/src/router/router.ts";
import { sdkConfig } from "../../support/sdk.ts";

const wire = (request: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  ...request,
});

describe("one endpoint for every service", () => {
  let cloud: LocalCloud;
  beforeEach(async () => {
    cloud = await LocalCloud.open({ port: 0 });
  });
  afterEach(() => cloud.stop());

  async function callEach(config: ReturnType<typeof sdkConfig>): Promise<void> {
    await new DynamoDBClient(config).send(new ListTablesCommand({}));
    await new DynamoDBStreamsClient(config).send(new ListStreamsCommand({}));
    await new SQSClient(config).send(new CreateQueueCommand({ QueueName: "q" }));
    await new SFNClient(config).send(new ListStateMachinesCommand({}));
    await new EventBridgeClient(config).send(new ListEventBusesCommand({}));
    await new KMSClient(config).send(new ListKeysCommand({}));
    await new CognitoIdentityProviderClient(config).send(new ListUserPoolsCommand({ MaxResults: 1 }));
    await new SNSClient(config).send(new CreateTopicCommand({ Name: "t" }));
    await new PipesClient(config).send(new ListPipesCommand({}));
    await new SchedulerClient(config).send(new ListSchedulesCommand({}));
    const mail = {
      FromEmailAddress: "shop@example.com",
      Destination: { ToAddresses: ["a@example.com"] },
      Content: { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } } },
    };
    await new SESv2Client(config).send(new SendEmailCommand(mail));
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "pictures" }));
    await s3.send(new PutObjectCommand({ Bucket: "pictures", Key: "v2/email", Body: "bytes" }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "pictures", Key: "v2/email" }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).toString()).toBe("bytes");
  }
  const services = () => new Set(cloud.kernel.meter.totals().map(({ service }) => service));
  const all = new Set("dynamodb sqs states events kms cognito-idp sns pipes scheduler ses s3".split(" "));

  test("accepts signed calls of the SDKs in this process", async () => {
    await callEach(sdkConfig(cloud));
    expect(services()).toEqual(all);
  });

  test("accepts signed calls of the SDKs over HTTP", async () => {
    const { requestHandler: _, ...config } = sdkConfig(cloud);
    await callEach({ ...config, endpoint: cloud.url ?? "" });
    expect(services()).toEqual(all);
  });

  test("routes unsigned calls by target, path and form", async () => {
    const unsigned = {
      handle: (request: WireRequest) => {
        delete request.headers["authorization"];
        return cloud.handle(request);
      },
    };
    await callEach(sdkConfig(unsigned));
    expect(services()).toEqual(all);
  });

  test("follows the signature's scope if path and scope disagree", async () => {
    const s3 = new S3Client({ ...sdkConfig(cloud), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "schedules" }));
    await s3.send(new PutObjectCommand({ Bucket: "schedules", Key: "s", Body: "an object" }));
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
  });

  test("refuses unknown services", async () => {
    const headers = {
      authorization: "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/ec2/aws4_request, Signature=x",
    };
    expect((await cloud.handle(wire({ headers }))).status).toBe(404);
    const target = await cloud.handle(wire({ headers: { "x-amz-target": "AnyScaleFrontendService.X" } }));
    expect(target.status).toBe(404);
    expect(target.body).toContain("UnknownOperationException");
  });

  test("calls operations by name in every protocol", async () => {
    const { QueueUrl } = await cloud.call("sqs", "CreateQueue", { QueueName: "orders" });
    expect(QueueUrl).toBe(`${cloud.url}/000000000000/orders`);
    const { TopicArn } = await cloud.call("sns", "CreateTopic", { Name: "news" });
    const QueueArn = cloud.kernel.arn("sqs", "orders");
    const Attributes = { RawMessageDelivery: "true" };
    await cloud.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: QueueArn, Attributes });
    const MessageAttributes = { colour: { DataType: "String", StringValue: "a < b & c" } };
    await cloud.call("sns", "Publish", { TopicArn, Message: "hello", MessageAttributes });
    await cloud.kernel.activity.idle();
    const received = { QueueUrl, MessageAttributeNames: ["All"] };
    const { Messages } = await cloud.call("sqs", "ReceiveMessage", received);
    expect(Messages).toMatchObject([{ Body: "hello", MessageAttributes }]);
    expect(await cloud.call("pipes", "ListPipes", {})).toEqual({ Pipes: [] });
    await expect(cloud.call("pipes", "DescribePipe", { Name: "nothing" })).rejects.toMatchObject({
      code: "NotFoundException",
    });
    await expect(cloud.call("sns", "Publish", { TopicArn: "x" })).rejects.toBeInstanceOf(AwsError);
    await expect(cloud.call("ec2", "RunInstances", {})).rejects.toMatchObject({
      code: "UnknownOperationException",
    });
  });

  test("serves only the keys of user pools", async () => {
    await cloud.cognito.definePool({ id: "us-east-1_Pool", PoolName: "Pool" });
    const answer = await fetch(`${cloud.url}/us-east-1_Pool/.well-known/jwks.json`);
    expect(((await answer.json()) as { keys: object[] }).keys.length).toBeGreaterThan(0);
    expect((await fetch(`${cloud.url}/us-east-1_Other/.well-known/jwks.json`)).status).toBe(404);
  });

  test("listens on the loopback interface only", () => {
    expect(cloud.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("answers nothing after it is stopped", async () => {
    const other = new LocalCloud();
    await other.stop();
    await expect(other.handle(wire({}))).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("the fault plan", () => {
  const withFault = (fault: CallFault) => {
    const clock = new VirtualClock();
    const calls: { service: string; operation: string; caller: string | undefined }[] = [];
    const cloud = new LocalCloud({
      clock,
      faults: {
        ...NO_FAULTS,
        onCall(call) {
          calls.push(call);
          return calls.length === 1 ? fault : undefined;
        },
      },
    });
    return { cloud, clock, calls, config: sdkConfig(cloud) };
  };

  test("refuses a call with an error that the SDK reads, in each protocol", async () => {
    const refuse = new AwsError("ThrottlingException", "Slow down & wait", { status: 400 });
    const expected = { name: "ThrottlingException", message: "Slow down & wait" };
    const sendEach = [
      [(config) => new SQSClient(config).send(new ListQueuesCommand({})), "sqs", "ListQueues"],
      [(config) => new SNSClient(config).send(new ListTopicsCommand({})), "sns", "ListTopics"],
      [(config) => new PipesClient(config).send(new ListPipesCommand({})), "pipes", "ListPipes"],
      [
        (config) =>
          new S3Client({ ...config, forcePathStyle: true }).send(
            new GetObjectCommand({ Bucket: "b", Key: "k/l" }),
          ),
        "s3",
        "GetObject",
      ],
    ] satisfies [(config: ReturnType<typeof sdkConfig>) => Promise<unknown>, string, string][];
    for (const [send, service, operation] of sendEach) {
      const { config, calls } = withFault({ refuse });
      await expect(send(config)).rejects.toMatchObject(expected);
      expect(calls[0]).toEqual({ service, operation, caller: undefined });
    }
  });

  test("delays a call on the cloud's clock", async () => {
    const { config, clock, cloud } = withFault({ delayMs: 60_000 });
    let answered = false;
    const call = new SQSClient(config)
      .send(new CreateQueueCommand({ QueueName: "late" }))
      .then(() => (answered = true));
    await vi.waitFor(() => expect(clock.nextTimer()).toBeDefined());
    expect(answered).toBe(false);
    expect(cloud.sqs.queues()).toEqual([]);
    clock.advance(60_000);
    await call;
    expect(cloud.sqs.queues()).toHaveLength(1);
  });

  test("loses an answer after the call took effect, and the SDK retries", async () => {
    const { config, cloud, calls } = withFault({ loseAnswer: true });
    const sqs = new SQSClient({ ...config, maxAttempts: 2 });
    await sqs.send(new CreateQueueCommand({ QueueName: "twice" }));
    expect(calls).toHaveLength(2);
    expect(cloud.sqs.queues()).toHaveLength(1);
  });
});

test("the cloud answers a defect with 500, reports it in one line on stderr, and keeps running", async () => {
  const kernel = createKernel();
  const service = {
    name: "sqs",
    handle: () => Promise.reject(new TypeError("Cannot read properties of undefined\nsecond line")),
  };
  const router = new Router(
    kernel,
    [{ service, protocol: "json", scope: "sqs", target: "AmazonSQS" }],
    () => undefined,
  );
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const response = await router.handle(wire({ headers: { "x-amz-target": "AmazonSQS.SendMessage" } }));
  expect(response.status).toBe(500);
  expect(JSON.parse(response.body.toString())).toMatchObject({ __type: "InternalFailure" });
  expect(written.mock.calls).toEqual([
    [expect.stringMatching(/^local cloud: sqs SendMessage failed: TypeError: Cannot read [^\n]+\n$/)],
  ]);
  written.mockRestore();
});
