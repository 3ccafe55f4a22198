import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Service, WireRequest } from "../../../../packages/local-cloud/src/kernel/wire.ts";
import { Scheduler } from "../../../../packages/local-cloud/src/scheduler/index.ts";
import { startPipes } from "../pipes/support.ts";
import { startEventBridge } from "./support.ts";

const MEMBERS =
  "Name Rule Arn Id Targets Entries Source DetailType Detail Time Resources EventPattern Event Ids Limit NextToken " +
  "ScheduleExpression EventBusName TargetArn ArchiveName EventSourceArn ReplayName Destination EventStartTime " +
  "EventEndTime State RetentionDays InputTransformer InputPathsMap InputTemplate RetryPolicy DeadLetterConfig Target " +
  "SourceParameters FilterCriteria Filters Pattern DynamoDBStreamParameters StartingPosition BatchSize RoleArn " +
  "TargetParameters EventBridgeEventBusParameters FlexibleTimeWindow Mode MaximumWindowInMinutes StartDate EndDate " +
  "ScheduleExpressionTimezone GroupName Tags Enrichment EnrichmentParameters Input InputPath SqsParameters";

const TEXTS =
  'a default $.detail $[ < {} [] {"a":[1]} rate(1 hour) cron(0 0 1 1 ? *) at(2026-01-01T00:00:00) LATEST OFF UTC ' +
  "arn:aws:sqs:us-east-1:000000000000:q arn:aws:events:us-east-1:000000000000:event-bus/default arn: __proto__ " +
  "arn:aws:dynamodb:us-east-1:000000000000:table/Shop/stream/2026-01-01T00:00:00.000 <$.a> FLEXIBLE ENABLED";

const member = fc.constantFrom(...MEMBERS.split(" "), "__proto__", "constructor");
const { body } = fc.letrec<{ body: Record<string, unknown>; value: unknown }>((tie) => ({
  body: fc.dictionary(member, tie("value"), { maxKeys: 8 }),
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: fc.constantFrom(...TEXTS.split(" ")) },
    fc.string(),
    fc.double(),
    fc.integer({ min: -1, max: 200 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("body"),
  ),
}));

const bytes = fc.oneof(
  { weight: 8, arbitrary: body.map((value) => Buffer.from(JSON.stringify(value))) },
  fc.uint8Array().map((array) => Buffer.from(array)),
  fc.constant(Buffer.from(`${'{"Detail":['.repeat(1)}${"[".repeat(50_000)}${"]".repeat(50_000)}]}`)),
);

async function answers(service: Service, request: Partial<WireRequest>): Promise<void> {
  const { status, body } = await service.handle({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
    ...request,
  });
  expect([200, 400, 404, 409]).toContain(status);
  expect(() => JSON.parse(body.toString()) as unknown).not.toThrow();
}

const ACTIONS =
  "PutEvents CreateEventBus DeleteEventBus DescribeEventBus ListEventBuses PutRule DeleteRule EnableRule DisableRule " +
  "DescribeRule ListRules TestEventPattern PutTargets RemoveTargets ListTargetsByRule ListRuleNamesByTarget " +
  "CreateArchive UpdateArchive DeleteArchive DescribeArchive ListArchives StartReplay CancelReplay DescribeReplay " +
  "ListReplays Nothing";

test("EventBridge answers any request with a result or with an error of AWS", async () => {
  const { bridge, kernel } = startEventBridge();
  const action = fc.constantFrom(...ACTIONS.split(" "));
  await fc.assert(
    fc.asyncProperty(action, bytes, async (action, body) => {
      await answers(bridge.service, { headers: { "x-amz-target": `AWSEvents.${action}` }, body });
    }),
    { numRuns: 2_000 },
  );
  await kernel.activity.idle();
});

const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH");
const query = fc.constantFrom(
  "",
  "NextToken=x",
  "Limit=0&MaxResults=0",
  "NamePrefix=a&NamePrefix=b",
  "groupName=g",
);

test("Pipes and Scheduler answer any request with a result or with an error of AWS", async () => {
  const { pipes, kernel } = startPipes();
  const scheduler = new Scheduler(kernel);
  const path = fc.constantFrom(
    ..."/ /v1/pipes /v1/pipes/a /v1/pipes/a/start /v1/pipes/%ff /v1/pipes//stop".split(" "),
    ..."/schedules /schedules/a /schedule-groups /schedule-groups/g /schedules/%00".split(" "),
  );
  await fc.assert(
    fc.asyncProperty(method, path, query, bytes, async (method, path, query, body) => {
      const service = path.startsWith("/sched") ? scheduler.service : pipes.service;
      await answers(service, { method, path, query: new URLSearchParams(query), body });
    }),
    { numRuns: 2_000 },
  );
  await kernel.activity.idle();
});
