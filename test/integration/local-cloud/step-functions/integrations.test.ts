import { describe, expect, test } from "vitest";
import { AwsError } from "../../../../packages/local-cloud/src/kernel/wire.ts";
import { only, TestStepFunctions } from "./support.ts";

/** Records every call and responds with `answer`. */
function services(answer: object = {}) {
  const calls: { service: string; operation: string; input: object }[] = [];
  const callService = async (service: string, operation: string, input: object) => {
    calls.push({ service, operation, input });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { calls, shop: new TestStepFunctions({ callService }) };
}

const integration = (name: string, Parameters: object, more: object = {}) =>
  only({ Type: "Task", Resource: `arn:aws:states:::${name}`, Parameters, ...more });

describe("an integration", () => {
  test("sqs:sendMessage sends text, or JSON as text", async () => {
    const { calls, shop } = services({ MessageId: "m-1" });
    const machine = integration("sqs:sendMessage", { QueueUrl: "q", MessageBody: { "order.$": "$.id" } });
    const { output, executionArn } = await shop.run(machine, { id: "ord_1" });
    expect(calls).toEqual([
      {
        service: "sqs",
        operation: "SendMessage",
        input: { QueueUrl: "q", MessageBody: '{"order":"ord_1"}' },
      },
    ]);
    expect(output).toMatchObject({
      MessageId: "m-1",
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
    const scheduled = (await shop.history(executionArn))[2]?.taskScheduledEventDetails;
    expect(scheduled).toEqual({
      resourceType: "sqs",
      resource: "sendMessage",
      region: "us-east-1",
      parameters: '{"QueueUrl":"q","MessageBody":{"order":"ord_1"}}',
    });
  });

  test("sns:publish and events:putEvents turn JSON into text and name the execution", async () => {
    const sns = services();
    await sns.shop.run(integration("sns:publish", { TopicArn: "t", Message: { a: 1 } }));
    expect(sns.calls[0]).toMatchObject({
      operation: "Publish",
      input: { TopicArn: "t", Message: '{"a":1}' },
    });

    const { calls, shop } = services({ FailedEntryCount: 0, Entries: [{ EventId: "e" }] });
    const Entries = [
      { Source: "shop", DetailType: "order.placed", Detail: { "id.$": "$.id" }, Resources: ["r"] },
    ];
    const { executionArn } = await shop.run(integration("events:putEvents", { Entries }), { id: 7 });
    expect(calls[0]).toMatchObject({
      service: "events",
      operation: "PutEvents",
      input: {
        Entries: [
          {
            Detail: '{"id":7}',
            Resources: [executionArn, expect.stringContaining(":stateMachine:machine-1"), "r"],
          },
        ],
      },
    });
  });

  test("events:putEvents fails when an entry does", async () => {
    const { shop } = services({ FailedEntryCount: 1, Entries: [{ ErrorCode: "InternalFailure" }] });
    const outcome = await shop.run(integration("events:putEvents", { Entries: [{}] }));
    expect(outcome).toMatchObject({ status: "FAILED", error: "EventBridge.FailedEntry" });
  });

  test.each(["getItem", "putItem", "updateItem", "deleteItem"])(
    "dynamodb:%s passes its input on",
    async (action) => {
      const { calls, shop } = services({ Item: { pk: { S: "a" } } });
      const Parameters = { TableName: "t", Key: { pk: { "S.$": "$.id" } } };
      const { output } = await shop.run(integration(`dynamodb:${action}`, Parameters), { id: "a" });
      expect(calls[0]).toMatchObject({
        service: "dynamodb",
        input: { TableName: "t", Key: { pk: { S: "a" } } },
      });
      expect(calls[0]?.operation.toLowerCase()).toBe(action.toLowerCase());
      expect(output).toMatchObject({ Item: { pk: { S: "a" } } });
    },
  );

  test.each([
    ["dynamodb:putItem", "ConditionalCheckFailedException", "DynamoDB.ConditionalCheckFailedException"],
    ["dynamodb:putItem", "ValidationException", "DynamoDB.AmazonDynamoDBException"],
    ["sqs:sendMessage", "QueueDoesNotExist", "SQS.QueueDoesNotExistException"],
    ["sns:publish", "NotFoundException", "SNS.NotFoundException"],
  ])("%s reports %s as %s", async (name, code, error) => {
    const { shop } = services(new AwsError(code, "It cannot be"));
    const outcome = await shop.run(integration(name, {}));
    expect(outcome).toMatchObject({ status: "FAILED", error });
    expect(outcome.cause).toMatch(
      new RegExp(`^It cannot be \\(Service: Amazon\\w+; Status Code: 400; Error Code: ${code}; Request ID: `),
    );
  });

  test("that nobody wired fails loudly", async () => {
    const outcome = await new TestStepFunctions().run(integration("sqs:sendMessage", { QueueUrl: "q" }));
    expect(outcome).toMatchObject({
      status: "FAILED",
      cause: expect.stringContaining("No service sqs is wired to Step Functions"),
    });
  });
});

describe("states:startExecution", () => {
  test("starts another machine and goes on at once", async () => {
    const shop = new TestStepFunctions();
    const child = await shop.create(only({ Type: "Wait", Seconds: 60 }), { name: "child" });
    const Parameters = { StateMachineArn: child, Name: "c1", Input: { "n.$": "$.n" } };
    const { output } = await shop.run(integration("states:startExecution", Parameters), { n: 1 });
    const childArn = shop.kernel.arn("states", "execution:child:c1");
    expect(output).toMatchObject({ ExecutionArn: childArn, StartDate: expect.any(Number) });
    expect(await shop.outcome(childArn)).toMatchObject({
      status: "RUNNING",
      description: { input: '{"n":1}' },
    });
    const again = await shop.run(integration("states:startExecution", Parameters), { n: 2 });
    expect(again).toMatchObject({ error: "StepFunctions.ExecutionAlreadyExistsException" });
  });

  test("with .sync:2 waits and takes the child's output as JSON", async () => {
    const shop = new TestStepFunctions();
    const child = await shop.create(only({ Type: "Wait", Seconds: 60 }), { name: "child" });
    const arn = await shop.begin(
      integration("states:startExecution.sync:2", { StateMachineArn: child, Input: { a: 1 } }),
    );
    await shop.kernel.activity.idle();
    await shop.advance(60);
    expect((await shop.outcome(arn)).output).toMatchObject({
      Status: "SUCCEEDED",
      Input: { a: 1 },
      Output: { a: 1 },
      StateMachineArn: child,
    });
    expect((await shop.eventTypes(arn)).slice(2, 6)).toEqual([
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
    ]);
  });

  test("with .sync:2 fails as the child does, and stops the child when it is stopped itself", async () => {
    const shop = new TestStepFunctions();
    const failing = await shop.create(only({ Type: "Fail", Error: "Broken" }), { name: "failing" });
    const outcome = await shop.run(integration("states:startExecution.sync:2", { StateMachineArn: failing }));
    expect(outcome.error).toBe("States.TaskFailed");
    expect(JSON.parse(outcome.cause ?? "")).toMatchObject({ Status: "FAILED", Error: "Broken" });

    const waiting = await shop.create(only({ Type: "Wait", Seconds: 60 }), { name: "waiting" });
    const Parameters = { StateMachineArn: waiting, Name: "w1" };
    await shop.begin(integration("states:startExecution.sync:2", Parameters, { TimeoutSeconds: 5 }));
    await shop.kernel.activity.idle();
    await shop.advance(5);
    const child = await shop.outcome(shop.kernel.arn("states", "execution:waiting:w1"));
    expect(child.status).toBe("ABORTED");
  });

  test("of no machine fails with the service's error", async () => {
    const shop = new TestStepFunctions();
    const outcome = await shop.run(integration("states:startExecution", { StateMachineArn: "arn:x" }));
    expect(outcome.error).toBe("StepFunctions.StateMachineDoesNotExistException");
  });
});
