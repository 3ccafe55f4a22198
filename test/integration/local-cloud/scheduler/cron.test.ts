import { describe, expect, test } from "vitest";
import { parseCron } from "../../../../packages/local-cloud/src/scheduler/cron.ts";

/** The next runs of `expression` after `from`, in UTC without seconds. */
function runs(expression: string, from: string, count: number, timeZone = "UTC"): string[] {
  const cron = parseCron(expression);
  const found: string[] = [];
  let after = Date.parse(from);
  for (let run = 0; run < count; run += 1) {
    const next = cron?.next(after, timeZone);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
  return found;
}

describe("cron", () => {
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
  test.each<[expression: string, next: string[]]>([
    ["0 10 * * ? *", ["2026-01-01T10:00", "2026-01-02T10:00"]],
    ["15 12 * * ? *", ["2026-01-01T12:15", "2026-01-02T12:15"]],
    ["0 18 ? * MON-FRI *", ["2026-01-01T18:00", "2026-01-02T18:00", "2026-01-05T18:00"]],
    ["0 8 1 * ? *", ["2026-01-01T08:00", "2026-02-01T08:00"]],
    ["0/15 * * * ? *", ["2026-01-01T00:15", "2026-01-01T00:30", "2026-01-01T00:45"]],
    ["0/10 * ? * MON-FRI *", ["2026-01-01T00:10", "2026-01-01T00:20"]],
    ["0/5 8-17 ? * MON-FRI *", ["2026-01-01T08:00", "2026-01-01T08:05"]],
    [
      "0/30 20-2 ? * MON-FRI *",
      ["00:30", "01:00", "01:30", "02:00", "02:30", "20:00"].map((time) => `2026-01-01T${time}`),
    ],
    ["0 0 ? * SAT-MON *", ["2026-01-03T00:00", "2026-01-04T00:00", "2026-01-05T00:00", "2026-01-10T00:00"]],
    ["0 9 ? * 2#1 *", ["2026-01-05T09:00", "2026-02-02T09:00"]],
    ["0 9 ? * TUE#5 *", ["2026-03-31T09:00", "2026-06-30T09:00"]],
    ["15 10 ? * 6L 2026-2027", ["2026-01-30T10:15", "2026-02-27T10:15"]],
    ["0 0 L * ? *", ["2026-01-31T00:00", "2026-02-28T00:00", "2026-03-31T00:00"]],
    ["0 0 ? * L *", ["2026-01-03T00:00", "2026-01-10T00:00"]],
    ["0 0 1W * ? *", ["2026-02-02T00:00", "2026-03-02T00:00", "2026-04-01T00:00", "2026-05-01T00:00"]],
    ["0 0 15W * ? *", ["2026-01-15T00:00", "2026-02-16T00:00", "2026-03-16T00:00"]],
    ["0 0 31W * ? *", ["2026-01-30T00:00", "2026-03-31T00:00", "2026-05-29T00:00"]],
    ["0 0 LW * ? *", ["2026-01-30T00:00", "2026-02-27T00:00"]],
    ["0 0 29 2 ? *", ["2028-02-29T00:00", "2032-02-29T00:00"]],
    ["5,35 14 1,15 JAN,jul ? *", ["2026-01-01T14:05", "2026-01-01T14:35", "2026-01-15T14:05"]],
    ["0 0 1 1 ? 2030/10", ["2030-01-01T00:00", "2040-01-01T00:00"]],
    ["0 0 1 1 ? 2026", []],
    ["0 0 1 1 ? 2025", []],
    ["0 0 1-5/2 2 ? *", ["2026-02-01T00:00", "2026-02-03T00:00", "2026-02-05T00:00", "2027-02-01T00:00"]],
  ])("%s", (expression, next) => {
    expect(runs(expression, "2026-01-01T00:00:00Z", Math.max(next.length, 1))).toEqual(next);
  });

  test.each([
    "0 10 * * * *",
    "0 10 ? * ? *",
    "0 10 * * ?",
    "60 10 * * ? *",
    "0 24 * * ? *",
    "0 0 0 * ? *",
    "0 0 32 * ? *",
    "0 0 1 13 ? *",
    "0 0 ? * 8 *",
    "0 0 ? * 2#6 *",
    "0 0 ? * MON-TUE#1 *",
    "0 0 1 1 ? 1969",
    "a 0 1 1 ? *",
    "*/0 0 1 1 ? *",
    "*-5 0 1 1 ? *",
    "0 0 32W * ? *",
    "0 0 1 1 ? 2030-2029",
    "",
  ])("%j is not valid", (expression) => {
    expect(parseCron(expression)).toBeUndefined();
  });

  test("runs by the wall clock of its time zone", () => {
    expect(runs("0 9 * * ? *", "2026-03-06T12:00:00Z", 4, "America/New_York")).toEqual([
      "2026-03-06T14:00",
      "2026-03-07T14:00",
      "2026-03-08T13:00",
      "2026-03-09T13:00",
    ]);
    expect(runs("30 0 1 * ? *", "2026-01-15T00:00:00Z", 2, "Asia/Kolkata")).toEqual([
      "2026-01-31T19:00",
      "2026-02-28T19:00",
    ]);
  });

  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
  test("skips a time that the clocks skip in spring, and runs once at one they repeat in autumn", () => {
    expect(runs("30 2 * * ? *", "2026-03-07T00:00:00Z", 2, "America/New_York")).toEqual([
      "2026-03-07T07:30",
      "2026-03-09T06:30",
    ]);
    expect(runs("30 1 * * ? *", "2026-10-31T12:00:00Z", 2, "America/New_York")).toEqual([
      "2026-11-01T05:30",
      "2026-11-02T06:30",
    ]);
  });
});
