import { isDeepStrictEqual } from "node:util";
import type { Blueprint } from "@tradewind/blueprint";
import { SCHEDULE_INPUT, SCHEDULE_RETRY_POLICY, scheduleTimesOf } from "@tradewind/blueprint/derived/events";
import type { ScheduleDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import { unlessExists } from "./existing.ts";

/**
 * Makes the blueprint's schedules and deletes all others. One that did not change keeps the time of
 * its next run.
 */
export async function provisionSchedules(blueprint: Blueprint, cloud: LocalCloud): Promise<void> {
  await Promise.all(
    blueprint.schedules.map((schedule) => {
      const input = createScheduleInput(schedule, cloud);
      return unlessExists(
        ["ConflictException"],
        () => cloud.call("scheduler", "CreateSchedule", input),
        () => updated(cloud, input),
      );
    }),
  );
  const { Schedules = [] } = (await cloud.call("scheduler", "ListSchedules", {})) as {
    Schedules?: { Name: string }[];
  };
  for (const { Name } of Schedules) {
    if (!blueprint.schedules.some(({ name }) => name === Name))
      await cloud.call("scheduler", "DeleteSchedule", { Name });
  }
}

type ScheduleInput = ReturnType<typeof createScheduleInput>;

async function updated(cloud: LocalCloud, input: ScheduleInput): Promise<object> {
  const now = await cloud.call("scheduler", "GetSchedule", { Name: input.Name });
  const members = Object.keys(input) as (keyof ScheduleInput)[];
  if (members.every((member) => isDeepStrictEqual(now[member], input[member]))) return now;
  return cloud.call("scheduler", "UpdateSchedule", input);
}

function createScheduleInput(schedule: ScheduleDefinition, cloud: LocalCloud) {
  const { name, target } = schedule;
  return {
    Name: name,
    ...scheduleTimesOf(schedule),
    Target: {
      Arn: cloud.lambda.arn(target.name),
      RoleArn: `arn:aws:iam::${cloud.kernel.account}:role/${name}`,
      Input: SCHEDULE_INPUT,
      RetryPolicy: SCHEDULE_RETRY_POLICY,
    },
  };
}
