/** The path of events: the settings of rules, pipes and schedules, in the shapes of AWS's APIs. */
import type { PipeDefinition, RuleDefinition, ScheduleDefinition } from "../language/resources.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export const eventPatternOf = ({ bus, events, having }: RuleDefinition) =>
  JSON.stringify({
    source: [bus.source],
    "detail-type": events.map(({ type }) => type),
    ...(having && {
      detail: Object.fromEntries(Object.entries(having).map(([name, value]) => [name, [value]])),
    }),
  });

/**
 * The part of the event that a rule's target gets. A workflow starts with the detail; queues and
 * topics get the whole event.
 */
export const inputPathOf = ({ target }: RuleDefinition) =>
  target.kind === "workflow" ? "$.detail" : undefined;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceParameters.html */
export const pipeFilterOf = (pipe: PipeDefinition, region: string) => ({
  Filters: [{ Pattern: JSON.stringify(pipe.filter(region)) }],
});

/** EventBridge's longest: it tries an event for a day before it makes it a dead letter. */
export const RULE_RETRY_POLICY = { MaximumEventAgeInSeconds: 24 * 60 * 60, MaximumRetryAttempts: 185 };

/** A pipe reads its stream from the oldest record on: none is missed. */
export const pipeStreamOf = (pipe: PipeDefinition) => ({
  StartingPosition: "TRIM_HORIZON",
  BatchSize: pipe.batchSize,
  ParallelizationFactor: pipe.parallelBatches,
});

/** A pipe's event on the bus, from the event that its enrichment returns. */
export const pipeEventOf = (pipe: PipeDefinition) => ({ DetailType: "$.type", Source: pipe.target.source });

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const scheduleTimesOf = ({ expression, timeZone }: ScheduleDefinition) => ({
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: timeZone ?? "UTC",
  FlexibleTimeWindow: { Mode: "OFF" },
});

/** A run that is an hour late is useless, because the next run has done its work. */
export const SCHEDULE_RETRY_POLICY = { MaximumEventAgeInSeconds: 60 * 60, MaximumRetryAttempts: 10 };

/** The event of a scheduled function; the Scheduler fills in the words in angle brackets. */
export const SCHEDULE_INPUT = JSON.stringify({
  at: "<aws.scheduler.scheduled-time>",
  run: "<aws.scheduler.execution-id>",
});
