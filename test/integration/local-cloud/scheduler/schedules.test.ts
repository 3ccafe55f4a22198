import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { AwsError } from "../../../../packages/local-cloud/src/kernel/wire.ts";
import { Scheduler } from "../../../../packages/local-cloud/src/scheduler/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";
import { Inbox } from "../event-bridge/support.ts";

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";
const DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";
const ROLE = "arn:aws:iam::000000000000:role/scheduler";
const TARGET = { Arn: QUEUE, RoleArn: ROLE, Input: '{"at":"<aws.scheduler.scheduled-time>"}' };

function start(options: KernelOptions = {}, now = START) {
  const clock = options.clock instanceof VirtualClock ? options.clock : new VirtualClock(now);
  const kernel = createKernel({ random: seededRandom(5), ...options, clock });
  const inbox = new Inbox(kernel, ["sqs", "lambda", "states", "events"]);
  const scheduler = new Scheduler(kernel);
  scheduler.resume();
  const client = new SchedulerClient(sdkConfig(scheduler.service));
  const create = (input: Partial<CreateScheduleCommandInput>) =>
    client.send(
      new CreateScheduleCommand({
        Name: "s",
        ScheduleExpression: "rate(1 hour)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: TARGET,
        ...input,
      }),
    );
  const advanceTo = async (time: number | string): Promise<void> => {
    clock.advanceTo(typeof time === "string" ? Date.parse(time) : time);
    await kernel.activity.idle();
  };
  /** The times of the runs so far, as received by the targets. */
  const runs = (): string[] => inbox.inputs().map((input) => (input as { at: string }).at.slice(0, 16));
  return { clock, kernel, inbox, client, create, advanceTo, runs };
}

