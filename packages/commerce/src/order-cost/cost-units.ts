/** AWS's list prices in us-east-1 for what an order uses. A test compares them with the meter's. */

/** The usage of a step, in the units that AWS bills. */
export interface Units {
  /** Requests that pass the gateway and the firewall. */
  requests?: number;
  invocations?: number;
  /** Calls to AWS by these invocations, which take time: in an answer, and in the background. */
  answerCalls?: number;
  calls?: number;
  readUnits?: number;
  writeUnits?: number;
  executions?: number;
  events?: number;
  pipes?: number;
  queueRequests?: number;
  publishes?: number;
  mails?: number;
}

/** Stated for AWS: a function's own time at 1 GB, and that of each of its calls. */
const OWN_SECONDS = 0.01;
const CALL_SECONDS = 0.008;
const ANSWERING_GB = 1;
const BACKGROUND_GB = 0.5;
const EXECUTION_SECONDS = 2;
const EXECUTION_GB = 64 / 1024;

const LAMBDA_GB_SECOND = 13.3334;
const EXPRESS_GB_SECOND = 16.67;

/** US dollars for a million. */
const dollarsPerMillion: Readonly<Record<keyof Units, number>> = {
  requests: 3.5 + 0.6,
  invocations: 0.2 + OWN_SECONDS * LAMBDA_GB_SECOND,
  answerCalls: CALL_SECONDS * ANSWERING_GB * LAMBDA_GB_SECOND,
  calls: CALL_SECONDS * BACKGROUND_GB * LAMBDA_GB_SECOND,
  readUnits: 0.125,
  writeUnits: 0.625,
  executions: 1 + EXECUTION_SECONDS * EXECUTION_GB * EXPRESS_GB_SECOND,
  events: 1,
  pipes: 0.4,
  queueRequests: 0.4,
  publishes: 0.5,
  mails: 100,
};

/** US dollars for a million times these units. */
export const dollarsOf = (units: Units): number =>
  (Object.entries(units) as [keyof Units, number][]).reduce(
    (sum, [unit, amount]) => sum + amount * dollarsPerMillion[unit],
    0,
  );
