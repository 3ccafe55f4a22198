import { describe, expect, test } from "vitest";
import { TestStepFunctions } from "./support.ts";

const BEFORE = "2026-01-01T00:00:00Z";
const AFTER = "2026-01-02T00:00:00+01:00";

/** [comparison, value of $.v, expected result] */
const COMPARISONS: [rule: Record<string, unknown>, value: unknown, holds: boolean][] = [
  [{ StringEquals: "a" }, "a", true],
  [{ StringEquals: "a" }, "b", false],
  [{ StringEquals: "1" }, 1, false],
  [{ StringLessThan: "b" }, "a", true],
  [{ StringLessThan: "a" }, "a", false],
  [{ StringLessThanEquals: "a" }, "a", true],
  [{ StringGreaterThan: "a" }, "b", true],
  [{ StringGreaterThanEquals: "b" }, "b", true],
  [{ StringMatches: "log-*.txt" }, "log-7.txt", true],
  [{ StringMatches: "log-*.txt" }, "log-7xtxt", false],
  [{ StringMatches: String.raw`a\*b` }, "a*b", true],
  [{ StringMatches: String.raw`a\*b` }, "axb", false],
  [{ StringMatches: "*" }, 7, false],
  [{ NumericEquals: 1 }, 1, true],
  [{ NumericEquals: 1 }, "1", false],
  [{ NumericLessThan: 2 }, 1.5, true],
  [{ NumericLessThanEquals: 2 }, 2, true],
  [{ NumericGreaterThan: 2 }, 2, false],
  [{ NumericGreaterThanEquals: 2 }, 2, true],
  [{ BooleanEquals: true }, true, true],
  [{ BooleanEquals: false }, 0, false],
  [{ TimestampEquals: BEFORE }, "2026-01-01T01:00:00+01:00", true],
  [{ TimestampLessThan: AFTER }, BEFORE, true],
  [{ TimestampLessThanEquals: BEFORE }, BEFORE, true],
  [{ TimestampGreaterThan: BEFORE }, AFTER, true],
  [{ TimestampGreaterThanEquals: AFTER }, BEFORE, false],
  [{ TimestampEquals: BEFORE }, "yesterday", false],
  [{ IsNull: true }, null, true],
  [{ IsNull: false }, null, false],
  [{ IsNull: false }, 0, true],
  [{ IsPresent: true }, null, true],
  [{ IsNumeric: true }, 1, true],
  [{ IsNumeric: true }, "1", false],
  [{ IsString: true }, "", true],
  [{ IsBoolean: true }, "true", false],
  [{ IsBoolean: false }, "true", true],
  [{ IsTimestamp: true }, BEFORE, true],
  [{ IsTimestamp: true }, "2026-01-01", false],
];

describe("a Choice rule", () => {
  const shop = new TestStepFunctions();
  const holds = async (rule: Record<string, unknown>, input: unknown) => {
    const { output, error, cause } = await shop.run(
      {
        StartAt: "Choose",
        States: {
          Choose: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
          Yes: { Type: "Pass", Result: true, End: true },
          No: { Type: "Pass", Result: false, End: true },
        },
      },
      input,
    );
    return output ?? { error, cause };
  };

  test.each(COMPARISONS)("%j compares %j: %s", async (rule, value, expected) => {
    expect(await holds({ Variable: "$.v", ...rule }, { v: value })).toBe(expected);
    // The same by path, and negated by Not.
    const [operator, operand] = Object.entries(rule)[0] ?? ["", undefined];
    if (!operator.startsWith("Is") && operator !== "StringMatches") {
      const byPath = { Variable: "$.v", [`${operator}Path`]: "$.w" };
      expect(await holds(byPath, { v: value, w: operand })).toBe(expected);
    }
    expect(await holds({ Not: { Variable: "$.v", ...rule } }, { v: value })).toBe(!expected);
  });

  test("combines rules with And, Or and Not", async () => {
    const positive = { Variable: "$.n", NumericGreaterThan: 0 };
    const small = { Variable: "$.n", NumericLessThan: 10 };
    expect(await holds({ And: [positive, small] }, { n: 5 })).toBe(true);
    expect(await holds({ And: [positive, { Not: small }] }, { n: 5 })).toBe(false);
    expect(await holds({ Or: [{ Not: positive }, small] }, { n: 5 })).toBe(true);
  });

  test("knows an absent value only with IsPresent", async () => {
    expect(await holds({ Variable: "$.v", IsPresent: false }, {})).toBe(true);
    expect(await holds({ Variable: "$.a.b", IsPresent: true }, { a: 1 })).toBe(false);
    expect(await holds({ Variable: "$.v", StringEquals: "a" }, {})).toEqual({
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Choose' (entered at the event id #2). " +
        "Invalid path '$.v': The choice state's condition path references an invalid value.",
    });
  });

  test("can look at the context object", async () => {
    expect(await holds({ Variable: "$$.State.Name", StringEquals: "Choose" }, {})).toBe(true);
  });

  test("that matches nothing, without a Default, fails with States.NoChoiceMatched", async () => {
    const outcome = await shop.run(
      {
        StartAt: "Choose",
        States: {
          Choose: { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: 1, Next: "Yes" }] },
          Yes: { Type: "Succeed" },
        },
      },
      { n: 2 },
    );
    expect(outcome).toMatchObject({ status: "FAILED", error: "States.NoChoiceMatched" });
  });
});
