import { type Cron, parseCron } from "./cron.ts";

/**
 * A parsed schedule expression. Times are milliseconds; `wall` is a wall-clock time in the
 * schedule's time zone.
 */
export type ScheduleExpression =
  | { kind: "at"; wall: number }
  | { kind: "rate"; every: number }
  | { kind: "cron"; cron: Cron };

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Parses `at(…)`, `rate(…)` and `cron(…)`; undefined when malformed. */
export function parseScheduleExpression(text: string): ScheduleExpression | undefined {
  const match = /^(at|rate|cron)\((.*)\)$/.exec(text);
  const [, kind, argument = ""] = match ?? [];
  if (kind === "at") {
    const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(argument)
      ? Date.parse(`${argument}Z`)
      : Number.NaN;
    return Number.isNaN(wall) ? undefined : { kind, wall };
  }
  if (kind === "rate") {
    const [, amount, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(argument) ?? [];
    if (amount === undefined) return undefined;
    return { kind, every: Number(amount) * (UNIT_MS[unit ?? ""] ?? 0) };
  }
  if (kind === "cron") {
    const cron = parseCron(argument);
    return cron && { kind, cron };
  }
  return undefined;
}
