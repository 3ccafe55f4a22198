/** The failure of a state, in the terms of Retry and Catch. */
export interface Failure {
  /** The error name in histories and error outputs. */
  error: string;
  cause?: string;
  /**
   * A second name that Retry and Catch accept: a missed heartbeat is reported as `States.Timeout`.
   */
  alias?: string;
}

/** Thrown while a state is evaluated. The interpreter retries, catches it or ends the execution. */
export class StateError extends Error {
  readonly failure: Failure;
  /**
   * True if the cause lacks the state and the event at which it was entered; see {@link located}.
   */
  readonly anonymous: boolean;

  constructor(failure: Failure, anonymous = false) {
    super(failure.cause ?? failure.error);
    this.name = failure.error;
    this.failure = failure;
    this.anonymous = anonymous;
  }
}

/** The definition cannot be applied to this input. The interpreter adds the state and event. */
export function evaluationError(cause: string, error = "States.Runtime"): StateError {
  return new StateError({ error, cause }, true);
}

/** The failure of `thrown` in the wording of Step Functions. */
export function locateFailure(thrown: StateError, stateName: string, enteredEventId: number): Failure {
  if (!thrown.anonymous) return thrown.failure;
  const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}).`;
  return { ...thrown.failure, cause: `${where} ${thrown.failure.cause}` };
}

/**
 * Errors that end an execution regardless of its retriers and catchers.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function isTerminal(failure: Failure): boolean {
  return failure.error === "States.Runtime";
}

/** Returns true if an `ErrorEquals` list covers the failure. */
export function covers(errorEquals: readonly string[], failure: Failure): boolean {
  if (isTerminal(failure)) return false;
  return errorEquals.some((name) => {
    if (name === failure.error || name === failure.alias) return true;
    if (name === "States.ALL") return true;
    return name === "States.TaskFailed" && failure.error !== "States.Timeout";
  });
}
