import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateStateMachineCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { sdkConfig } from "../../../support/sdk.ts";
import { only, ROLE } from "./support.ts";

let clock: VirtualClock;
let cloud: LocalCloud;
let states: SFNClient;
let queueUrl: string;

/** A queue gets all events of Step Functions from the default bus. */
beforeEach(async () => {
  clock = new VirtualClock();
  cloud = new LocalCloud({ clock });
  states = new SFNClient(sdkConfig(cloud.stepFunctions.service));
  const { arn, url } = await cloud.sqs.createQueue("changes");
  queueUrl = url;
  const events = new EventBridgeClient(sdkConfig(cloud.eventBridge.service));
  await events.send(new PutRuleCommand({ Name: "changes", EventPattern: '{"source":["aws.states"]}' }));
  await events.send(new PutTargetsCommand({ Rule: "changes", Targets: [{ Id: "q", Arn: arn }] }));
});
afterEach(() => cloud.stop());

interface Change {
  source: string;
  "detail-type": string;
  resources: string[];
  detail: Record<string, unknown>;
}

async function changes(): Promise<Change[]> {
  await cloud.kernel.activity.idle();
  const sqs = new SQSClient(sdkConfig(cloud.sqs.service));
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await sqs.send(command);
  return Messages.map(({ Body }) => JSON.parse(Body ?? "") as Change);
}

async function start(state: Record<string, unknown>, type?: "EXPRESS"): Promise<string> {
  const definition = JSON.stringify(only(state));
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({ name: "order", definition, roleArn: ROLE, type }),
  );
  const { executionArn = "" } = await states.send(
    new StartExecutionCommand({ stateMachineArn, name: "one", input: '{"n":1}' }),
  );
  return executionArn;
}

describe("the default event bus", () => {
  test("gets an event when a Standard execution starts and when it ends", async () => {
    const arn = await start({ Type: "Wait", Seconds: 60 });
    const begun = clock.now();
    // Recorded from AWS by the tests of LocalStack.
    const running = {
      executionArn: arn,
      stateMachineArn: cloud.kernel.arn("states", "stateMachine:order"),
      name: "one",
      status: "RUNNING",
      startDate: begun,
      stopDate: null,
      input: '{"n":1}',
      output: null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is RUNNING and cannot be redriven",
      inputDetails: { included: true },
      outputDetails: null,
      error: null,
      cause: null,
    };
    const [first, ...others] = await changes();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      source: "aws.states",
      "detail-type": "Step Functions Execution Status Change",
      resources: [arn],
    });
    expect(first?.detail).toEqual(running);
    clock.advance(60_000);
    const [last] = (await changes()).filter(({ detail }) => detail["status"] !== "RUNNING");
    expect(last?.detail).toEqual({
      ...running,
      status: "SUCCEEDED",
      stopDate: begun + 60_000,
      output: '{"n":1}',
      outputDetails: { included: true },
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
  });

  test("tells how an execution failed, was stopped and is redriven", async () => {
    const executionArn = await start({ Type: "Wait", Seconds: 60 });
    await states.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "of it" }));
    await states.send(new RedriveExecutionCommand({ executionArn }));
    const details = (await changes()).map(({ detail }) => detail);
    expect(details).toMatchObject([
      { status: "RUNNING", redriveCount: 0 },
      { status: "ABORTED", error: "Enough", cause: "of it", redriveStatus: "REDRIVABLE" },
      { status: "RUNNING", redriveCount: 1, redriveDate: clock.now(), error: null },
    ]);
  });

  test("gets none of an Express execution, and none is billed", async () => {
    await start({ Type: "Pass" }, "EXPRESS");
    expect(await changes()).toEqual([]);
    expect(cloud.kernel.meter.totals().some(({ operation }) => operation === "PutEvents")).toBe(false);
  });

  test("takes events of aws.states from nobody else", async () => {
    const events = new EventBridgeClient(sdkConfig(cloud.eventBridge.service));
    const entry = { Source: "aws.states", DetailType: "x", Detail: "{}" };
    const answer = await events.send(new PutEventsCommand({ Entries: [entry] }));
    expect(answer.FailedEntryCount).toBe(1);
  });
});
