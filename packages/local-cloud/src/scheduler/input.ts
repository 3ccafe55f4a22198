import { parseArn } from "../kernel/arn.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { AwsError } from "../kernel/wire.ts";
import type { Input } from "../protocols/input.ts";
import { isTooDeep } from "../protocols/json-depth.ts";
import { missing, refuseUnsupported } from "../protocols/validation.ts";
import { parseScheduleExpression } from "./schedule-expression.ts";
import type { ScheduleRecord, ScheduleTarget } from "./state/records.ts";
import { fromWallClock, isTimeZone } from "./time-zone.ts";

export const NAME = { min: 1, max: 64, pattern: /^[0-9a-zA-Z\-_.]+$/ };
const ARN = { min: 1, max: 1600 };
const SERVICES = new Set(["sqs", "sns", "lambda", "states", "events"]);

/**
 * The schedule that a request describes. `existing` is the schedule that an update replaces; of it
 * only the creation time is kept.
 */
export function parseSchedule(
  kernel: Kernel,
  input: Input,
  group: string,
  existing: ScheduleRecord | undefined,
): ScheduleRecord {
  const name = input.text("Name", NAME);
  refuseUnsupported(input, ["KmsKeyArn"]);
  const startsAt = input.time("StartDate");
  const endsAt = input.time("EndDate");
  if (startsAt !== undefined && endsAt !== undefined && startsAt >= endsAt) {
    throw invalid("The StartDate must be before the EndDate.");
  }
  const description = input.optionalText("Description", { max: 512 });
  const now = kernel.clock.now();
  return {
    name,
    group,
    arn: kernel.arn("scheduler", `schedule/${group}/${name}`),
    ...parseTiming(input),
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(description !== undefined && { description }),
    state: input.optionalOneOf("State", ["ENABLED", "DISABLED"]) ?? "ENABLED",
    target: parseTarget(input.structure("Target") ?? missing("Target")),
    windowMinutes: parseWindow(input.structure("FlexibleTimeWindow") ?? missing("FlexibleTimeWindow")),
    afterCompletion: input.optionalOneOf("ActionAfterCompletion", ["NONE", "DELETE"]) ?? "NONE",
    createdAt: existing?.createdAt ?? now,
    modifiedAt: now,
  };
}

function parseTiming(input: Input): { expression: string; timeZone: string } {
  const expression = input.text("ScheduleExpression", { min: 1, max: 256 });
  const timeZone = input.optionalText("ScheduleExpressionTimezone", { min: 1, max: 50 }) ?? "UTC";
  if (!isTimeZone(timeZone)) throw invalid(`Invalid ScheduleExpressionTimezone ${timeZone}.`);
  const schedule = parseScheduleExpression(expression);
  const isReal = schedule?.kind !== "at" || fromWallClock(schedule.wall, timeZone) !== undefined;
  if (!schedule || !isReal) throw invalid(`Invalid Schedule Expression ${expression}.`);
  return { expression, timeZone };
}

function parseWindow(input: Input): number {
  const mode = input.oneOf("Mode", ["OFF", "FLEXIBLE"]);
  const minutes = input.integer("MaximumWindowInMinutes", { min: 1, max: 1440 });
  if ((mode === "FLEXIBLE") !== (minutes !== undefined)) {
    throw invalid("A FlexibleTimeWindow has MaximumWindowInMinutes if and only if its Mode is FLEXIBLE.");
  }
  return minutes ?? 0;
}

const UNSUPPORTED = [
  "EcsParameters",
  "KinesisParameters",
  "SageMakerPipelineParameters",
  "EventBridgePutEventsV2Parameters",
  "EventBridgePutRawEventsParameters",
];

function parseTarget(input: Input): ScheduleTarget {
  refuseUnsupported(input, UNSUPPORTED);
  const arn = input.text("Arn", ARN);
  const { service } = parseArn(arn);
  if (service === "scheduler")
    throw invalid(`Universal targets such as ${arn} are not supported by the local cloud.`);
  if (!SERVICES.has(service)) throw invalid(`The local cloud has no schedule targets such as ${arn}.`);
  const text = input.optionalText("Input", { min: 1, max: 1024 * 1024 });
  if (text !== undefined && isTooDeep(text)) throw invalid("The Input is nested too deep.");
  if (text?.includes("<aws.scheduler.attempt-number>")) {
    throw invalid("<aws.scheduler.attempt-number> is not supported by the local cloud.");
  }
  const group = input.structure("SqsParameters")?.optionalText("MessageGroupId", { min: 1, max: 128 });
  const bus = input.structure("EventBridgeParameters");
  if (service === "events" && !bus) return missing("EventBridgeParameters");
  const retry = input.structure("RetryPolicy");
  const attempts = retry?.integer("MaximumRetryAttempts", { min: 0, max: 185 });
  const age = retry?.integer("MaximumEventAgeInSeconds", { min: 60, max: 86_400 });
  const queue = input.structure("DeadLetterConfig")?.optionalText("Arn", ARN);
  return {
    Arn: arn,
    RoleArn: input.text("RoleArn", ARN),
    ...(text !== undefined && { Input: text }),
    ...(group !== undefined && { SqsParameters: { MessageGroupId: group } }),
    ...(bus && {
      EventBridgeParameters: {
        DetailType: bus.text("DetailType", { min: 1, max: 128 }),
        Source: bus.text("Source", { min: 1, max: 256, pattern: /^(?!aws\.)/ }),
      },
    }),
    ...(retry && {
      RetryPolicy: {
        ...(attempts !== undefined && { MaximumRetryAttempts: attempts }),
        ...(age !== undefined && { MaximumEventAgeInSeconds: age }),
      },
    }),
    ...(queue !== undefined && { DeadLetterConfig: { Arn: queue } }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