describe("schedules", () => {
  test("at a time in a zone run once", async () => {
    const { client, create, advanceTo, runs } = start();
    await create({
      ScheduleExpression: "at(2026-07-01T09:00:00)",
      ScheduleExpressionTimezone: "Europe/Berlin",
    });
    await advanceTo("2026-07-01T06:59:59Z");
    expect(runs()).toEqual([]);
    await advanceTo("2027-07-01T00:00:00Z");
    expect(runs()).toEqual(["2026-07-01T07:00"]);
    expect(await client.send(new GetScheduleCommand({ Name: "s" }))).toMatchObject({ State: "ENABLED" });
  });

  test("that are to be deleted after completion are gone after their last run", async () => {
    const { client, create, advanceTo, runs } = start();
    await create({ ScheduleExpression: "at(2026-01-01T01:00:00)", ActionAfterCompletion: "DELETE" });
    await create({ Name: "r", EndDate: new Date(START + 2.5 * HOUR), ActionAfterCompletion: "DELETE" });
    await advanceTo(START + 2 * HOUR);
    expect(runs()).toHaveLength(4);
    for (const Name of ["s", "r"]) {
      await expect(client.send(new GetScheduleCommand({ Name }))).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: `Schedule ${Name} does not exist.`,
      });
    }
  });

  test("at a rate start at once, or at their start date, and keep the rate", async () => {
    const { create, advanceTo, inbox } = start();
    const target = (Arn: string) => ({ Target: { ...TARGET, Arn } });
    await create({ Name: "now", ...target(`${QUEUE}1`) });
    await create({ Name: "later", StartDate: new Date(START + HOUR / 2), ...target(`${QUEUE}2`) });
    await advanceTo(START + 2 * HOUR);
    const runsOf = (arn: string) =>
      inbox.inputs(arn).map((input) => (input as { at: string }).at.slice(11, 16));
    expect(runsOf(`${QUEUE}1`)).toEqual(["00:00", "01:00", "02:00"]);
    expect(runsOf(`${QUEUE}2`)).toEqual(["00:30", "01:30"]);
  });

  test("at a rate start at once on a clock that moves while they are made", async () => {
    class MovingClock extends VirtualClock {
      #reads = 0;
      override now(): number {
        return super.now() + this.#reads++;
      }
    }
    const { create, advanceTo, runs } = start({ clock: new MovingClock(START) });
    await create({});
    await advanceTo(START + 1_000);
    expect(runs()).toEqual(["2026-01-01T00:00"]);
  });

  test("by cron run between their dates, by the clock of their zone", async () => {
    const { create, advanceTo, runs } = start();
    await create({
      ScheduleExpression: "cron(0 9 ? * MON-FRI *)",
      ScheduleExpressionTimezone: "America/New_York",
      StartDate: new Date("2026-03-05T00:00:00Z"),
      EndDate: new Date("2026-03-10T00:00:00Z"),
    });
    await advanceTo("2026-04-01T00:00:00Z");
    expect(runs()).toEqual(["2026-03-05T14:00", "2026-03-06T14:00", "2026-03-09T13:00"]);
  });

  test("with a flexible window run at some moment within it", async () => {
    const { create, advanceTo, runs, clock } = start();
    await create({ FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 } });
    const due = clock.nextTimer() ?? 0;
    expect(due).toBeGreaterThan(START);
    expect(due).toBeLessThan(START + HOUR / 2);
    await advanceTo(due);
    expect(runs()).toEqual(["2026-01-01T00:00"]);
  });

  test("stop when they are disabled or deleted, and change when they are updated", async () => {
    const { client, create, advanceTo, runs } = start();
    const whole = {
      Name: "s",
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" as const },
      Target: TARGET,
    };
    await create({ State: "DISABLED" });
    await advanceTo(START + 10 * HOUR);
    expect(runs()).toEqual([]);
    await client.send(new UpdateScheduleCommand({ ...whole, ScheduleExpression: "rate(2 hours)" }));
    await advanceTo(START + 13 * HOUR);
    expect(runs()).toEqual(["2026-01-01T10:00", "2026-01-01T12:00"]);
    await client.send(new DeleteScheduleCommand({ Name: "s" }));
    await advanceTo(START + 30 * HOUR);
    expect(runs()).toHaveLength(2);
    await expect(client.send(new UpdateScheduleCommand(whole))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("are described and listed as they were made", async () => {
    const { client, create } = start();
    const created = await create({ Description: "hourly", StartDate: new Date(START + HOUR) });
    const Arn = "arn:aws:scheduler:us-east-1:000000000000:schedule/default/s";
    expect(created.ScheduleArn).toBe(Arn);
    expect(await client.send(new GetScheduleCommand({ Name: "s" }))).toMatchObject({
      Arn,
      GroupName: "default",
      ScheduleExpression: "rate(1 hour)",
      ScheduleExpressionTimezone: "UTC",
      StartDate: new Date(START + HOUR),
      Description: "hourly",
      State: "ENABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "NONE",
      Target: TARGET,
      CreationDate: new Date(START),
    });
    await create({ Name: "t" });
    const first = await client.send(new ListSchedulesCommand({ MaxResults: 1 }));
    const second = await client.send(new ListSchedulesCommand({ MaxResults: 1, NextToken: first.NextToken }));
    expect([first, second].flatMap(({ Schedules }) => Schedules?.map(({ Name }) => Name))).toEqual([
      "s",
      "t",
    ]);
    await expect(create({})).rejects.toMatchObject({
      name: "ConflictException",
      message: "Schedule s already exists.",
    });
  });

  test("live in groups, which take them along when they are deleted", async () => {
    const { client, create } = start();
    await client.send(new CreateScheduleGroupCommand({ Name: "g" }));
    await create({ GroupName: "g" });
    await create({});
    expect(await client.send(new GetScheduleCommand({ Name: "s", GroupName: "g" }))).toMatchObject({
      Arn: "arn:aws:scheduler:us-east-1:000000000000:schedule/g/s",
    });
    const groups = await client.send(new ListScheduleGroupsCommand({}));
    expect(groups.ScheduleGroups?.map(({ Name }) => Name)).toEqual(["default", "g"]);
    expect(await client.send(new GetScheduleGroupCommand({ Name: "g" }))).toMatchObject({ State: "ACTIVE" });
    await client.send(new DeleteScheduleGroupCommand({ Name: "g" }));
    const left = await client.send(new ListSchedulesCommand({}));
    expect(left.Schedules?.map(({ GroupName }) => GroupName)).toEqual(["default"]);
    await expect(create({ GroupName: "g" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("without an input send the event of a schedule, to a bus the input as detail", async () => {
    const { create, advanceTo, inbox } = start();
    await create({ Target: { Arn: QUEUE, RoleArn: ROLE } });
    const bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
    const EventBridgeParameters = { DetailType: "tick", Source: "clock" };
    await create({ Name: "b", Target: { ...TARGET, Arn: bus, EventBridgeParameters } });
    await advanceTo(START);
    expect(inbox.received).toMatchObject([
      {
        arn: QUEUE,
        input: { "detail-type": "Scheduled Event", source: "aws.scheduler", time: "2026-01-01T00:00:00Z" },
      },
      {
        arn: bus,
        input: { at: "2026-01-01T00:00:00Z" },
        options: { detailType: "tick", source: "clock" },
      },
    ]);
  });

  test("that cannot reach their target try again and end in the dead-letter queue", async () => {
    const { create, advanceTo, inbox, clock } = start();
    inbox.failures.set(QUEUE, new AwsError("ServiceUnavailable", "down", { status: 503 }));
    await create({
      ScheduleExpression: "at(2026-01-01T01:00:00)",
      Target: {
        ...TARGET,
        RetryPolicy: { MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: DEAD },
      },
    });
    for (let step = 0; step < 6; step += 1) await advanceTo(clock.nextTimer() ?? clock.now());
    expect(inbox.attempts.filter(({ arn }) => arn === QUEUE)).toHaveLength(4);
    expect(inbox.received).toEqual([
      {
        arn: DEAD,
        input: { at: "2026-01-01T01:00:00Z" },
        options: {
          messageAttributes: {
            SCHEDULE_ARN: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/s",
            TARGET_ARN: QUEUE,
            EXECUTION_ID: expect.any(String),
            SCHEDULED_TIME: "2026-01-01T01:00:00Z",
            IS_PAYLOAD_TRUNCATED: "false",
            ERROR_CODE: "ERROR_FROM_TARGET",
            ERROR_MESSAGE: "down",
            EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
            RETRY_ATTEMPTS: "3",
          },
        },
      },
    ]);
  });

  test("survive a crash: runs missed meanwhile are made up for once, and none is made twice", async () => {
    const folder = mkdtempSync(join(tmpdir(), "scheduler-"));
    try {
      const before = start({ data: join(folder, "before") });
      await before.create({});
      await before.create({ Name: "once", ScheduleExpression: "at(2026-01-01T05:00:00)" });
      await before.advanceTo(START + HOUR);
      expect(before.runs()).toEqual(["2026-01-01T00:00", "2026-01-01T01:00"]);
      // A killed process leaves the current content of the disk.
      cpSync(join(folder, "before"), join(folder, "after"), { recursive: true });
      before.kernel.store.close();

      const after = start({ data: join(folder, "after") }, START + 10.5 * HOUR);
      await after.advanceTo(START + 11 * HOUR);
      expect(after.runs().toSorted()).toEqual(["2026-01-01T02:00", "2026-01-01T05:00", "2026-01-01T11:00"]);
      after.kernel.store.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each<[reason: string, input: Partial<CreateScheduleCommandInput>]>([
    ["Invalid Schedule Expression every hour.", { ScheduleExpression: "every hour" }],
    ["Invalid Schedule Expression at(2026-01-01).", { ScheduleExpression: "at(2026-01-01)" }],
    [
      "Invalid Schedule Expression at(2026-03-29T02:30:00).",
      { ScheduleExpression: "at(2026-03-29T02:30:00)", ScheduleExpressionTimezone: "Europe/Berlin" },
    ],
    ["Invalid ScheduleExpressionTimezone Mars/Base.", { ScheduleExpressionTimezone: "Mars/Base" }],
    ["MaximumWindowInMinutes", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }],
    [
      "Universal targets",
      { Target: { Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", RoleArn: ROLE, Input: "{}" } },
    ],
    ["no schedule targets", { Target: { Arn: "arn:aws:ecs:us-east-1:1:cluster/c", RoleArn: ROLE } }],
    ["attempt-number", { Target: { ...TARGET, Input: "<aws.scheduler.attempt-number>" } }],
    ["StartDate must be before", { StartDate: new Date(START + HOUR), EndDate: new Date(START) }],
    ["KmsKeyArn is not supported", { KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/k" }],
  ])("are refused when malformed: %s", async (reason, input) => {
    const { create } = start();
    await expect(create(input)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(reason),
    });
  });
});
