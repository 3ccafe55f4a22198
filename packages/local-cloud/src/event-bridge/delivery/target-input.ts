import type { TargetOptions } from "../../kernel/targets.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { EventRecord, RuleRecord, TargetRecord } from "../state/records.ts";
import { asJson, asText, InputTemplate } from "./input-template.ts";
import { compilePath, type PathReader } from "./json-path.ts";

/**
 * Makes a target's input from an event. `ingestedAt` is in milliseconds. Undefined is not
 * delivered.
 */
export type TargetInput = (event: EventRecord, ingestedAt: number) => unknown;

/** These services take text. A string reaches them as JSON, with its quotes. */
const TAKE_TEXT = new Set(["sqs", "sns"]);

/**
 * Compiles a target's Input, InputPath or InputTransformer. `service` is the target's. Throws
 * ValidationException if malformed.
 */
export function compileTargetInput(
  rule: Pick<RuleRecord, "name" | "arn">,
  target: TargetRecord,
  service: string,
): TargetInput {
  const { Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`,
    );
  }
  const ofJson = (value: unknown) =>
    typeof value === "string" && TAKE_TEXT.has(service) ? JSON.stringify(value) : value;
  if (Input !== undefined) {
    const constant = ofJson(parseConstant(Input, target.Id));
    return () => constant;
  }
  if (InputPath !== undefined) {
    const read = compilePath(InputPath);
    if (!read) throw invalid(`Parameter InputPath is not valid for target ${target.Id}.`);
    return (event) => ofJson(read(event));
  }
  return InputTransformer ? compileTransformer(rule, target.Id, InputTransformer, ofJson) : (event) => event;
}

function parseConstant(text: string, id: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`Parameter Input for target ${id} is not valid JSON text.`);
  }
}

function compileTransformer(
  rule: Pick<RuleRecord, "name" | "arn">,
  id: string,
  { InputPathsMap = {}, InputTemplate: source }: NonNullable<TargetRecord["InputTransformer"]>,
  ofJson: (value: unknown) => unknown,
): TargetInput {
  const paths = new Map<string, PathReader>();
  for (const [name, path] of Object.entries(InputPathsMap)) {
    const read = compilePath(path);
    if (!read || /^aws\./i.test(name)) throw invalid(`Invalid InputPathsMap for target ${id}: ${name}.`);
    paths.set(name, read);
  }
  const template = new InputTemplate(source);
  for (const placeholder of template.placeholders()) {
    if (!paths.has(placeholder) && !RESERVED.has(placeholder)) {
      throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${placeholder}.`);
    }
  }
  const render = source.trimStart().startsWith("{") ? renderObject : renderText;
  return (event, ingestedAt) =>
    render(
      template,
      (name) => {
        const read = paths.get(name);
        return read ? read(event) : RESERVED.get(name)?.(rule, event, ingestedAt);
      },
      ofJson,
    );
}

type Resolve = (placeholder: string) => unknown;

/**
 * "EventBridge doesn't escape values extracted by Input Path". Where a value inside quotes breaks
 * the JSON, AWS delivers nothing.
 */
function renderObject(template: InputTemplate, resolve: Resolve): unknown {
  try {
    return JSON.parse(
      template.fill((name, quoted) => (quoted ? asText(resolve(name)) : asJson(resolve(name)))),
    );
  } catch {
    return undefined;
  }
}

/** Text that is not JSON, such as several quoted lines, is delivered as it is. */
function renderText(template: InputTemplate, resolve: Resolve, ofJson: (value: unknown) => unknown): unknown {
  const inQuotes = (name: string) => withoutQuotes(resolve(name));
  try {
    return ofJson(
      JSON.parse(template.fill((name, quoted) => (quoted ? inQuotes(name) : asJson(resolve(name))))),
    );
  } catch {
    return template.fill((name, quoted) => (quoted ? inQuotes(name) : asText(resolve(name))));
  }
}

/** "If … the variable is referenced in a string, EventBridge removes any internal quotes". */
function withoutQuotes(value: unknown): string {
  return typeof value === "string" ? value : asText(value).replaceAll('"', "");
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const RESERVED = new Map<
  string,
  (rule: Pick<RuleRecord, "name" | "arn">, event: EventRecord, at: number) => unknown
>([
  ["aws.events.rule-arn", (rule) => rule.arn],
  ["aws.events.rule-name", (rule) => rule.name],
  ["aws.events.event.ingestion-time", (_rule, _event, at) => new Date(at).toISOString()],
  // "The original event payload as JSON (without the detail field)." Recorded from AWS: the type is
  // named differently.
  [
    "aws.events.event",
    (_rule, { detail: _detail, "detail-type": detailType, ...event }) => ({ ...event, detailType }),
  ],
  ["aws.events.event.json", (_rule, event) => event],
]);

/** Options that the target's service needs besides the input. */
export function targetOptions(service: string, target: TargetRecord, event: EventRecord): TargetOptions {
  if (service === "events") {
    return {
      detailType: event["detail-type"],
      source: event.source,
      time: event.time,
      resources: event.resources,
    };
  }
  const group = target.SqsParameters?.MessageGroupId;
  return group === undefined ? {} : { messageGroupId: group };
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
