import { blueprint } from "@tradewind/blueprint";
import { deadLetterSourcesOf } from "@tradewind/blueprint/derived/dead-letters";
import type { QueueDefinition, ScheduleDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { alarm, alarmOnAny } from "../channels/alarm-topics.ts";
import { buses } from "../channels/buses.ts";
import { deadLetters, queues } from "../channels/queues.ts";
import { functions } from "../functions/functions.ts";
import { pipes } from "../wiring/pipes.ts";
import { rules } from "../wiring/rules.ts";
import { workflows } from "../wiring/workflows.ts";

export const deadLetterAlarms = byName(deadLetterSourcesOf(blueprint), (definition) =>
  alarm(`${definition.name}DeadLetters`, {
    alarmDescription: `${definition.name} has dead letters. See docs/deploy.md for the redrive.`,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLetters.of(definition).nodes.queue.name },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  }),
);

/**
 * A message may wait as long as all its attempts take. If it waits longer, the consumer is too
 * slow.
 */
export const backlogAlarms = byName(blueprint.queues, (definition: QueueDefinition) =>
  alarm(`${definition.name}Backlog`, {
    alarmDescription: `Messages of ${definition.name} wait longer than all their attempts can take.`,
    namespace: "AWS/SQS",
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queues.of(definition).queue.nodes.queue.name },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: definition.visibilityTimeoutSeconds * definition.maxReceives,
  }),
);

export const consumerAlarms = byName(blueprint.queues, ({ name, consumer }: QueueDefinition) =>
  alarmOnAny(`${name}ConsumerErrors`, `${consumer.name}, the consumer of ${name}, failed.`, {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functions.of(consumer).name },
  }),
);

export const scheduleAlarms = byName(blueprint.schedules, ({ name, target }: ScheduleDefinition) =>
  alarmOnAny(`${name}Errors`, `${target.name}, the function of the schedule ${name}, failed.`, {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functions.of(target).name },
  }),
);

export const workflowAlarms = byName(blueprint.workflows, (definition) =>
  ["Failed", "TimedOut"].map((ending) =>
    alarmOnAny(
      `${definition.name}${ending}`,
      `An execution of ${definition.name} did not end by itself. See docs/runbooks/needs-attention.md.`,
      {
        namespace: "AWS/States",
        metricName: `Executions${ending}`,
        dimensions: { StateMachineArn: workflows.of(definition).arn },
      },
    ),
  ),
);

export const ruleAlarms = byName(blueprint.rules, (definition) =>
  alarmOnAny(`${definition.name}FailedInvocations`, `${definition.name} cannot reach its target.`, {
    namespace: "AWS/Events",
    metricName: "FailedInvocations",
    dimensions: {
      EventBusName: buses.of(definition.bus).bus.name,
      RuleName: rules.of(definition).rule.name,
    },
  }),
);

export const pipeAlarms = byName(blueprint.pipes, (definition) =>
  alarmOnAny(
    `${definition.name}PipeFailed`,
    `The pipe ${definition.name} fails. Its events wait in the stream.`,
    {
      namespace: "AWS/EventBridge/Pipes",
      metricName: "ExecutionFailed",
      dimensions: { PipeName: pipes.of(definition).name },
    },
  ),
);
