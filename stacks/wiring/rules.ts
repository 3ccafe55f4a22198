import { blueprint } from "@tradewind/blueprint";
import { eventPatternOf, inputPathOf, RULE_RETRY_POLICY } from "@tradewind/blueprint/derived/events";
import type { RuleDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { camelKeys } from "../camel-keys.ts";
import { buses } from "../channels/buses.ts";
import { deadLetters, queues } from "../channels/queues.ts";
import { topics } from "../channels/topics.ts";
import { serviceRole } from "../policy.ts";
import { physicalName } from "../stage.ts";
import { workflows } from "./workflows.ts";

export const rules = byName(blueprint.rules, (definition: RuleDefinition) => {
  const { bus } = buses.of(definition.bus);
  const rule = new aws.cloudwatch.EventRule(definition.name, {
    name: physicalName(definition.name),
    eventBusName: bus.name,
    eventPattern: eventPatternOf(definition),
  });
  const inputPath = inputPathOf(definition);
  const target = new aws.cloudwatch.EventTarget(`${definition.name}Target`, {
    rule: rule.name,
    eventBusName: bus.name,
    targetId: definition.target.name,
    ...targetOf(definition),
    ...(inputPath !== undefined && { inputPath }),
    deadLetterConfig: { arn: deadLetters.of(definition).arn },
    retryPolicy: camelKeys(RULE_RETRY_POLICY),
  });
  return { rule, target };
});

function targetOf({ name, target }: RuleDefinition) {
  switch (target.kind) {
    case "queue":
      return { arn: queues.of(target).queue.arn };
    case "topic":
      return { arn: topics.of(target).topic.arn };
    case "workflow": {
      const { arn } = workflows.of(target);
      const role = serviceRole(`${name}Role`, "events", { Action: "states:StartExecution", Resource: arn });
      return { arn, roleArn: role.arn };
    }
  }
}
