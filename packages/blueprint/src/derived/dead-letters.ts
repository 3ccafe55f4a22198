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

/** Queues and dead-letter queues keep a message for this long. */
export const messageSecondsOf = ({ retention }: Blueprint) => retention.messageDays * DAY_SECONDS;
