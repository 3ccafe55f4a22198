import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Action } from "../../protocols/json.ts";
import { page, pageLimit } from "../../protocols/paging.ts";
import type { RestRoute } from "../../protocols/rest-json.ts";
import { inputOf } from "../../protocols/validation.ts";
import { NAME } from "../input.ts";
import type { GroupRecord } from "../state/records.ts";
import type { Schedules } from "../state/schedules.ts";

export function groupRoutes(kernel: Kernel, schedules: Schedules): RestRoute[] {
  const nameOf = (values: Record<string, unknown>): string => inputOf(values).text("Name", NAME);

  const create: Action = async (values) => {
    const name = nameOf(values);
    if (schedules.findGroup(name)) {
      throw new AwsError("ConflictException", `Schedule group ${name} already exists.`, { status: 409 });
    }
    const group = schedules.createGroup(name);
    await kernel.store.durable();
    return { ScheduleGroupArn: group.arn };
  };

  const remove: Action = async (values) => {
    const group = schedules.getGroup(nameOf(values));
    if (group.name === "default") {
      throw new AwsError("ValidationException", "The default schedule group cannot be deleted.");
    }
    schedules.removeGroup(group);
    await kernel.store.durable();
    return {};
  };

  const list: Action = (values) => {
    const input = inputOf(values);
    const prefix = input.optionalText("NamePrefix") ?? "";
    const found = schedules.groups().filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(
      found,
      input.optionalText("NextToken"),
      pageLimit(values["MaxResults"], "MaxResults"),
    );
    return { ScheduleGroups: items.map(view), ...next };
  };

  const path = "/schedule-groups/{Name}";
  return [
    { operation: "CreateScheduleGroup", method: "POST", path, action: create },
    { operation: "DeleteScheduleGroup", method: "DELETE", path, action: remove },
    {
      operation: "GetScheduleGroup",
      method: "GET",
      path,
      action: (values) => view(schedules.getGroup(nameOf(values))),
    },
    { operation: "ListScheduleGroups", method: "GET", path: "/schedule-groups", action: list },
  ];
}

function view(group: GroupRecord): object {
  return {
    Arn: group.arn,
    Name: group.name,
    State: "ACTIVE",
    CreationDate: group.createdAt / 1000,
    LastModificationDate: group.modifiedAt / 1000,
  };
}
