import { blueprint } from "@tradewind/blueprint";
import { pipeEventOf, pipeFilterOf, pipeStreamOf } from "@tradewind/blueprint/derived/events";
import type { PipeDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { camelKeys } from "../camel-keys.ts";
import { buses } from "../channels/buses.ts";
import { deadLetters } from "../channels/queues.ts";
import { tables } from "../data/tables.ts";
import { functions } from "../functions/functions.ts";
import { serviceRole } from "../policy.ts";
import { physicalName, stage } from "../stage.ts";

/**
 * While AWS itself fails, retries are not counted. A stream keeps a record for 24 hours, and a dead
 * letter holds only the record's place in the stream. The pipe gives up after half of that time, so
 * that an operator has time to read the record.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
 */
const MAXIMUM_AGE_SECONDS = 12 * 60 * 60;

export const pipes = byName(blueprint.pipes, (definition: PipeDefinition) => {
  const stream = tables.of(definition.source).nodes.table.streamArn;
  const enrichment = functions.of(definition.enrichment).arn;
  const target = buses.of(definition.target).bus.arn;
  const dead = deadLetters.of(definition).arn;
  const logs = new aws.cloudwatch.LogGroup(`${definition.name}PipeLogs`, {
    name: `/aws/vendedlogs/pipes/${physicalName(definition.name)}`,
    retentionInDays: stage.logDays,
  });
  const role = serviceRole(
    `${definition.name}PipeRole`,
    "pipes",
    {
      Action: [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      Resource: stream,
    },
    { Action: "lambda:InvokeFunction", Resource: enrichment },
    { Action: "events:PutEvents", Resource: target },
    { Action: "sqs:SendMessage", Resource: dead },
    { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: $interpolate`${logs.arn}:*` },
  );
  return new aws.pipes.Pipe(`${definition.name}Pipe`, {
    name: physicalName(definition.name),
    roleArn: role.arn,
    source: stream,
    sourceParameters: {
      filterCriteria: camelKeys(pipeFilterOf(definition, stage.region)),
      dynamodbStreamParameters: {
        ...camelKeys(pipeStreamOf(definition)),
        maximumRetryAttempts: definition.maxRetries,
        maximumRecordAgeInSeconds: MAXIMUM_AGE_SECONDS,
        onPartialBatchItemFailure: "AUTOMATIC_BISECT",
        deadLetterConfig: { arn: dead },
      },
    },
    enrichment,
    target,
    targetParameters: { eventbridgeEventBusParameters: camelKeys(pipeEventOf(definition)) },
    logConfiguration: {
      level: "ERROR",
      cloudwatchLogsLogDestination: { logGroupArn: logs.arn },
    },
  });
});
