import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import { RETURN_DECISION_DAYS, RETURN_GOODS_DAYS } from "@tradewind/blueprint/ground/limits";
import { caught, PASSING, retryPassing, retryUndo } from "./retries.ts";

type TaskName = keyof typeof returnSaga.tasks;
type State = Record<string, unknown>;

const DAY_SECONDS = 24 * 60 * 60;

const identity = {
  "orderId.$": "$.data.orderId",
  "returnId.$": "$.data.returnId",
  "correlationId.$": "$.correlationId",
  "execution.$": "$$.Execution.Id",
};

/**
 * The saga of one return, as ASL. Its input is the envelope of `order.return_requested`.
 *
 * It waits for support's decision and then for the goods; what has come is put back on sale or
 * written off, and refunded. There is nothing to undo: each step is tried until it is done, and
 * when that takes too long a person is called.
 */
export function returnSagaDefinition(arnOf: (task: TaskName) => string): object {
  const step = (task: TaskName, more: State): State => ({
    Type: "Task",
    Resource: arnOf(task),
    Parameters: identity,
    ResultPath: null,
    TimeoutSeconds: returnSaga.tasks[task].timeoutSeconds + 5,
    Retry: [retryPassing, retryUndo],
    ...more,
  });
  const settling = (task: TaskName, more: State): State =>
    step(task, { Catch: [caught(["States.ALL"], "Flag")], ...more });
  const wait = (until: "decision" | "goods", days: number, more: State): State =>
    step("awaitReturn", {
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: {
        FunctionName: arnOf("awaitReturn"),
        Payload: { ...identity, until, "taskToken.$": "$$.Task.Token" },
      },
      TimeoutSeconds: days * DAY_SECONDS,
      // A timeout here is a person's, not the function's: it is not tried again.
      Retry: [{ ...retryPassing, ErrorEquals: [...PASSING, "Lambda.Unknown", "Sandbox.Timedout"] }],
      Catch: [
        caught([stepErrors.claimedElsewhere], "Duplicate"),
        caught([stepErrors.returnRefused], "Refused"),
        caught(["States.Timeout"], "Lapse"),
      ],
      ...more,
    });

  return {
    Comment: "Carries a return from its request to its refund.",
    StartAt: "AwaitDecision",
    States: {
      AwaitDecision: wait("decision", RETURN_DECISION_DAYS, { Next: "BookReturn" }),
      // Goods may come without our carrier, too.
      BookReturn: step("bookReturn", {
        Retry: [{ ...retryUndo, ErrorEquals: [stepErrors.carrierUnavailable] }, retryPassing],
        Catch: [caught(["States.ALL"], "AwaitGoods")],
        Next: "AwaitGoods",
      }),
      AwaitGoods: wait("goods", RETURN_GOODS_DAYS, { Next: "Restock" }),
      Restock: settling("restockReturn", { ResultPath: "$.refund", Next: "Refund" }),
      Refund: settling("refundReturn", {
        Parameters: { ...identity, "token.$": "$.refund.token" },
        // A token that is not good does not get better.
        Retry: [{ ErrorEquals: [stepErrors.callRefused], MaxAttempts: 0 }, retryPassing, retryUndo],
        Next: "Complete",
      }),
      Complete: settling("completeReturn", { End: true }),
      Lapse: step("lapseReturn", { End: true }),
      Flag: step("flagReturn", {
        Parameters: { ...identity, "failure.$": "$.failure" },
        Next: "Unsettled",
      }),
      Unsettled: {
        Type: "Fail",
        Error: "ReturnUnsettled",
        Cause: "What came back could not be restocked or refunded; the return is marked NEEDS_ATTENTION.",
      },
      Refused: { Type: "Succeed", Comment: "Support refused, or the return has lapsed." },
      Duplicate: { Type: "Succeed", Comment: "Another execution has the return: the event came twice." },
    },
  };
}
