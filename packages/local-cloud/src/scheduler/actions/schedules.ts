import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { Action } from "../../protocols/json.ts";
import { page, pageLimit } from "../../protocols/paging.ts";
import type { RestRoute } from "../../protocols/rest-json.ts";
import { inputOf } from "../../protocols/validation.ts";
import { NAME, parseSchedule } from "../input.ts";
import type { ScheduleRecord } from "../state/records.ts";
import type { Schedules } from "../state/schedules.ts";

export function scheduleRoutes(kernel: Kernel, schedules: Schedules): RestRoute[] {
  /** The group is a member of some requests and a query parameter of others. */
  const groupOf = (input: Input): string => {
    const name = input.optionalText("GroupName", NAME) ?? input.optionalText("groupName", NAME) ?? "default";
    return schedules.getGroup(name).name;
  };
  const find = (input: Input): ScheduleRecord => schedules.get(groupOf(input), input.text("Name", NAME));

  const create: Action = async (values) => {
    const input = inputOf(values);
    const record = parseSchedule(kernel, input, groupOf(input), undefined);
    if (schedules.find(record.group, record.name)) {
      throw new AwsError("ConflictException", `Schedule ${record.name} already exists.`, { status: 409 });
    }
    schedules.put(record);
    await kernel.store.durable();
    return { ScheduleArn: record.arn };
  };

  const update: Action = async (values) => {
    const input = inputOf(values);
    const existing = find(input);
    schedules.put(parseSchedule(kernel, input, existing.group, existing));
    await kernel.store.durable();
    return { ScheduleArn: existing.arn };
  };

  const remove: Action = async (values) => {
    schedules.remove(find(inputOf(values)));
    await kernel.store.durable();
    return {};
  };

  const get: Action = (values) => {
    const record = find(inputOf(values));
    return {
      ...summaryOf(record),
      ScheduleExpression: record.expression,
      ScheduleExpressionTimezone: record.timeZone,
      ...(record.startsAt !== undefined && { StartDate: record.startsAt / 1000 }),
      ...(record.endsAt !== undefined && { EndDate: record.endsAt / 1000 }),
      ...(record.description !== undefined && { Description: record.description }),
      Target: record.target,
      FlexibleTimeWindow:
        record.windowMinutes === 0
          ? { Mode: "OFF" }
          : { Mode: "FLEXIBLE", MaximumWindowInMinutes: record.windowMinutes },
      ActionAfterCompletion: record.afterCompletion,
    };
  };

  const list: Action = (values) => {
    const input = inputOf(values);
    const group = input.optionalText("ScheduleGroup", NAME);
    const prefix = input.optionalText("NamePrefix") ?? "";
    const state = input.optionalText("State");
    const found = schedules
      .all()
      .filter((record) => group === undefined || record.group === group)
      .filter((record) => record.name.startsWith(prefix) && (state === undefined || record.state === state));
    const { items, next } = page(
      found,
      input.optionalText("NextToken"),
      pageLimit(values["MaxResults"], "MaxResults"),
    );
    const view = (record: ScheduleRecord): object => ({
      ...summaryOf(record),
      Target: { Arn: record.target.Arn },
    });
    return { Schedules: items.map(view), ...next };
  };

  const path = "/schedules/{Name}";
  return [
    { operation: "CreateSchedule", method: "POST", path, action: create },
    { operation: "UpdateSchedule", method: "PUT", path, action: update },
    { operation: "DeleteSchedule", method: "DELETE", path, action: remove },
    { operation: "GetSchedule", method: "GET", path, action: get },
    { operation: "ListSchedules", method: "GET", path: "/schedules", action: list },
  ];
}

function summaryOf(record: ScheduleRecord) {
  return {
    Arn: record.arn,
    Name: record.name,
    GroupName: record.group,
    State: record.state,
    CreationDate: record.createdAt / 1000,
    LastModificationDate: record.modifiedAt / 1000,
  };
}
