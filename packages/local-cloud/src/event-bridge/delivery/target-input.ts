import type { TargetOptions } from "../../kernel/targets.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { EventRecord, RuleRecord, TargetRecord } from "../state/records.ts";
import { InputTemplate } from "./input-template.ts";
import { compilePath, type PathReader } from "./json-path.ts";

/** Makes a target's input from an event. `ingestedAt` is in milliseconds. */
export type TargetInput = (event: EventRecord, ingestedAt: number) => unknown;

/**
 * Compiles a target's Input, InputPath or InputTransformer. Throws ValidationException if
 * malformed.
 */
export function compileTargetInput(
  rule: Pick<RuleRecord, "name" | "arn">,
  target: TargetRecord,
): TargetInput {
  const { Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`,
    );
  }
  if (Input !== undefined) {
    const constant = parseConstant(Input, target.Id);
    return () => constant;
  }
  if (InputPath !== undefined) {
    const read = compilePath(InputPath);
    if (!read) throw invalid(`Parameter InputPath is not valid for target ${target.Id}.`);
    return (event) => read(event);
  }
  return InputTransformer ? compileTransformer(rule, target.Id, InputTransformer) : (event) => event;
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
  return (event, ingestedAt) =>
    template.render((name) => {
      const read = paths.get(name);
      return read ? read(event) : RESERVED.get(name)?.(rule, event, ingestedAt);
    });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const RESERVED = new Map<
  string,
  (rule: Pick<RuleRecord, "name" | "arn">, event: EventRecord, at: number) => unknown
>([
  ["aws.events.rule-arn", (rule) => rule.arn],
  ["aws.events.rule-name", (rule) => rule.name],
  ["aws.events.event.ingestion-time", (_rule, _event, at) => new Date(at).toISOString()],
  // "The original event payload as JSON (without the detail field)."
  ["aws.events.event", (_rule, { detail: _detail, ...event }) => event],
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
