import type { Expression } from "../paths/expression.ts";
import { type Condition, compileCondition } from "./choice.ts";
import type { MapState, Scope, State, TaskState, WaitState } from "./definition.ts";
import { evaluationError } from "./failure.ts";
import { Fields } from "./fields.ts";
import { compileCatchers, compileRetriers } from "./recovery.ts";
import { compileResource } from "./resource.ts";
import { parseTimestamp } from "./timestamp.ts";

const BASE = ["Type", "Comment", "QueryLanguage"];
const FLOW = [...BASE, "InputPath", "OutputPath", "Next", "End"];
const RESULT = ["Parameters", "ResultPath"];
const RECOVERY = ["ResultSelector", "Retry", "Catch"];

const FIELDS: Readonly<Record<State["type"], ReadonlySet<string>>> = {
  Pass: new Set([...FLOW, ...RESULT, "Result"]),
  Task: new Set([
    ...FLOW,
    ...RESULT,
    ...RECOVERY,
    "Resource",
    "TimeoutSeconds",
    "TimeoutSecondsPath",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
  ]),
  Choice: new Set([...BASE, "InputPath", "OutputPath", "Choices", "Default"]),
  Wait: new Set([...FLOW, "Seconds", "SecondsPath", "Timestamp", "TimestampPath"]),
  Succeed: new Set([...BASE, "InputPath", "OutputPath"]),
  Fail: new Set([...BASE, "Error", "ErrorPath", "Cause", "CausePath"]),
  Parallel: new Set([...FLOW, ...RESULT, ...RECOVERY, "Branches"]),
  Map: new Set([
    ...FLOW,
    ...RESULT,
    ...RECOVERY,
    "ItemsPath",
    "ItemSelector",
    "ItemProcessor",
    "Iterator",
    "MaxConcurrency",
    "MaxConcurrencyPath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
  ]),
};

const UNSUPPORTED: Readonly<Record<string, string>> = {
  Assign: "Assign (variables) is not supported by the local cloud",
  Arguments: "Arguments belongs to JSONata, which is not supported by the local cloud: use Parameters",
  Output:
    "Output belongs to JSONata, which is not supported by the local cloud: use ResultSelector and OutputPath",
  Items: "Items belongs to JSONata, which is not supported by the local cloud: use ItemsPath",
  Condition: "Condition belongs to JSONata, which is not supported by the local cloud: use Variable",
  Credentials: "Credentials (cross-account access) is not supported by the local cloud",
  ItemReader: "ItemReader (distributed maps) is not supported by the local cloud",
  ItemBatcher: "ItemBatcher (distributed maps) is not supported by the local cloud",
  ResultWriter: "ResultWriter (distributed maps) is not supported by the local cloud",
  Label: "Label (distributed maps) is not supported by the local cloud",
};

const MAX_WAIT_SECONDS = 99_999_999;

/** Compiles the scopes inside a state. */
interface NestedScopes {
  branch(raw: unknown, location: string): Scope;
  processor(raw: unknown, location: string): Scope;
}

export function compileState(name: string, fields: Fields, nested: NestedScopes): State | undefined {
  fields.require("Type");
  const type = fields.string("Type");
  if (type === undefined) return undefined;
  if (!Object.hasOwn(FIELDS, type)) {
    fields.wrong("Type", `Value is not a valid state type: ${type}`);
    return undefined;
  }
  const kind = type as State["type"];
  fields.only(FIELDS[kind], UNSUPPORTED);
  fields.refuseJsonata();
  const common = {
    name,
    inputPath: fields.filter("InputPath"),
    outputPath: fields.filter("OutputPath"),
    next: FIELDS[kind].has("Next") ? nextOf(fields) : undefined,
  };
  switch (kind) {
    case "Pass":
      return {
        type: kind,
        ...common,
        result: fields.has("Result") ? { value: fields.get("Result") } : undefined,
        parameters: fields.template("Parameters"),
        resultPath: fields.resultPath(),
      };
    case "Task":
      return { type: kind, ...common, ...taskOf(fields), ...recoveryOf(fields) };
    case "Choice":
      return { type: kind, ...common, choices: choicesOf(fields), default: fields.string("Default") };
    case "Wait":
      return { type: kind, ...common, until: waitOf(fields) };
    case "Succeed":
      return { type: kind, ...common };
    case "Fail":
      return { type: kind, ...common, error: textOf(fields, "Error"), cause: textOf(fields, "Cause") };
    case "Parallel": {
      fields.require("Branches");
      const branches = fields
        .list("Branches")
        .map((branch, index) => nested.branch(branch, `${fields.at("Branches")}[${index}]`));
      const parameters = fields.template("Parameters");
      return {
        type: kind,
        ...common,
        branches,
        parameters,
        resultPath: fields.resultPath(),
        ...recoveryOf(fields),
      };
    }
    case "Map":
      return { type: kind, ...common, ...mapOf(fields, nested), ...recoveryOf(fields) };
  }
}

function nextOf(fields: Fields): string | undefined {
  const isEnd = fields.get("End") === true;
  if (fields.has("Next") === isEnd) {
    fields.problems.schema(fields.location, "Exactly one of the fields [Next, End] is required");
  }
  if (fields.has("End") && typeof fields.get("End") !== "boolean") {
    fields.wrong("End", "Expected value of type [Boolean]");
  }
  return isEnd ? undefined : fields.string("Next");
}

function recoveryOf(fields: Fields) {
  return {
    resultSelector: fields.template("ResultSelector"),
    retry: compileRetriers(fields),
    catch: compileCatchers(fields),
  };
}

