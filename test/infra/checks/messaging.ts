/**
 * Compares the queues, topics, buses, rules, pipes and workflows of a stage with the blueprint's.
 */
import { blueprint } from "@tradewind/blueprint";
import { MESSAGE_DAYS } from "@tradewind/blueprint/ground/limits";
import { definitionOf } from "@tradewind/workflows";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, nameOf, stableJson } from "./deployment.ts";

interface Redrive {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

export const redriveOf = ({ props }: GraphResource): Redrive | undefined =>
  typeof props["redrivePolicy"] === "string" ? (JSON.parse(props["redrivePolicy"]) as Redrive) : undefined;

const withDeadLetters = [...blueprint.queues, ...blueprint.rules, ...blueprint.pipes, ...blueprint.schedules];

export const queues: Check = {
  rule: "every queue has the blueprint's consumer, batches, retention, visibility, attempts and dead letters",
  problems(deployment) {
    const wanted = new Map<string, unknown>(
      blueprint.queues.map((queue) => [
        queue.name,
        {
          keptSeconds: MESSAGE_DAYS * 24 * 60 * 60,
          visibility: queue.visibilityTimeoutSeconds,
          attempts: queue.maxReceives,
          deadLetters: `${queue.name}Dlq`,
          consumer: queue.consumer.name,
          batchSize: queue.batchSize,
          windowSeconds: "batchWindowSeconds" in queue ? queue.batchWindowSeconds : 0,
          partialFailures: ["ReportBatchItemFailures"],
        },
      ]),
    );
    for (const { name } of withDeadLetters) wanted.set(`${name}Dlq`, "dead letters");
    const found = new Map(
      deployment.of("sqs/queue").map((queue): [string, unknown] => {
        const redrive = redriveOf(queue);
        if (!redrive) return [nameOf(queue), "dead letters"];
        const mapping = deployment
          .of("lambda/eventSourceMapping")
          .find(({ props }) => props["eventSourceArn"] === queue.arn)?.props;
        return [
          nameOf(queue),
          {
            keptSeconds: queue.props["messageRetentionSeconds"],
            visibility: queue.props["visibilityTimeoutSeconds"],
            attempts: redrive.maxReceiveCount,
            deadLetters: deployment.nameOf(redrive.deadLetterTargetArn),
            consumer: deployment.nameOf(mapping?.["functionName"]),
            batchSize: mapping?.["batchSize"],
            windowSeconds: mapping?.["maximumBatchingWindowInSeconds"],
            partialFailures: mapping?.["functionResponseTypes"],
          },
        ];
      }),
    );
    return compare("queue", wanted, found);
  },
};

/** The topic of alarms, which carries no messages of the shop. */
const OPERATIONS = "Operations";

export const topics: Check = {
  rule: "every topic has the blueprint's subscribers, with raw delivery",
  problems(deployment) {
    const wanted = new Map<string, unknown>(
      blueprint.topics.map(({ name, subscribers }) => [
        name,
        subscribers.map((queue) => ({ queue: queue.name, raw: true, deadLetters: `${queue.name}Dlq` })),
      ]),
    );
    wanted.set(OPERATIONS, []);
    const found = new Map(
      deployment.of("sns/topic").map((topic) => [
        nameOf(topic),
        deployment
          .of("sns/topicSubscription")
          .filter(({ props }) => props["topic"] === topic.arn)
          .map((subscription) => ({
            queue: deployment.nameOf(subscription.props["endpoint"]),
            raw: subscription.props["rawMessageDelivery"],
            deadLetters: deployment.nameOf(redriveOf(subscription)?.deadLetterTargetArn),
          })),
      ]),
    );
    return compare("topic", wanted, found);
  },
};

export const buses: Check = {
  rule: "every bus has an archive of its events",
  problems(deployment) {
    const wanted = new Map(
      blueprint.buses.map(({ name }) => [name, { archiveDays: deployment.settings.archiveDays }]),
    );
    const found = new Map(
      deployment.of("cloudwatch/eventBus").map((bus) => [
        nameOf(bus),
        {
          archiveDays: deployment
            .of("cloudwatch/eventArchive")
            .find(({ props }) => props["eventSourceArn"] === bus.arn)?.props["retentionDays"],
        },
      ]),
    );
    return compare("bus", wanted, found);
  },
};

export const rules: Check = {
  rule: "every rule matches the blueprint's events and sends them to its target, with a dead-letter queue",
  problems(deployment) {
    const wanted = new Map(
      blueprint.rules.map((rule) => [
        rule.name,
        {
          bus: rule.bus.name,
          pattern: {
            source: ["tradewind"],
            "detail-type": rule.events.map(({ type }) => type),
            ...("having" in rule && { detail: { merchants: [true] } }),
          },
          targets: [
            {
              target: rule.target.kind === "workflow" ? `${rule.target.name}Machine` : rule.target.name,
              input: rule.target.kind === "workflow" ? "$.detail" : "all",
              deadLetters: `${rule.name}Dlq`,
            },
          ],
        },
      ]),
    );
    const found = new Map(
      deployment.of("cloudwatch/eventRule").map((rule) => [
        rule.name,
        {
          bus: nameOfBus(deployment, rule.props["eventBusName"]),
          pattern: JSON.parse(String(rule.props["eventPattern"])) as unknown,
          targets: deployment
            .of("cloudwatch/eventTarget")
            .filter(({ props }) => props["rule"] === rule.props["name"])
            .map(({ props }) => ({
              target: deployment.nameOf(props["arn"]),
              input: props["inputPath"] ?? "all",
              deadLetters: deployment.nameOf(
                (props["deadLetterConfig"] as { arn?: string } | undefined)?.arn,
              ),
            })),
        },
      ]),
    );
    return compare("rule", wanted, found);
  },
};

function nameOfBus(deployment: Deployment, name: unknown): string {
  const bus = deployment.of("cloudwatch/eventBus").find(({ props }) => props["name"] === name);
  return bus ? nameOf(bus) : `unknown (${String(name)})`;
}

interface SourceParameters {
  filterCriteria: { filters: { pattern: string }[] };
  dynamodbStreamParameters: {
    batchSize: number;
    parallelizationFactor?: number;
    maximumRetryAttempts?: number;
    deadLetterConfig?: { arn: string };
  };
}

export const pipes: Check = {
  rule: "every pipe reads its stream through its filter and enrichment to its bus, and gives up a refused event",
  problems(deployment) {
    const wanted = new Map(
      blueprint.pipes.map((pipe) => [
        `${pipe.name}Pipe`,
        {
          table: pipe.source.name,
          filters: [pipe.filter(deployment.settings.region)],
          batchSize: pipe.batchSize,
          parallel: pipe.parallelBatches,
          retries: pipe.maxRetries,
          deadLetters: `${pipe.name}Dlq`,
          enrichment: pipe.enrichment.name,
          bus: pipe.target.name,
          event: { detailType: "$.type", source: "tradewind" },
        },
      ]),
    );
    const found = new Map(
      deployment.of("pipes/pipe").map(({ name, props }) => {
        const { filterCriteria, dynamodbStreamParameters: stream } = props[
          "sourceParameters"
        ] as SourceParameters;
        const target = props["targetParameters"] as { eventbridgeEventBusParameters: unknown };
        return [
          name,
          {
            table: deployment.nameOf(String(props["source"]).split("/stream/")[0]),
            filters: filterCriteria.filters.map(({ pattern }) => JSON.parse(pattern) as unknown),
            batchSize: stream.batchSize,
            parallel: stream.parallelizationFactor,
            retries: stream.maximumRetryAttempts,
            deadLetters: deployment.nameOf(stream.deadLetterConfig?.arn),
            enrichment: deployment.nameOf(props["enrichment"]),
            bus: deployment.nameOf(props["target"]),
            event: target.eventbridgeEventBusParameters,
          },
        ];
      }),
    );
    return compare("pipe", wanted, found);
  },
};

interface ScheduleTarget {
  arn: string;
  input: string;
  deadLetterConfig?: { arn: string };
}

export const schedules: Check = {
  rule: "every schedule runs the blueprint's function at its times, with retries and a dead-letter queue",
  problems(deployment) {
    const wanted = new Map(
      blueprint.schedules.map((schedule) => [
        schedule.name,
        {
          expression: schedule.expression,
          timeZone: schedule.timeZone ?? "UTC",
          function: schedule.target.name,
          input: { at: "<aws.scheduler.scheduled-time>", run: "<aws.scheduler.execution-id>" },
          deadLetters: `${schedule.name}Dlq`,
        },
      ]),
    );
    const found = new Map(
      deployment.of("scheduler/schedule").map(({ name, props }) => {
        const target = props["target"] as ScheduleTarget;
        return [
          name,
          {
            expression: props["scheduleExpression"],
            timeZone: props["scheduleExpressionTimezone"],
            function: deployment.nameOf(target.arn),
            input: JSON.parse(target.input) as unknown,
            deadLetters: deployment.nameOf(target.deadLetterConfig?.arn),
          },
        ];
      }),
    );
    return compare("schedule", wanted, found);
  },
};

export const workflows: Check = {
  rule: "every state machine has the workflow's type and definition, with the blueprint's functions as tasks",
  problems(deployment) {
    const arns = new Map(
      deployment.of("lambda/function").map((resource) => [nameOf(resource), resource.arn]),
    );
    const wanted = new Map(
      blueprint.workflows.map((workflow) => [
        `${workflow.name}Machine`,
        stableJson({
          type: workflow.type.toUpperCase(),
          definition: definitionOf(
            workflow,
            (task) => arns.get(workflow.tasks[task]?.name ?? "") ?? "missing",
          ),
        }),
      ]),
    );
    const found = new Map(
      deployment.of("sfn/stateMachine").map(({ name, props }) => [
        name,
        stableJson({
          type: props["type"],
          definition: JSON.parse(String(props["definition"])) as unknown,
        }),
      ]),
    );
    return compare("state machine", wanted, found);
  },
};

export const messagingChecks = [queues, topics, buses, rules, pipes, schedules, workflows];
