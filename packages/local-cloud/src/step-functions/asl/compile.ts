import { parseJson } from "../json-text.ts";
import { compileState } from "./compile-state.ts";
import type { Definition, Scope, State } from "./definition.ts";
import { Fields, isObject } from "./fields.ts";
import { invalidDefinition, type Problem, Problems } from "./problems.ts";

const MACHINE_FIELDS = new Set([
  "Comment",
  "StartAt",
  "States",
  "TimeoutSeconds",
  "Version",
  "QueryLanguage",
]);
const BRANCH_FIELDS = new Set(["Comment", "StartAt", "States"]);
const PROCESSOR_FIELDS = new Set([...BRANCH_FIELDS, "ProcessorConfig"]);
/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_STATE_NAME = 80;

/**
 * Checks and compiles a definition in the Amazon States Language.
 * @throws AwsError InvalidDefinition, with every state and field that AWS or this cloud does not
 * support.
 */
export function compileDefinition(text: string, type: "STANDARD" | "EXPRESS" = "STANDARD"): Definition {
  const { definition, problems } = analyse(text, type);
  if (problems.length > 0 || !definition) throw invalidDefinition(problems);
  return definition;
}

/** The same without throwing, for ValidateStateMachineDefinition. */
export function analyse(
  text: string,
  type: "STANDARD" | "EXPRESS",
): { definition: Definition | undefined; problems: readonly Problem[] } {
  let raw: unknown;
  try {
    raw = text === "" ? undefined : parseJson(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { definition: undefined, problems: [{ code: "INVALID_JSON_DESCRIPTION", message }] };
  }
  if (!isObject(raw)) {
    const message = "Definition must be a valid JSON object";
    return { definition: undefined, problems: [{ code: "SCHEMA_VALIDATION_FAILED", message }] };
  }
  const problems = new Problems(type === "EXPRESS");
  const machine = new Fields(raw, "/", problems);
  machine.only(MACHINE_FIELDS);
  machine.refuseJsonata();
  if (machine.has("Version") && machine.string("Version") !== "1.0") {
    machine.wrong("Version", "Value must be 1.0");
  }
  const timeoutSeconds = machine.number("TimeoutSeconds", { least: 1 });
  const scope = compileScope(machine, new Set());
  return {
    definition: timeoutSeconds === undefined ? { scope } : { scope, timeoutSeconds },
    problems: problems.list,
  };
}

/** A branch of a Parallel state. */
function compileBranch(raw: unknown, location: string, problems: Problems, names: Set<string>): Scope {
  const fields = new Fields(raw, location, problems);
  fields.only(BRANCH_FIELDS);
  return compileScope(fields, names);
}

/** The ItemProcessor (or the older Iterator) of a Map state. */
function compileProcessor(raw: unknown, location: string, problems: Problems, names: Set<string>): Scope {
  const fields = new Fields(raw, location, problems);
  fields.only(PROCESSOR_FIELDS);
  if (fields.has("ProcessorConfig")) {
    const config = new Fields(fields.get("ProcessorConfig"), fields.at("ProcessorConfig"), problems);
    if (config.get("Mode") === "DISTRIBUTED") {
      config.wrong("Mode", "Distributed Map states are not supported by the local cloud: use INLINE");
    } else {
      config.only(new Set(["Mode"]));
    }
  }
  return compileScope(fields, names);
}

/** `names` are the state names of the whole machine. They must be unique. */
function compileScope(fields: Fields, names: Set<string>): Scope {
  fields.require("States", "StartAt");
  const { problems } = fields;
  const startAt = fields.string("StartAt") ?? "";
  const states = new Map<string, State>();
  const raw = fields.get("States");
  if (fields.has("States") && !isObject(raw)) fields.wrong("States", "Expected value of type [Object]");
  const location = fields.at("States");
  for (const [name, body] of Object.entries(isObject(raw) ? raw : {})) {
    if (name.length > MAX_STATE_NAME) {
      problems.schema(`${location}/${name}`, `State name exceeds ${MAX_STATE_NAME} characters`);
    }
    if (names.has(name)) problems.schema(`${location}/${name}`, `Duplicate state name: ${name}`);
    names.add(name);
    const state = compileState(name, new Fields(body, `${location}/${name}`, problems), {
      branch: (inner, at) => compileBranch(inner, at, problems, names),
      processor: (inner, at) => compileProcessor(inner, at, problems, names),
    });
    if (state) states.set(name, state);
  }
  const declared = isObject(raw) ? new Set(Object.keys(raw)) : new Set<string>();
  if (fields.has("StartAt")) checkTransitions(startAt, states, declared, fields);
  return { startAt, states };
}

function checkTransitions(
  startAt: string,
  states: ReadonlyMap<string, State>,
  declared: ReadonlySet<string>,
  fields: Fields,
): void {
  const { problems } = fields;
  const missing = (target: string, at: string) => problems.transition(at, `Missing 'Next' target: ${target}`);
  if (!declared.has(startAt)) missing(startAt, fields.at("StartAt"));
  for (const state of states.values()) {
    for (const [target, pointer] of transitions(state)) {
      if (!declared.has(target)) missing(target, `${fields.at("States")}/${state.name}${pointer}`);
    }
  }
  const reached = new Set<string>();
  const open = [startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = states.get(name);
    if (state) for (const [target] of transitions(state)) open.push(target);
  }
  for (const name of declared) {
    if (reached.has(name)) continue;
    problems.transition(`${fields.at("States")}/${name}`, `State "${name}" is not reachable.`);
  }
}

function* transitions(state: State): Iterable<[target: string, pointer: string]> {
  if (state.next !== undefined) yield [state.next, "/Next"];
  if (state.type === "Choice") {
    for (const [index, { next }] of state.choices.entries()) yield [next, `/Choices[${index}]/Next`];
    if (state.default !== undefined) yield [state.default, "/Default"];
  }
  if (state.type === "Task" || state.type === "Parallel" || state.type === "Map") {
    for (const [index, { next }] of state.catch.entries()) yield [next, `/Catch[${index}]/Next`];
  }
}
