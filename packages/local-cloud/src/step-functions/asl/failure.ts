/** Why a state failed, in the terms of Retry and Catch. */
export interface Failure {
  /** The error name that histories and error outputs show. */
  error: string;
  cause?: string;
  /** A second name that Retry and Catch accept: a missed heartbeat is reported as `States.Timeout`. */
  alias?: string;
}

/** Thrown while a state is evaluated; the interpreter turns it into Retry, Catch or the end of the execution. */
export class StateError extends Error {
  readonly failure: Failure;
  /** Evaluation errors name the state and the event at which it was entered; see {@link located}. */
  readonly anonymous: boolean;

  constructor(failure: Failure, anonymous = false) {
    super(failure.cause ?? failure.error);
    this.name = failure.error;
    this.failure = failure;
    this.anonymous = anonymous;
  }
}

/** An input that the definition cannot be applied to. The interpreter adds where it happened. */
export function evaluationError(cause: string, error = "States.Runtime"): StateError {
  return new StateError({ error, cause }, true);
}

/** The failure of `thrown` in the wording of Step Functions. */
export function located(thrown: StateError, stateName: string, enteredEventId: number): Failure {
  if (!thrown.anonymous) return thrown.failure;
  const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}).`;
  return { ...thrown.failure, cause: `${where} ${thrown.failure.cause}` };
}

/**
 * Errors that end an execution whatever its retriers and catchers say.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function isTerminal(failure: Failure): boolean {
  return failure.error === "States.Runtime";
}

/** Whether an `ErrorEquals` list covers the failure. */
export function covers(errorEquals: readonly string[], failure: Failure): boolean {
  if (isTerminal(failure)) return false;
  return errorEquals.some((name) => {
    if (name === failure.error || name === failure.alias) return true;
    if (name === "States.ALL") return true;
    return name === "States.TaskFailed" && failure.error !== "States.Timeout";
  });
}
