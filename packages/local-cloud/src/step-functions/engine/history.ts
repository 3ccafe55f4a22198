import type { Execution, Thread } from "./execution.ts";

/** An event in the shape of GetExecutionHistory. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  /** Seconds since the epoch. */
  timestamp: number;
  type: string;
  [details: `${string}EventDetails`]: EventDetails;
}

export type EventDetails = Record<string, unknown>;

const WHOLE = { truncated: false };

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions */
export const MAX_EVENTS = 25_000;

/**
 * Appends an event that follows `previous`. Express executions count their events but keep none.
 */
export function append(
  execution: Execution,
  now: number,
  type: string,
  previous: number,
  details?: { key: `${string}EventDetails`; value: EventDetails },
): number {
  const id = ++execution.lastEventId;
  if (execution.record.express) return id;
  const event: HistoryEvent = { id, previousEventId: previous, timestamp: now / 1000, type };
  if (details) event[details.key] = details.value;
  execution.history.push(event);
  return id;
}

/** Appends an event of one thread. */
export function appendTo(
  thread: Thread,
  now: number,
  type: string,
  details?: { key: `${string}EventDetails`; value: EventDetails },
): number {
  thread.lastEventId = append(thread.execution, now, type, thread.lastEventId, details);
  return thread.lastEventId;
}

export function withInput(text: string): EventDetails {
  return { input: text, inputDetails: WHOLE };
}

export function withOutput(text: string): EventDetails {
  return { output: text, outputDetails: WHOLE };
}

/** Error and cause, if present. */
export function withFailure(failure: {
  error?: string | undefined;
  cause?: string | undefined;
}): EventDetails {
  const details: EventDetails = {};
  if (failure.error) details["error"] = failure.error;
  if (failure.cause !== undefined) details["cause"] = failure.cause;
  return details;
}

/** The event's input, parameters or output, parsed. */
export function eventData(execution: Execution, eventId: number, member: string): unknown {
  const event = execution.history[eventId - 1];
  for (const [key, details] of Object.entries(event ?? {})) {
    if (!key.endsWith("EventDetails")) continue;
    const text = (details as EventDetails)[member];
    if (typeof text === "string") return JSON.parse(text) as unknown;
  }
  throw new Error(`Event ${eventId} of ${execution.record.arn} has no ${member}`);
}
