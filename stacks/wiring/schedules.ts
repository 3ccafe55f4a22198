import { blueprint } from "@tradewind/blueprint";
import { SCHEDULE_INPUT, SCHEDULE_RETRY_POLICY, scheduleTimesOf } from "@tradewind/blueprint/derived/events";
import { camelKeys } from "../camel-keys.ts";
import { deadLetters } from "../channels/queues.ts";
import { functions } from "../functions/functions.ts";
import { serviceRole } from "../policy.ts";
import { physicalName } from "../stage.ts";

for (const definition of blueprint.schedules) {
  const target = functions.of(definition.target).arn;
  const dead = deadLetters.of(definition).arn;
  const role = serviceRole(
    `${definition.name}Role`,
    "scheduler",
    { Action: "lambda:InvokeFunction", Resource: target },
    { Action: "sqs:SendMessage", Resource: dead },
  );
  new aws.scheduler.Schedule(definition.name, {
    name: physicalName(definition.name),
    ...camelKeys(scheduleTimesOf(definition)),
    target: {
      arn: target,
      roleArn: role.arn,
      input: SCHEDULE_INPUT,
      deadLetterConfig: { arn: dead },
      retryPolicy: camelKeys(SCHEDULE_RETRY_POLICY),
    },
  });
}
