import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { Action } from "../../protocols/json.ts";
import { page } from "../../protocols/paging.ts";
import { inputOf } from "../../protocols/validation.ts";
import type { RuleSchedules } from "../delivery/rule-schedules.ts";
import { compilePattern } from "../patterns/pattern.ts";
import type { Buses, Rule } from "../state/buses.ts";
import type { RuleRecord, RuleState } from "../state/records.ts";
import type { Tags } from "../state/tags.ts";
import { parseTags } from "./tags.ts";

const NAME = { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ };
const STATES = ["ENABLED", "DISABLED"] as const;

export function ruleActions(
  kernel: Kernel,
  buses: Buses,
  schedules: RuleSchedules,
  tags: Tags,
): Record<string, Action> {
  const ruleOf = (input: Input): Rule =>
    buses.getRule(buses.get(input.optionalText("EventBusName")), input.text("Name", NAME));

  const setState = async (values: Record<string, unknown>, state: RuleState): Promise<void> => {
    const { record } = ruleOf(inputOf(values));
    schedules.put({ ...record, state });
    await kernel.store.durable();
  };

  return {
    async PutRule(values) {
      const input = inputOf(values);
      const name = input.text("Name", NAME);
      const bus = buses.get(input.optionalText("EventBusName"));
      const existing = bus.rules.get(name)?.record;
      const pattern = input.optionalText("EventPattern", { max: 4096 });
      const schedule = input.optionalText("ScheduleExpression", { max: 256 });
      const description = input.optionalText("Description", { max: 512 });
      const roleArn = input.optionalText("RoleArn");
      if (!pattern && !schedule) {
        throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
      }
      if (schedule && bus.record.name !== "default") {
        throw invalid("ScheduleExpression is supported only on the default event bus.");
      }
      const record: RuleRecord = {
        name,
        bus: bus.record.name,
        arn: buses.ruleArn(bus.record.name, name),
        state: input.optionalOneOf("State", STATES) ?? "ENABLED",
        ...(pattern && { pattern }),
        ...(schedule && { schedule }),
        ...(description !== undefined && { description }),
        ...(roleArn !== undefined && { roleArn }),
        targets: existing?.targets ?? [],
      };
      const given = parseTags(input);
      schedules.put(record);
      // "If you are updating an existing rule, any tags you specify in the PutRule operation are
      // ignored."
      if (!existing && input.has("Tags")) tags.set(record.arn, given);
      await kernel.store.durable();
      return { RuleArn: record.arn };
    },

    async DeleteRule(values) {
      const input = inputOf(values);
      const name = input.text("Name", NAME);
      const rule = buses.get(input.optionalText("EventBusName")).rules.get(name);
      if (!rule) return;
      if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
      schedules.remove(rule);
      tags.remove(rule.record.arn);
      await kernel.store.durable();
    },

    EnableRule: (values) => setState(values, "ENABLED"),
    DisableRule: (values) => setState(values, "DISABLED"),

    DescribeRule(values) {
      return { ...view(ruleOf(inputOf(values)).record), CreatedBy: kernel.account };
    },

    ListRules(values) {
      const input = inputOf(values);
      const prefix = input.optionalText("NamePrefix") ?? "";
      const rules = [...buses.get(input.optionalText("EventBusName")).rules.values()];
      const found = rules.filter(({ record }) => record.name.startsWith(prefix));
      const { items, next } = page(
        found.map(({ record }) => view(record)),
        input.optionalText("NextToken"),
        input.integer("Limit", { min: 1, max: 100 }),
      );
      return { Rules: items, ...next };
    },

    TestEventPattern(values) {
      const input = inputOf(values);
      const matches = compilePattern(input.text("EventPattern", { min: 1, max: 4096 }));
      return { Result: matches(parseEvent(input.text("Event", { min: 1 }))) };
    },
  };
}

const EVENT_FIELDS = ["id", "account", "source", "time", "region", "resources", "detail-type"];

function parseEvent(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw invalid("Parameter Event is not valid.");
  }
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    throw invalid("Parameter Event is not valid.");
  }
  for (const field of EVENT_FIELDS) {
    if (!Object.hasOwn(event, field)) {
      throw invalid(`Parameter Event is not valid. Reason: ${field} is a required argument.`);
    }
  }
  return event;
}

function view(record: RuleRecord): object {
  return {
    Name: record.name,
    Arn: record.arn,
    EventBusName: record.bus,
    State: record.state,
    ...(record.pattern !== undefined && { EventPattern: record.pattern }),
    ...(record.schedule !== undefined && { ScheduleExpression: record.schedule }),
    ...(record.description !== undefined && { Description: record.description }),
    ...(record.roleArn !== undefined && { RoleArn: record.roleArn }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
