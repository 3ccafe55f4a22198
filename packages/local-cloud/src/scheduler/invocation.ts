import { DEFAULT_RETRY_POLICY, type Delivery } from "../event-bridge/delivery/deliveries.ts";
import { parseArn } from "../kernel/arn.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { TargetOptions } from "../kernel/targets.ts";
import type { ScheduleRecord } from "./state/records.ts";

/** The delivery for one run of the schedule. */
export function invocationOf(kernel: Kernel, schedule: ScheduleRecord, scheduledAt: number): Delivery {
  const { target } = schedule;
  const { service } = parseArn(target.Arn);
  const now = kernel.clock.now();
  const executionId = kernel.random.uuid();
  const time = `${new Date(scheduledAt).toISOString().slice(0, 19)}Z`;
  const input = inputOf(kernel, schedule, { time, executionId });
  const queueArn = target.DeadLetterConfig?.Arn;
  return {
    id: executionId,
    targetArn: target.Arn,
    service,
    input,
    options: optionsOf(schedule, service),
    channel: `scheduler:${schedule.name}`,
    acceptedAt: now,
    retryPolicy: { ...DEFAULT_RETRY_POLICY, ...target.RetryPolicy },
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
    ...(queueArn !== undefined && {
      deadLetter: {
        queueArn,
        body: input,
        attributes: {
          SCHEDULE_ARN: schedule.arn,
          TARGET_ARN: target.Arn,
          EXECUTION_ID: executionId,
          SCHEDULED_TIME: time,
          IS_PAYLOAD_TRUNCATED: "false",
        },
      },
    }),
    failures: 0,
    dueAt: now,
  };
}

/**
 * The target's Input with its context attributes replaced.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
function inputOf(
  kernel: Kernel,
  schedule: ScheduleRecord,
  { time, executionId }: { time: string; executionId: string },
): unknown {
  const { Input } = schedule.target;
  if (Input === undefined) return scheduledEvent(kernel, schedule, time);
  const text = Input.replaceAll("<aws.scheduler.schedule-arn>", schedule.arn)
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", executionId);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The event for a target without an Input. */
function scheduledEvent(kernel: Kernel, schedule: ScheduleRecord, time: string): object {
  return {
    version: "0",
    id: kernel.random.uuid(),
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: kernel.account,
    time,
    region: kernel.region,
    resources: [schedule.arn],
    detail: "{}",
  };
}

function optionsOf({ target }: ScheduleRecord, service: string): TargetOptions {
  const { SqsParameters: queue, EventBridgeParameters: bus } = target;
  if (service === "events" && bus) return { source: bus.Source, detailType: bus.DetailType };
  return service === "sqs" && queue ? { messageGroupId: queue.MessageGroupId } : {};
}
