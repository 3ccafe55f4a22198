import { parseArn } from "../kernel/arn.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { AwsError } from "../kernel/wire.ts";
import type { Input } from "../protocols/input.ts";
import { missing, refuseUnsupported } from "../protocols/validation.ts";
import type { PipeRecord, StreamParameters, TargetParameters } from "./state/records.ts";

export const NAME = { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ };
const ARN = { min: 1, max: 1600 };
const TARGETS = new Set(["events", "sqs", "sns", "lambda", "states"]);
const INVOCATION_TYPES = ["REQUEST_RESPONSE", "FIRE_AND_FORGET"] as const;

export function parsePipe(kernel: Kernel, input: Input): PipeRecord {
  const name = input.text("Name", NAME);
  const now = kernel.clock.now();
  refuseUnsupported(input, ["LogConfiguration", "KmsKeyIdentifier"]);
  const source = input.text("Source", ARN);
  const { service, resource } = parseArn(source);
  if (service !== "dynamodb" || !resource.includes("/stream/")) {
    throw invalid(`The local cloud's pipes read DynamoDB streams only, not ${source}.`);
  }
  const parameters = input.structure("SourceParameters");
  const stream = parameters?.structure("DynamoDBStreamParameters");
  if (!parameters || !stream) return missing("DynamoDBStreamParameters");
  return {
    name,
    arn: kernel.arn("pipes", `pipe/${name}`),
    ...parseCommon(input),
    state: input.optionalOneOf("DesiredState", ["RUNNING", "STOPPED"]) ?? "RUNNING",
    source,
    filters: parseFilters(parameters) ?? [],
    stream: {
      ...STREAM_DEFAULTS,
      StartingPosition: stream.oneOf("StartingPosition", ["TRIM_HORIZON", "LATEST"]),
      ...parseStream(stream),
    },
    target: parseTarget(input.text("Target", ARN)),
    targetParameters: parseTargetParameters(input.structure("TargetParameters")),
    roleArn: input.text("RoleArn", ARN),
    tags: input.map("Tags"),
    createdAt: now,
    modifiedAt: now,
  };
}

/** An update keeps absent members. A parameter group that is present is replaced as a whole. */
export function parseChanges(kernel: Kernel, input: Input, record: PipeRecord): PipeRecord {
  refuseUnsupported(input, ["LogConfiguration", "KmsKeyIdentifier"]);
  const parameters = input.structure("SourceParameters");
  const stream = parameters?.structure("DynamoDBStreamParameters");
  const target = input.optionalText("Target", ARN);
  const targetParameters = input.structure("TargetParameters");
  const { StartingPosition } = record.stream;
  return {
    ...record,
    ...parseCommon(input),
    state: input.optionalOneOf("DesiredState", ["RUNNING", "STOPPED"]) ?? record.state,
    filters: (parameters && parseFilters(parameters)) ?? record.filters,
    stream: stream ? { ...STREAM_DEFAULTS, StartingPosition, ...parseStream(stream) } : record.stream,
    target: target === undefined ? record.target : parseTarget(target),
    targetParameters: targetParameters ? parseTargetParameters(targetParameters) : record.targetParameters,
    roleArn: input.text("RoleArn", ARN),
    modifiedAt: kernel.clock.now(),
  };
}

function parseCommon(input: Input): Pick<PipeRecord, "description" | "enrichment" | "enrichmentTemplate"> {
  const description = input.optionalText("Description", { max: 512 });
  const enrichment = input.optionalText("Enrichment", { max: 1600 });
  const parameters = input.structure("EnrichmentParameters");
  if (parameters) refuseUnsupported(parameters, ["HttpParameters"]);
  const template = parameters?.optionalText("InputTemplate", { max: 8192 });
  if (enrichment && parseArn(enrichment).service !== "lambda") {
    throw invalid(`The local cloud's pipes are enriched by functions only, not by ${enrichment}.`);
  }
  return {
    ...(description !== undefined && { description }),
    ...(enrichment && { enrichment }),
    ...(template !== undefined && { enrichmentTemplate: template }),
  };
}

