import { blueprint } from "@tradewind/blueprint";
import { deadLetterSourcesOf } from "@tradewind/blueprint/derived/dead-letters";
import { alarm, alarmOnAny } from "../channels/alarm-topics.ts";
import { buses } from "../channels/buses.ts";
import { deadLetters, queues } from "../channels/queues.ts";
import { functions } from "../functions/functions.ts";
import { pipes } from "../wiring/pipes.ts";
import { rules } from "../wiring/rules.ts";
import { workflows } from "../wiring/workflows.ts";

for (const definition of deadLetterSourcesOf(blueprint))
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
  });

/**
 * A message may wait as long as all its attempts take. If it waits longer, the consumer is too
 * slow.
 */
for (const definition of blueprint.queues)
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
  });

for (const { name, consumer } of blueprint.queues)
  alarmOnAny(`${name}ConsumerErrors`, `${consumer.name}, the consumer of ${name}, failed.`, {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functions.of(consumer).name },
  });

for (const { name, target } of blueprint.schedules)
  alarmOnAny(`${name}Errors`, `${target.name}, the function of the schedule ${name}, failed.`, {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functions.of(target).name },
  });

for (const definition of blueprint.workflows)
  for (const ending of ["Failed", "TimedOut"])
    alarmOnAny(
      `${definition.name}${ending}`,
      `An execution of ${definition.name} did not end by itself. See docs/runbooks/needs-attention.md.`,
      {
        namespace: "AWS/States",
        metricName: `Executions${ending}`,
        dimensions: { StateMachineArn: workflows.of(definition).arn },
      },
    );

for (const definition of blueprint.rules)
  alarmOnAny(`${definition.name}FailedInvocations`, `${definition.name} cannot reach its target.`, {
    namespace: "AWS/Events",
    metricName: "FailedInvocations",
    dimensions: {
      EventBusName: buses.of(definition.bus).bus.name,
      RuleName: rules.of(definition).rule.name,
    },
  });

for (const definition of blueprint.pipes)
  alarmOnAny(
    `${definition.name}PipeFailed`,
    `The pipe ${definition.name} fails. Its events wait in the stream.`,
    {
      namespace: "AWS/EventBridge/Pipes",
      metricName: "ExecutionFailed",
      dimensions: { PipeName: pipes.of(definition).name },
    },
  );
