/** Policies of queues and topics: only the blueprint's rules and topics may send to them. */
import { blueprint } from "@tradewind/blueprint";
import { deadLetterName } from "@tradewind/blueprint/derived/dead-letters";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { deadLetters, queues } from "../channels/queues.ts";
import { topics } from "../channels/topics.ts";
import { forResource, fromService, policy, refuseInsecure } from "../policy.ts";
import { rules } from "./rules.ts";

const allowDelivery = (
  service: string,
  action: string,
  to: $util.Input<string>,
  from: $util.Input<string>,
) => ({
  Action: action,
  Resource: to,
  Principal: fromService(service),
  Condition: forResource(from),
});

/** The topics that deliver to a queue, and to its dead-letter queue if a delivery fails. */
const topicsTo = (queue: QueueDefinition) =>
  blueprint.topics
    .filter(({ subscribers }) => subscribers.includes(queue))
    .map((topic) => topics.of(topic).topic.arn);

for (const definition of blueprint.queues) {
  const { arn, url } = queues.of(definition).queue;
  new aws.sqs.QueuePolicy(`${definition.name}Policy`, {
    queueUrl: url,
    policy: policy(
      refuseInsecure("sqs:*", arn),
      ...topicsTo(definition).map((topic) => allowDelivery("sns", "sqs:SendMessage", arn, topic)),
      ...blueprint.rules
        .filter(({ target }) => target === definition)
        .map((rule) => allowDelivery("events", "sqs:SendMessage", arn, rules.of(rule).rule.arn)),
    ),
  });
}

const deadLetterSenders = [
  ...blueprint.queues.map((definition) => ({
    definition,
    from: topicsTo(definition).map((arn) => ({ service: "sns", arn })),
  })),
  ...blueprint.rules.map((definition) => ({
    definition,
    from: [{ service: "events", arn: rules.of(definition).rule.arn }],
  })),
  ...[...blueprint.pipes, ...blueprint.schedules].map((definition) => ({ definition, from: [] })),
];
for (const { definition, from } of deadLetterSenders) {
  const { arn, url } = deadLetters.of(definition);
  new aws.sqs.QueuePolicy(`${deadLetterName(definition.name)}Policy`, {
    queueUrl: url,
    policy: policy(
      refuseInsecure("sqs:*", arn),
      ...from.map((source) => allowDelivery(source.service, "sqs:SendMessage", arn, source.arn)),
    ),
  });
}

for (const definition of blueprint.topics) {
  const { arn } = topics.of(definition).topic;
  new aws.sns.TopicPolicy(`${definition.name}Policy`, {
    arn,
    policy: policy(
      refuseInsecure("sns:Publish", arn),
      ...blueprint.rules
        .filter(({ target }) => target === definition)
        .map((rule) => allowDelivery("events", "sns:Publish", arn, rules.of(rule).rule.arn)),
    ),
  });
}
