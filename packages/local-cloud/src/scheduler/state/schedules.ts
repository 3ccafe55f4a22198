import { Deliveries } from "../../event-bridge/delivery/deliveries.ts";
import type { Cancel } from "../../kernel/clock.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { invocationOf } from "../invocation.ts";
import { parseScheduleExpression } from "../schedule-expression.ts";
import { fromWallClock } from "../time-zone.ts";
import type { GroupRecord, ScheduleRecord } from "./records.ts";

const DEFAULT_GROUP = "default";
const MINUTE_MS = 60_000;

/** All schedules and groups, in memory and in the store, and the timers of future runs. */
export class Schedules {
  readonly #kernel: Kernel;
  readonly #deliveries: Deliveries;
  readonly #records: Collection<ScheduleRecord>;
  readonly #groupRecords: Collection<GroupRecord>;
  readonly #schedules = new Map<string, ScheduleRecord>();
  readonly #groups = new Map<string, GroupRecord>();
  readonly #timers = new Map<string, Cancel>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#deliveries = new Deliveries(kernel, "scheduler.deliveries");
    this.#records = kernel.store.collection("scheduler.schedules");
    this.#groupRecords = kernel.store.collection("scheduler.groups");
    for (const [key, record] of this.#records.load()) this.#schedules.set(key, record);
    for (const [name, record] of this.#groupRecords.load()) this.#groups.set(name, record);
    if (!this.#groups.has(DEFAULT_GROUP)) this.createGroup(DEFAULT_GROUP);
  }

  /** Sets the timers. Runs missed meanwhile are made up for by one. */
  resume(): void {
    this.#deliveries.resume();
    for (const record of this.#schedules.values()) this.#arm(record);
  }

  all(): ScheduleRecord[] {
    return [...this.#schedules.values()];
  }

  find(group: string, name: string): ScheduleRecord | undefined {
    return this.#schedules.get(keyOf(group, name));
  }

  get(group: string, name: string): ScheduleRecord {
    const record = this.find(group, name);
    if (!record) throw notFound(`Schedule ${name} does not exist.`);
    return record;
  }

  /** Stores a new or changed schedule. Its next run is computed from now. */
  put(record: ScheduleRecord): void {
    const { next: _before, ...rest } = record;
    this.#store(this.#withNext(rest, this.#firstRun(rest)));
  }

  remove(record: ScheduleRecord): void {
    const key = keyOf(record.group, record.name);
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    this.#schedules.delete(key);
    this.#records.delete(key);
  }

  groups(): GroupRecord[] {
    return [...this.#groups.values()];
  }

  findGroup(name: string): GroupRecord | undefined {
    return this.#groups.get(name);
  }

  getGroup(name: string): GroupRecord {
    const group = this.#groups.get(name);
    if (!group) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  }

  createGroup(name: string): GroupRecord {
    const now = this.#kernel.clock.now();
    const arn = this.#kernel.arn("scheduler", `schedule-group/${name}`);
    const record: GroupRecord = { name, arn, createdAt: now, modifiedAt: now };
    this.#groups.set(name, record);
    this.#groupRecords.put(name, record);
    return record;
  }

  /** Removes the group with its schedules. */
  removeGroup(group: GroupRecord): void {
    for (const record of this.all()) if (record.group === group.name) this.remove(record);
    this.#groups.delete(group.name);
    this.#groupRecords.delete(group.name);
  }

  #store(record: ScheduleRecord): void {
    const key = keyOf(record.group, record.name);
    this.#schedules.set(key, record);
    this.#records.put(key, record);
    this.#arm(record);
  }

  #arm(record: ScheduleRecord): void {
    const key = keyOf(record.group, record.name);
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    if (!record.next || record.state === "DISABLED") return;
    this.#timers.set(
      key,
      this.#kernel.clock.schedule(
        record.next.fireAt,
        () => this.#run(record),
        record.expression.startsWith("at(") ? "once" : "recurring",
      ),
    );
  }

  /** The run and the next run, or the end of the schedule, are one transaction of the store. */
  #run(record: ScheduleRecord): void {
    const { next, ...rest } = record;
    if (!next) return;
    this.#kernel.meter.record("scheduler", "Invocation", { invocations: 1 });
    this.#deliveries.accept([invocationOf(this.#kernel, record, next.scheduledAt)]);
    const following = this.#runAfter(rest, Math.max(next.scheduledAt, this.#kernel.clock.now()));
    if (following === undefined && record.afterCompletion === "DELETE") this.remove(record);
    else this.#store(this.#withNext(rest, following));
  }

  #withNext(record: ScheduleRecord, scheduledAt: number | undefined): ScheduleRecord {
    if (scheduledAt === undefined) return record;
    const within = Math.floor(this.#kernel.random.next() * record.windowMinutes * MINUTE_MS);
    return { ...record, next: { scheduledAt, fireAt: scheduledAt + within } };
  }

  #firstRun(record: ScheduleRecord): number | undefined {
    const schedule = parse(record);
    if (schedule.kind === "at") return fromWallClock(schedule.wall, record.timeZone);
    // "If you do not provide a StartDate for your rate-based schedule, your schedule starts
    // invoking its target immediately". In both cases the start itself may be a run.
    return this.#runAfter(record, record.modifiedAt - 1);
  }

  /** The first run of a recurring schedule after `after`, within its dates. */
  #runAfter(record: ScheduleRecord, after: number): number | undefined {
    const schedule = parse(record);
    if (schedule.kind === "at") return undefined;
    const start = record.startsAt ?? (schedule.kind === "rate" ? record.modifiedAt : 0);
    const from = Math.max(after, start - 1);
    const run =
      schedule.kind === "cron"
        ? schedule.cron.next(from, record.timeZone)
        : start + Math.ceil((from + 1 - start) / schedule.every) * schedule.every;
    return run === undefined || (record.endsAt !== undefined && run > record.endsAt) ? undefined : run;
  }
}

function parse({ expression }: ScheduleRecord) {
  const schedule = parseScheduleExpression(expression);
  if (!schedule) throw new AwsError("ValidationException", `Invalid Schedule Expression ${expression}.`);
  return schedule;
}

function keyOf(group: string, name: string): string {
  return `${group}/${name}`;
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, { status: 404 });
}
