/**
 * Converts between UTC and the wall clock of IANA time zones. Wall-clock times are milliseconds as
 * if they were UTC.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

export function toWallClock(utc: number, timeZone: string): number {
  return timeZone === "UTC" ? utc : utc + offsetAt(utc, timeZone);
}

/**
 * The first instant at which the zone's clocks show `wall`; undefined if they skip it in spring.
 */
export function fromWallClock(wall: number, timeZone: string): number | undefined {
  if (timeZone === "UTC") return wall;
  const day = 86_400_000;
  const offsets = [offsetAt(wall - day, timeZone), offsetAt(wall + day, timeZone)];
  const instants = offsets
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, timeZone) === wall);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

function offsetAt(utc: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(utc)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}
