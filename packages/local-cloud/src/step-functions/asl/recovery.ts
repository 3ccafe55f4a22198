import type { Catcher, Retrier } from "./definition.ts";
import { Fields } from "./fields.ts";

const RETRIER_FIELDS = new Set([
  "ErrorEquals",
  "IntervalSeconds",
  "BackoffRate",
  "MaxAttempts",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
]);
const CATCHER_FIELDS = new Set(["ErrorEquals", "Next", "ResultPath", "Comment"]);
const UNSUPPORTED = {
  Assign: "Assign (variables) is not supported by the local cloud",
  Output: "Output belongs to JSONata, which is not supported by the local cloud",
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
export function compileRetriers(state: Fields): Retrier[] {
  const retriers = state.list("Retry").map((raw, index): Retrier => {
    const fields = new Fields(raw, `${state.at("Retry")}[${index}]`, state.problems);
    fields.only(RETRIER_FIELDS);
    const jitter = fields.string("JitterStrategy");
    if (jitter !== undefined && jitter !== "FULL" && jitter !== "NONE") {
      fields.wrong("JitterStrategy", "Value must be one of [FULL, NONE]");
    }
    return {
      errorEquals: errorNames(fields),
      intervalSeconds: fields.number("IntervalSeconds", { least: 1 }) ?? 1,
      backoffRate: fields.number("BackoffRate", { least: 1, integer: false }) ?? 2,
      maxAttempts: fields.number("MaxAttempts", { least: 0 }) ?? 3,
      maxDelaySeconds: fields.number("MaxDelaySeconds", { least: 1 }),
      fullJitter: jitter === "FULL",
    };
  });
  wildcardComesLast(state, "Retry", retriers);
  return retriers;
}

export function compileCatchers(state: Fields): Catcher[] {
  const catchers = state.list("Catch").map((raw, index): Catcher => {
    const fields = new Fields(raw, `${state.at("Catch")}[${index}]`, state.problems);
    fields.only(CATCHER_FIELDS, UNSUPPORTED);
    fields.require("Next");
    return {
      errorEquals: errorNames(fields),
      next: fields.string("Next") ?? "",
      resultPath: fields.resultPath(),
    };
  });
  wildcardComesLast(state, "Catch", catchers);
  return catchers;
}

function errorNames(fields: Fields): string[] {
  fields.require("ErrorEquals");
  const names = fields.list("ErrorEquals").filter((name) => typeof name === "string");
  if (fields.has("ErrorEquals") && names.length === 0) {
    fields.wrong("ErrorEquals", "Expected a list of error names that is not empty");
  }
  return names;
}

function wildcardComesLast(
  state: Fields,
  field: string,
  rules: readonly { errorEquals: readonly string[] }[],
): void {
  rules.forEach(({ errorEquals }, index) => {
    if (!errorEquals.includes("States.ALL")) return;
    if (errorEquals.length > 1 || index < rules.length - 1) {
      state.problems.schema(
        `${state.at(field)}[${index}]/ErrorEquals`,
        "States.ALL must appear alone and at the end of the list",
      );
    }
  });
}
