import { asJson, asText, InputTemplate } from "../event-bridge/delivery/input-template.ts";
import { compilePath } from "../event-bridge/delivery/json-path.ts";
import { compilePattern, type Matcher } from "../event-bridge/patterns/pattern.ts";
import { parseArn } from "../kernel/arn.ts";
import type { TargetOptions } from "../kernel/targets.ts";
import { AwsError } from "../kernel/wire.ts";
import type { PipeRecord } from "./state/records.ts";

/** Resolves a parameter that may be a `$.path` into the event. */
type Parameter = (event: unknown) => unknown;

/** A pipe with its filters, templates and dynamic parameters compiled. */
export interface PipeDefinition {
  record: PipeRecord;
  /** The target's service, as in its ARN. */
  service: string;
  wants(streamRecord: unknown): boolean;
  enrichmentInput(event: unknown, ingestedAt: number): unknown;
  targetInput(event: unknown, ingestedAt: number): unknown;
  /** "dynamic path parameters must reference the original event, not the transformed event" */
  targetOptions(event: unknown): TargetOptions;
}

/** Throws ValidationException if a filter, template or path is malformed. */
export function definePipe(record: PipeRecord): PipeDefinition {
  const filters: Matcher[] = record.filters.map(compileFilter);
  return {
    record,
    service: parseArn(record.target).service,
    wants: (streamRecord) => filters.length === 0 || filters.some((matches) => matches(streamRecord)),
    enrichmentInput: compileTemplate(record, record.enrichmentTemplate),
    targetInput: compileTemplate(record, record.targetParameters.InputTemplate),
    targetOptions: compileOptions(record),
  };
}

function compileFilter(pattern: string): Matcher {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError("ValidationException", `Invalid filter pattern. ${error.message}`);
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html */
function compileTemplate(
  record: PipeRecord,
  source: string | undefined,
): (event: unknown, ingestedAt: number) => unknown {
  if (source === undefined || source === "") return (event) => event;
  const template = new InputTemplate(source);
  const reserved = new Map<string, Parameter>([
    ["aws.pipes.pipe-arn", () => record.arn],
    ["aws.pipes.pipe-name", () => record.name],
    ["aws.pipes.source-arn", () => record.source],
    ["aws.pipes.enrichment-arn", () => record.enrichment],
    ["aws.pipes.target-arn", () => record.target],
    ["aws.pipes.event", (event) => event],
    ["aws.pipes.event.json", (event) => event],
  ]);
  const readers = new Map<string, Parameter>();
  for (const placeholder of template.placeholders()) {
    if (placeholder === "aws.pipes.event.ingestion-time") continue;
    const read = reserved.get(placeholder) ?? compilePath(placeholder);
    if (!read) throw invalid(`InputTemplate contains an invalid placeholder: ${placeholder}`);
    readers.set(placeholder, read);
  }
  return (event, ingestedAt) =>
    rendered(template, (name) => readers.get(name)?.(event) ?? ingestionTime(name, ingestedAt));
}

/** The filled template as JSON, or its text if it is not JSON. */
function rendered(template: InputTemplate, resolve: (placeholder: string) => unknown): unknown {
  try {
    return JSON.parse(
      template.fill((name, quoted) => {
        const value = resolve(name);
        return quoted ? JSON.stringify(asText(value)).slice(1, -1) : asJson(value);
      }),
    );
  } catch {
    return template.fill((name) => asText(resolve(name)));
  }
}

function ingestionTime(name: string, ingestedAt: number): string | undefined {
  return name === "aws.pipes.event.ingestion-time" ? new Date(ingestedAt).toISOString() : undefined;
}

function compileOptions(record: PipeRecord): (event: unknown) => TargetOptions {
  const { EventBridgeEventBusParameters: bus, SqsQueueParameters: queue } = record.targetParameters;
  const { service } = parseArn(record.target);
  if (service === "events") {
    const source = compileParameter(bus?.Source ?? `Pipe ${record.name}`);
    const detailType = compileParameter(bus?.DetailType ?? "Event from aws:dynamodb");
    const time = bus?.Time === undefined ? undefined : compileParameter(bus.Time);
    const resources = (bus?.Resources ?? []).map(compileParameter);
    return (event) => ({
      source: asText(source(event)),
      detailType: asText(detailType(event)),
      ...(time && { time: asText(time(event)) }),
      resources: resources.map((resource) => asText(resource(event))).filter((text) => text !== ""),
    });
  }
  if (service === "sqs" && queue) {
    const group = compileParameter(queue.MessageGroupId ?? "");
    const deduplication = compileParameter(queue.MessageDeduplicationId ?? "");
    return (event) => {
      const messageGroupId = asText(group(event));
      const messageDeduplicationId = asText(deduplication(event));
      return {
        ...(messageGroupId !== "" && { messageGroupId }),
        ...(messageDeduplicationId !== "" && { messageDeduplicationId }),
      };
    };
  }
  return () => ({});
}

function compileParameter(parameter: string): Parameter {
  if (!parameter.startsWith("$")) return () => parameter;
  const read = compilePath(parameter);
  if (!read) throw invalid(`Invalid JSON path: ${parameter}`);
  return read;
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
