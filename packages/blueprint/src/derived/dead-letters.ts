/** Dead letters: messages that could not be delivered or handled. */
import type { Blueprint } from "../blueprint.ts";

const DAY_SECONDS = 24 * 60 * 60;

/** Everything that has a dead-letter queue. */
export const deadLetterSourcesOf = ({ queues, rules, pipes, schedules }: Blueprint) => [
  ...queues,
  ...rules,
  ...pipes,
  ...schedules,
];

/** The dead-letter queue of a queue, a rule, a pipe or a schedule. */
export const deadLetterName = (source: string) => `${source}Dlq`;

export const deadLetterSecondsOf = ({ retention }: Blueprint) => retention.deadLetterDays * DAY_SECONDS;
