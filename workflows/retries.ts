/**
 * The workflows' common rules: which errors pass, how often a state is tried, and where it leads
 * when it fails.
 */

import { passingError } from "@tradewind/blueprint/areas/order-saga";

/**
 * AWS's own passing failures of a Lambda, and those of the services that it calls.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html
 */
const PASSING = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  passingError,
];
/**
 * The function ended without an answer: whether it did its work is unknown, and each step may be
 * repeated.
 */
const UNKNOWN = ["Lambda.Unknown", "Sandbox.Timedout", "States.Timeout"];

export const retryPassing = {
  ErrorEquals: [...PASSING, ...UNKNOWN],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 5,
  MaxDelaySeconds: 30,
  JitterStrategy: "FULL",
};

/** A step of a return is tried for about a minute after every error before the saga gives up. */
export const retryForAMinute = {
  ErrorEquals: ["States.ALL"],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 5,
};

export const caught = (errors: readonly string[], next: string) => ({
  ErrorEquals: errors,
  ResultPath: "$.failure",
  Next: next,
});
