import type { Cancel } from "../../kernel/clock.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import { parseScheduleExpression, type ScheduleExpression } from "../../scheduler/schedule-expression.ts";
import { newEvent } from "../events.ts";
import type { Buses, Rule } from "../state/buses.ts";
import type { RuleRecord } from "../state/records.ts";
import type { Routing } from "./routing.ts";

/**
 * Stores rules and runs those with a schedule. Runs missed while the cloud was down are made up for
 * by one.
 */
export class RuleSchedules {
  readonly #kernel: Kernel;
  readonly #buses: Buses;
  readonly #routing: Routing;
  readonly #timers = new Map<string, Cancel>();

  constructor(kernel: Kernel, buses: Buses, routing: Routing) {
    this.#kernel = kernel;
    this.#buses = buses;
    this.#routing = routing;
  }

  /** Sets the timers of the stored rules. */
  resume(): void {
    for (const rule of this.#buses.rules()) this.#arm(rule.record);
  }

  /** Stores a rule. A new or changed schedule starts from now. */
  put(record: RuleRecord): void {
    const { nextRunAt: _before, ...rest } = record;
    const next = record.state === "ENABLED" ? this.#nextRun(record) : undefined;
    this.#buses.putRule(next === undefined ? rest : { ...rest, nextRunAt: next });
    this.#arm(next === undefined ? rest : { ...rest, nextRunAt: next });
  }

  remove(rule: Rule): void {
    this.#timers.get(rule.record.arn)?.();
    this.#timers.delete(rule.record.arn);
    this.#buses.removeRule(rule);
  }

  #arm(record: RuleRecord): void {
    this.#timers.get(record.arn)?.();
    this.#timers.delete(record.arn);
    if (record.nextRunAt === undefined) return;
    this.#timers.set(
      record.arn,
      this.#kernel.clock.schedule(record.nextRunAt, () => this.#run(record)),
    );
  }

  /** The run and the time of the next run are one transaction of the store. */
  #run({ bus, name }: RuleRecord): void {
    const rule = this.#buses.find(bus)?.rules.get(name);
    if (!rule) return;
    this.#routing.fire(
      rule,
      newEvent(this.#kernel, {
        source: "aws.events",
        detailType: "Scheduled Event",
        detail: {},
        resources: [rule.record.arn],
      }),
    );
    this.put(rule.record);
  }

  #nextRun({ schedule: text }: RuleRecord): number | undefined {
    if (text === undefined) return undefined;
    const schedule = parseRuleSchedule(text);
    const now = this.#kernel.clock.now();
    return schedule.kind === "rate" ? now + schedule.every : schedule.cron.next(now, "UTC");
  }
}

/** "If the value is equal to 1, then the unit must be singular". Above 1 it must be plural. */
const RATE_OF_WRONG_NUMBER = /^rate\((1 \w+s|(?!1 )\d+ \w+[^s])\)$/;

function parseRuleSchedule(text: string): Exclude<ScheduleExpression, { kind: "at" }> {
  const schedule = parseScheduleExpression(text);
  if (!schedule || schedule.kind === "at" || RATE_OF_WRONG_NUMBER.test(text)) {
    throw new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
  }
  return schedule;
}