const STREAM_DEFAULTS = {
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  MaximumRetryAttempts: -1,
  MaximumRecordAgeInSeconds: -1,
};

function parseStream(input: Input): Partial<StreamParameters> {
  const queue = input.structure("DeadLetterConfig")?.optionalText("Arn", ARN);
  const bisect = input.optionalOneOf("OnPartialBatchItemFailure", ["AUTOMATIC_BISECT"]);
  const numbers = {
    BatchSize: input.integer("BatchSize", { min: 1, max: 10_000 }),
    ParallelizationFactor: input.integer("ParallelizationFactor", { min: 1, max: 10 }),
    MaximumBatchingWindowInSeconds: input.integer("MaximumBatchingWindowInSeconds", { min: 0, max: 300 }),
    MaximumRetryAttempts: input.integer("MaximumRetryAttempts", { min: -1, max: 10_000 }),
    MaximumRecordAgeInSeconds: input.integer("MaximumRecordAgeInSeconds", { min: -1, max: 604_800 }),
  };
  return {
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    ...(queue !== undefined && { DeadLetterConfig: { Arn: queue } }),
    ...(bisect && { OnPartialBatchItemFailure: bisect }),
  };
}

function parseFilters(parameters: Input): string[] | undefined {
  const criteria = parameters.structure("FilterCriteria");
  if (!criteria) return undefined;
  const filters = criteria.structures("Filters") ?? [];
  if (filters.length > 5) throw invalid("FilterCriteria has more than 5 filters.");
  return filters.map((filter) => filter.text("Pattern", { max: 4096 }));
}

function parseTarget(arn: string): string {
  if (!TARGETS.has(parseArn(arn).service))
    throw invalid(`The local cloud has no pipe targets such as ${arn}.`);
  return arn;
}

const UNSUPPORTED_TARGETS = [
  "KinesisStreamParameters",
  "EcsTaskParameters",
  "BatchJobParameters",
  "HttpParameters",
  "RedshiftDataParameters",
  "SageMakerPipelineParameters",
  "CloudWatchLogsParameters",
  "TimestreamParameters",
];

function parseTargetParameters(input: Input | undefined): TargetParameters {
  if (!input) return {};
  refuseUnsupported(input, UNSUPPORTED_TARGETS);
  const template = input.optionalText("InputTemplate", { max: 8192 });
  const bus = input.structure("EventBridgeEventBusParameters");
  if (bus) refuseUnsupported(bus, ["EndpointId"]);
  const resources = bus?.texts("Resources");
  const queue = input.structure("SqsQueueParameters");
  const fn = input.structure("LambdaFunctionParameters");
  const machine = input.structure("StepFunctionStateMachineParameters");
  if (machine?.optionalText("InvocationType") === "REQUEST_RESPONSE") {
    throw invalid("Synchronous executions as a pipe's target are not supported by the local cloud.");
  }
  return {
    ...(template !== undefined && { InputTemplate: template }),
    ...(bus && {
      EventBridgeEventBusParameters: {
        ...texts(bus, ["DetailType", "Source", "Time"]),
        ...(resources && { Resources: resources }),
      },
    }),
    ...(queue && { SqsQueueParameters: texts(queue, ["MessageGroupId", "MessageDeduplicationId"]) }),
    ...(fn && { LambdaFunctionParameters: invocation(fn) }),
    ...(machine && { StepFunctionStateMachineParameters: invocation(machine) }),
  };
}

function texts<K extends string>(input: Input, names: K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = input.optionalText(name, { max: 256 });
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function invocation(input: Input): { InvocationType?: (typeof INVOCATION_TYPES)[number] } {
  const type = input.optionalOneOf("InvocationType", INVOCATION_TYPES);
  return type ? { InvocationType: type } : {};
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
