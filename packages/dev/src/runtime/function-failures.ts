import type { Blueprint } from "@tradewind/blueprint";
import type { FunctionFailure } from "@tradewind/local-cloud";

/** An authorizer refuses a token by this message. */
const REFUSAL = "Unauthorized";

/** The names of the errors by which Lambda itself ends an invocation, such as at its time limit. */
const OF_LAMBDA = /^(Sandbox|Runtime)\./;

/**
 * Writes errors that left a function to stderr, as functions log errors. Steps of workflows and
 * scheduled functions log their own errors before they throw them.
 */
export function failureLog(blueprint: Blueprint): (failure: FunctionFailure) => void {
  const logging = new Set([
    ...blueprint.workflows.flatMap(({ tasks }) => Object.values(tasks).map(({ name }) => name)),
    ...blueprint.schedules.map(({ target }) => target.name),
  ]);
  return ({ function: name, requestId, error: thrown }) => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (error.message === REFUSAL || (logging.has(name) && !OF_LAMBDA.test(error.name))) return;
    const entry = {
      level: "ERROR",
      message: `${name} failed`,
      timestamp: new Date().toISOString(),
      function: name,
      requestId,
      error: { name: error.name, message: error.message, stack: error.stack },
    };
    process.stderr.write(`${JSON.stringify(entry)}\n`);
  };
}