type TaskFields = Pick<TaskState, "resource" | "parameters" | "resultPath" | "timeout" | "heartbeat">;

function taskOf(fields: Fields): TaskFields {
  fields.require("Resource");
  const resource = compileResource(fields);
  const timeout = quantity(fields, "TimeoutSeconds", 1);
  const heartbeat = quantity(fields, "HeartbeatSeconds", 1);
  if (heartbeat && !(resource.kind === "integration" && resource.pattern === "waitForTaskToken")) {
    fields.wrong(
      fields.has("HeartbeatSeconds") ? "HeartbeatSeconds" : "HeartbeatSecondsPath",
      "HeartbeatSeconds is supported by the local cloud for .waitForTaskToken only: nothing else can send heartbeats",
    );
  }
  const [limit, beat] = [fields.get("TimeoutSeconds"), fields.get("HeartbeatSeconds")];
  if (typeof limit === "number" && typeof beat === "number" && beat >= limit) {
    fields.wrong("HeartbeatSeconds", "Value must be smaller than TimeoutSeconds");
  }
  const parameters = fields.template("Parameters");
  if (resource.kind === "integration" && !parameters) fields.require("Parameters");
  return { resource, parameters, resultPath: fields.resultPath(), timeout, heartbeat };
}

/** A number from `Name`, or from the path in `NamePath`. */
function quantity(fields: Fields, name: string, least: number): Expression | undefined {
  const byPath = `${name}Path`;
  fields.oneOf([name, byPath], false);
  const literal = fields.number(name, { least, integer: name !== "ToleratedFailurePercentage" });
  if (literal !== undefined) return () => literal;
  const path = fields.referencePath(byPath);
  if (!path) return undefined;
  return (input, evaluation) => {
    const value = path(input, evaluation);
    if (typeof value === "number" && value >= least) return value;
    throw evaluationError(
      `The ${byPath} parameter does not reference a valid number: ${fields.string(byPath)} == ${JSON.stringify(value)}`,
    );
  };
}

function choicesOf(fields: Fields): { condition: Condition; next: string }[] {
  fields.require("Choices");
  const rules = fields.list("Choices");
  if (fields.has("Choices") && rules.length === 0) fields.wrong("Choices", "Expected a list of choice rules");
  return rules.map((raw, index) => {
    const rule = new Fields(raw, `${fields.at("Choices")}[${index}]`, fields.problems);
    rule.require("Next");
    return { condition: compileCondition(rule, ["Next"]), next: rule.string("Next") ?? "" };
  });
}

function waitOf(fields: Fields): WaitState["until"] {
  fields.oneOf(["Seconds", "SecondsPath", "Timestamp", "TimestampPath"], true);
  const seconds = fields.number("Seconds", { least: 0 });
  if (seconds !== undefined) {
    if (seconds > MAX_WAIT_SECONDS) fields.wrong("Seconds", `Value exceeds ${MAX_WAIT_SECONDS}`);
    return (_input, _evaluation, now) => now + seconds * 1000;
  }
  const timestamp = fields.string("Timestamp");
  if (timestamp !== undefined) {
    const time = parseTimestamp(timestamp);
    if (time === undefined) fields.wrong("Timestamp", "Value is not a valid RFC 3339 timestamp");
    return () => time ?? 0;
  }
  const secondsPath = fields.referencePath("SecondsPath");
  if (secondsPath) {
    return (input, evaluation, now) => {
      const value = secondsPath(input, evaluation);
      if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_WAIT_SECONDS) {
        return now + (value as number) * 1000;
      }
      throw evaluationError(
        `The SecondsPath parameter does not reference a valid integer: ${fields.string("SecondsPath")} == ${JSON.stringify(value)}`,
      );
    };
  }
  const timestampPath = fields.referencePath("TimestampPath");
  return (input, evaluation, now) => {
    const value = timestampPath?.(input, evaluation);
    const time = parseTimestamp(value);
    if (time !== undefined) return Math.max(time, now);
    throw evaluationError(
      `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${fields.string("TimestampPath")} == ${JSON.stringify(value)}`,
    );
  };
}

/** Error or Cause of a Fail state: a literal or a path. */
function textOf(fields: Fields, name: "Error" | "Cause"): Expression | undefined {
  const byPath = `${name}Path`;
  fields.oneOf([name, byPath], false);
  const literal = fields.string(name);
  if (literal !== undefined) return () => literal;
  const path = fields.pathOrIntrinsic(byPath);
  if (!path) return undefined;
  return (input, evaluation) => {
    const value = path(input, evaluation);
    if (typeof value === "string") return value;
    throw evaluationError(`The ${byPath} parameter does not reference a string: ${JSON.stringify(value)}`);
  };
}

type MapFields = Omit<
  MapState,
  "type" | "name" | "inputPath" | "outputPath" | "next" | "resultSelector" | "retry" | "catch"
>;

function mapOf(fields: Fields, nested: NestedScopes): MapFields {
  fields.oneOf(["ItemProcessor", "Iterator"], true);
  fields.oneOf(["ItemSelector", "Parameters"], false);
  const processor = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
  return {
    itemsPath: fields.path("ItemsPath") ?? ((input) => input),
    itemSelector: fields.template("ItemSelector") ?? fields.template("Parameters"),
    processor: nested.processor(fields.get(processor) ?? {}, fields.at(processor)),
    maxConcurrency: quantity(fields, "MaxConcurrency", 0) ?? (() => 0),
    toleratedFailureCount: quantity(fields, "ToleratedFailureCount", 0),
    toleratedFailurePercentage: quantity(fields, "ToleratedFailurePercentage", 0),
    resultPath: fields.resultPath(),
  };
}
