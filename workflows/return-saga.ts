import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { RETURN_EXECUTION_SECONDS } from "@tradewind/blueprint/ground/limits";
import { caught, retryForAMinute, retryPassing } from "./retries.ts";

type TaskName = keyof typeof returnSaga.tasks;
type State = Record<string, unknown>;

/** Starting a function and telling its outcome take this much longer than the function itself. */
const MARGIN_SECONDS = 2;

const identity = {
  "orderId.$": "$.data.orderId",
  "returnId.$": "$.data.returnId",
  "correlationId.$": "$.correlationId",
  "execution.$": "$$.Execution.Id",
};

/** Errors that mean something to the saga are not tried again. */
const never = (...errors: string[]) => ({ ErrorEquals: errors, MaxAttempts: 0 });

/**
 * The saga of one return, as ASL. Its input is the envelope of an event about the return, or an
 * envelope that names it only.
 *
 * `TakeUp` claims the return and finds the way from its status. An approved return gets its label.
 * Goods that have come are put back on sale or written off, and refunded. A return that waited too
 * long lapses. There is nothing to undo: each step is tried until it is done, and when that takes
 * too long a person is called.
 *
 * No execution waits: it ends, and the next event or the time at which the return is due starts
 * another.
 */
export function returnSagaDefinition(arnOf: (task: TaskName) => string): object {
  const step = (task: TaskName, more: State): State => ({
    Type: "Task",
    Resource: arnOf(task),
    Parameters: identity,
    ResultPath: null,
    TimeoutSeconds: returnSaga.tasks[task].timeoutSeconds + MARGIN_SECONDS,
    Retry: [retryForAMinute],
    ...more,
  });
  const failing = (task: TaskName, more: State): State =>
    step(task, { Catch: [caught(["States.ALL"], "Flag")], ...more });
  const way = (next: string, Next: string) => ({ Variable: "$.way.next", StringEquals: next, Next });
  const end = (comment: string): State => ({ Type: "Succeed", Comment: comment });

  return {
    Comment: "Takes a return on, from its approval to its refund, until it waits or rests.",
    TimeoutSeconds: RETURN_EXECUTION_SECONDS,
    StartAt: "TakeUp",
    States: {
      TakeUp: step("takeUpReturn", {
        ResultPath: "$.way",
        Retry: [never(stepErrors.claimedElsewhere), retryForAMinute],
        Catch: [caught([stepErrors.claimedElsewhere], "Duplicate"), caught(["States.ALL"], "Unsettled")],
        Next: "Way",
      }),
      Way: {
        Type: "Choice",
        Choices: [
          way("label", "BookReturn"),
          way("settlement", "Restock"),
          way("lapse", "Lapse"),
          way("wait", "Waits"),
        ],
        Default: "AtRest",
      },
      // Goods may come without our carrier, too. Until they do, the sweep tries the booking again.
      BookReturn: step("bookReturn", {
        Retry: [{ ...retryForAMinute, ErrorEquals: [stepErrors.carrierUnavailable] }, retryPassing],
        Catch: [caught(["States.ALL"], "Waits")],
        Next: "Waits",
      }),
      Lapse: failing("lapseReturn", { Next: "AtRest" }),
      Restock: failing("restockReturn", { ResultPath: "$.refund", Next: "Refund" }),
      Refund: failing("refundReturn", {
        Parameters: { ...identity, "token.$": "$.refund.token" },
        // A token that is not good does not get better.
        Retry: [never(stepErrors.callRefused), retryForAMinute],
        Next: "Complete",
      }),
      Complete: failing("completeReturn", { Next: "AtRest" }),
      Flag: step("flagReturn", {
        Parameters: { ...identity, "failure.$": "$.failure" },
        Next: "Unsettled",
      }),
      Unsettled: {
        Type: "Fail",
        Error: "ReturnUnsettled",
        Cause:
          "A step failed each time. A return whose goods were being settled is marked NEEDS_ATTENTION; any other is due again, and the sweep starts its saga.",
      },
      Waits: end("The return waits for support's decision, for its label or for the goods."),
      AtRest: end("The return is refused, has lapsed or is settled, or its next event goes on with it."),
      Duplicate: end("Another execution has the return: an event came twice, or late."),
    },
  };
}
