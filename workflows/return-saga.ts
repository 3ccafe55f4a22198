import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { caught, retryPassing, retryUndo } from "./retries.ts";

type TaskName = keyof typeof returnSaga.tasks;
type State = Record<string, unknown>;

const identity = {
  "orderId.$": "$.data.orderId",
  "returnId.$": "$.data.returnId",
  "correlationId.$": "$.correlationId",
  "execution.$": "$$.Execution.Id",
};

/** Errors that mean something to the saga are not tried again. */
const never = (...errors: string[]) => ({ ErrorEquals: errors, MaxAttempts: 0 });

/**
 * The saga of one return, as ASL. Its input is the envelope of `order.return_requested`.
 *
 * It waits for support's decision and then for the goods; what has come is put back on sale or
 * written off, and refunded. There is nothing to undo: each step is tried until it is done, and
 * when that takes too long a person is called.
 *
 * `TakeUp` finds the way from the return's status, at the beginning and after each wait. So a
 * decision that comes while the return lapses is never lost, and the sweep replaces an execution
 * that is gone by a new one, wherever it stopped.
 */
export function returnSagaDefinition(arnOf: (task: TaskName) => string): object {
  const step = (task: TaskName, more: State): State => ({
    Type: "Task",
    Resource: arnOf(task),
    Parameters: identity,
    ResultPath: null,
    TimeoutSeconds: returnSaga.tasks[task].timeoutSeconds + 5,
    Retry: [retryUndo],
    ...more,
  });
  const failing = (task: TaskName, more: State): State =>
    step(task, { Catch: [caught(["States.ALL"], "Flag")], ...more });
  const duplicate = caught([stepErrors.claimedElsewhere], "Duplicate");
  const wait = (until: "decision" | "goods"): State => {
    const { TimeoutSeconds: _ofTheFunction, ...state } = step("awaitReturn", {
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: {
        FunctionName: arnOf("awaitReturn"),
        Payload: {
          ...identity,
          until,
          "seconds.$": "$.way.seconds",
          "taskToken.$": "$$.Task.Token",
        },
      },
      TimeoutSecondsPath: "$.way.seconds",
      // A timeout here is a person's, not the function's.
      Retry: [never(stepErrors.claimedElsewhere, "States.Timeout"), retryUndo],
      Catch: [duplicate, caught(["States.Timeout"], "TakeUp"), caught(["States.ALL"], "Flag")],
      Next: "TakeUp",
    });
    return state;
  };

  return {
    Comment: "Carries a return from its request to its refund.",
    StartAt: "TakeUp",
    States: {
      TakeUp: step("takeUpReturn", {
        ResultPath: "$.way",
        Retry: [never(stepErrors.claimedElsewhere), retryUndo],
        Catch: [duplicate, caught(["States.ALL"], "Flag")],
        Next: "Way",
      }),
      Way: {
        Type: "Choice",
        Choices: [
          { Variable: "$.way.next", StringEquals: "decision", Next: "AwaitDecision" },
          { Variable: "$.way.next", StringEquals: "goods", Next: "BookReturn" },
          { Variable: "$.way.next", StringEquals: "settlement", Next: "Restock" },
          { Variable: "$.way.next", StringEquals: "lapse", Next: "Lapse" },
        ],
        Default: "AtRest",
      },
      AwaitDecision: wait("decision"),
      // Goods may come without our carrier, too.
      BookReturn: step("bookReturn", {
        Retry: [{ ...retryUndo, ErrorEquals: [stepErrors.carrierUnavailable] }, retryPassing],
        Catch: [caught(["States.ALL"], "AwaitGoods")],
        Next: "AwaitGoods",
      }),
      AwaitGoods: wait("goods"),
      Lapse: failing("lapseReturn", { Next: "TakeUp" }),
      Restock: failing("restockReturn", { ResultPath: "$.refund", Next: "Refund" }),
      Refund: failing("refundReturn", {
        Parameters: { ...identity, "token.$": "$.refund.token" },
        // A token that is not good does not get better.
        Retry: [never(stepErrors.callRefused), retryUndo],
        Next: "Complete",
      }),
      Complete: failing("completeReturn", { End: true }),
      Flag: step("flagReturn", {
        Parameters: { ...identity, "failure.$": "$.failure" },
        Next: "Unsettled",
      }),
      Unsettled: {
        Type: "Fail",
        Error: "ReturnUnsettled",
        Cause:
          "A step failed each time. Once the goods have come, the return is marked NEEDS_ATTENTION; before that, the sweep starts its saga again.",
      },
      AtRest: { Type: "Succeed", Comment: "The return is refused, has lapsed, or is settled." },
      Duplicate: { Type: "Succeed", Comment: "Another execution has the return: the event came twice." },
    },
  };
}
