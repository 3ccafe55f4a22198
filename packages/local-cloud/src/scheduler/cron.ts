import { fromWallClock, toWallClock } from "./time-zone.ts";

/** A parsed cron expression of EventBridge. */
export interface Cron {
  /** The first run after `after` (milliseconds); undefined if there is none. */
  next(after: number, timeZone: string): number | undefined;
}

/** Returns true if a day matches. `last` is the number of days in its month. */
type DayTest = (day: number, weekday: number, last: number, firstWeekday: number) => boolean;

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split(" ");
const MINUTE_MS = 60_000;

/**
 * Parses `minutes hours day-of-month month day-of-week year`; undefined when it is not valid.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
 */
export function parseCron(expression: string): Cron | undefined {
  const fields = expression.trim().split(/\s+/);
  const [minuteField, hourField, dayField, monthField, weekdayField, yearField] = fields;
  if (fields.length !== 6) return undefined;
  const minutes = parseField(minuteField ?? "", 0, 59);
  const hours = parseField(hourField ?? "", 0, 23);
  const months = parseField(monthField ?? "", 1, 12, MONTHS);
  const years = parseField(yearField ?? "", 1970, 2199);
  const day = parseDay(dayField ?? "", weekdayField ?? "");
  if (!minutes || !hours || !months || !years || !day) return undefined;
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  return {
    next(after, timeZone) {
      const from = toWallClock(after, timeZone);
      for (const wall of wallClockTimes(years, months, day, times, from)) {
        const instant = fromWallClock(wall, timeZone);
        // A time that the clocks skip in spring is not run. A time that they repeat in autumn is
        // run once.
        if (instant !== undefined && instant > after) return instant;
      }
      return undefined;
    },
  };
}

/**
 * All times from the day of `from` on, in order. `times` are minutes of the day in ascending order.
 */
function* wallClockTimes(
  years: number[],
  months: number[],
  isDay: DayTest,
  times: number[],
  from: number,
): Generator<number> {
  const start = new Date(from);
  const startOfDay = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  for (const year of years) {
    if (year < start.getUTCFullYear()) continue;
    for (const month of months) {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      if (Date.UTC(year, month - 1, last) < startOfDay) continue;
      const firstWeekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1;
      for (let day = 1; day <= last; day += 1) {
        const midnight = Date.UTC(year, month - 1, day);
        const weekday = ((firstWeekday + day - 2) % 7) + 1;
        if (midnight < startOfDay || !isDay(day, weekday, last, firstWeekday)) continue;
        for (const minute of times) {
          const wall = midnight + minute * MINUTE_MS;
          if (wall > from - 2 * 60 * MINUTE_MS) yield wall;
        }
      }
    }
  }
}

/**
 * "You can't specify the Day-of-month and Day-of-week fields in the same cron expression": one is a
 * `?`.
 */
function parseDay(dayField: string, weekdayField: string): DayTest | undefined {
  if (weekdayField === "?") return parseDayOfMonth(dayField);
  if (dayField === "?") return parseDayOfWeek(weekdayField);
  return undefined;
}

function parseDayOfMonth(field: string): DayTest | undefined {
  if (field === "L") return (day, _weekday, last) => day === last;
  if (field === "LW") {
    return (day, _weekday, last, first) => day === nearestWeekday(last, last, first);
  }
  const nearest = /^(\d+)W$/.exec(field);
  if (nearest) {
    const wanted = Number(nearest[1]);
    if (wanted < 1 || wanted > 31) return undefined;
    return (day, _weekday, last, first) => wanted <= last && day === nearestWeekday(wanted, last, first);
  }
  const days = parseField(field, 1, 31);
  if (!days) return undefined;
  const set = new Set(days);
  return (day) => set.has(day);
}

function parseDayOfWeek(field: string): DayTest | undefined {
  if (field === "L") return (_day, weekday) => weekday === 7;
  const lastOne = /^(\w+)L$/.exec(field);
  if (lastOne) {
    const wanted = parseField(lastOne[1] ?? "", 1, 7, WEEKDAYS);
    if (wanted?.length !== 1) return undefined;
    return (day, weekday, last) => weekday === wanted[0] && day > last - 7;
  }
  const nth = /^(\w+)#([1-5])$/.exec(field);
  if (nth) {
    const wanted = parseField(nth[1] ?? "", 1, 7, WEEKDAYS);
    const week = Number(nth[2]);
    if (wanted?.length !== 1) return undefined;
    return (day, weekday) => weekday === wanted[0] && Math.ceil(day / 7) === week;
  }
  const weekdays = parseField(field, 1, 7, WEEKDAYS);
  if (!weekdays) return undefined;
  const set = new Set(weekdays);
  return (_day, weekday) => set.has(weekday);
}

/** The weekday (Monday to Friday) nearest to `wanted` within the month. */
function nearestWeekday(wanted: number, last: number, firstWeekday: number): number {
  const weekday = ((firstWeekday + wanted - 2) % 7) + 1;
  if (weekday === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 1) return wanted === last ? wanted - 2 : wanted + 1;
  return wanted;
}

/** The values of a field in ascending order; undefined when it is malformed. */
function parseField(field: string, min: number, max: number, names: string[] = []): number[] | undefined {
  const values = new Set<number>();
  for (const item of field.split(",")) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item);
    if (!match) return undefined;
    const [, first = "", second, stepText] = match;
    const step = stepText === undefined ? 1 : Number(stepText);
    const from = first === "*" ? min : valueOf(first, names, min);
    const openEnded = first === "*" || stepText !== undefined;
    const to = second === undefined ? (openEnded ? max : from) : valueOf(second, names, min);
    if (from === undefined || to === undefined || step < 1) return undefined;
    if (from < min || to < min || from > max || to > max) return undefined;
    if (first === "*" && second !== undefined) return undefined;
    // A range may wrap around, as 20-2 for the hours of a night. Years do not wrap.
    const span = max - min + 1;
    if (from > to && span > 60) return undefined;
    const end = from > to ? to + span : to;
    for (let value = from; value <= end; value += step) values.add(value > max ? value - span : value);
  }
  return [...values].sort((a, b) => a - b);
}

function valueOf(text: string, names: string[], min: number): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names.indexOf(text.toUpperCase());
  return index < 0 ? undefined : index + min;
}
