import { LocalCloud } from "../../../../../packages/local-cloud/src/cloud.ts";

/**
 * An account with one resource of each kind, so that a malformed request gets past "not found", and
 * the names of these resources.
 */
export async function accountWithResources(): Promise<{ cloud: LocalCloud; names: string[] }> {
  const cloud = await LocalCloud.open({ port: 0, passwordCost: { N: 2 ** 4, r: 1, p: 1 } });
  const { call } = cloud;
  const key = { AttributeName: "id", KeyType: "HASH" };
  const { TableDescription } = await call("dynamodb", "CreateTable", {
    TableName: "things",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [key],
    GlobalSecondaryIndexes: [{ IndexName: "again", KeySchema: [key], Projection: { ProjectionType: "ALL" } }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const { LatestStreamArn } = TableDescription as { LatestStreamArn: string };
  const { QueueUrl } = await call("sqs", "CreateQueue", { QueueName: "queue" });
  const { TopicArn } = await call("sns", "CreateTopic", { Name: "topic" });
  const { KeyMetadata } = await call("kms", "CreateKey", {});
  await call("kms", "CreateAlias", {
    AliasName: "alias/key",
    TargetKeyId: (KeyMetadata as { KeyId: string }).KeyId,
  });
  const { stateMachineArn } = await call("states", "CreateStateMachine", {
    name: "machine",
    roleArn: ROLE,
    definition: MACHINE,
  });
  const { executionArn } = await call("states", "StartExecution", { stateMachineArn });
  await call("events", "PutRule", { Name: "rule", EventPattern: '{"source":["a"]}' });
  const { UserPool } = await call("cognito-idp", "CreateUserPool", { PoolName: "pool" });
  const { Id: UserPoolId } = UserPool as { Id: string };
  const { UserPoolClient } = await call("cognito-idp", "CreateUserPoolClient", {
    UserPoolId,
    ClientName: "client",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  });
  await call("cognito-idp", "AdminCreateUser", { UserPoolId, Username: "user", MessageAction: "SUPPRESS" });
  await call("ses", "CreateEmailIdentity", { EmailIdentity: "a@example.com" });
  const QueueArn = cloud.kernel.arn("sqs", "queue");
  await call("pipes", "CreatePipe", {
    Name: "pipe",
    RoleArn: ROLE,
    Source: LatestStreamArn,
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
    Target: QueueArn,
  });
  await call("scheduler", "CreateSchedule", {
    Name: "schedule",
    ScheduleExpression: "rate(1 day)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: QueueArn, RoleArn: ROLE },
  });
  const put = (path: string) =>
    cloud.handle({ method: "PUT", path, query: new URLSearchParams(), headers: {}, body: Buffer.from("x") });
  await put("/bucket");
  await put("/bucket/object");
  const made = [LatestStreamArn, QueueUrl, TopicArn, stateMachineArn, executionArn, UserPoolId];
  return {
    cloud,
    names: [
      ...made.map(String),
      (KeyMetadata as { Arn: string }).Arn,
      (UserPoolClient as { ClientId: string }).ClientId,
      QueueArn,
      ROLE,
      MACHINE,
      ..."things again queue topic alias/key machine rule default user pipe schedule bucket object id #a :a".split(
        " ",
      ),
      "a@example.com",
    ],
  };
}

const ROLE = "arn:aws:iam::000000000000:role/any";
const MACHINE = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}';
