import { orderSaga, stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { BACKORDER_DAYS, PICKUP_TIMEOUT_SECONDS } from "@tradewind/blueprint/ground/limits";
import { caught, PASSING, retryPassing, retryUndo } from "./retries.ts";

type TaskName = keyof typeof orderSaga.tasks;
type State = Record<string, unknown>;

/** A processor that does not answer is asked again, with the same payment: three tries in all. */
const retryProcessor = {
  ErrorEquals: [stepErrors.processorUnavailable],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 2,
};

/** What ends an undo before it began: the order is another execution's, or it has shipped. */
const NOTHING_TO_UNDO = [stepErrors.claimedElsewhere, stepErrors.shipped];
const retryNoMore = { ErrorEquals: NOTHING_TO_UNDO, MaxAttempts: 0 };

const identity = {
  "orderId.$": "$.data.orderId",
  "correlationId.$": "$.correlationId",
  "execution.$": "$$.Execution.Id",
};

/**
 * The saga of one order, as ASL. Its input is the envelope of `order.placed`.
 *
 * Forward: reserve stock, authorise, commit stock, capture, then wait for the carrier's pickup; in
 * between, for units that are still to come. Each failure enters the undoing where the requirements
 * say. Stock is reserved before money moves, so that no shopper is charged for units that are gone.
 */
export function orderSagaDefinition(arnOf: (task: TaskName) => string): object {
  const step = (task: TaskName, more: State): State => ({
    Type: "Task",
    Resource: arnOf(task),
    Parameters: identity,
    ResultPath: null,
    TimeoutSeconds: orderSaga.tasks[task].timeoutSeconds + 5,
    ...more,
  });
  const undo = (task: TaskName, more: State): State =>
    step(task, {
      Retry: [retryNoMore, retryUndo],
      Catch: [caught(NOTHING_TO_UNDO, "NothingToUndo"), caught(["States.ALL"], "FlagForAttention")],
      ...more,
    });
  // Whatever failed is undone the same way: each undo accepts that there may be nothing for it to
  // do.
  const failing = (reason: string): State => ({
    Type: "Pass",
    Result: { reason, refund: {} },
    ResultPath: "$.undo",
    Next: "RefundPayment",
  });

  return {
    Comment: "Carries an order from its placing to the carrier, or back.",
    StartAt: "ReserveStock",
    States: {
      ReserveStock: step("reserveStock", {
        Parameters: { ...identity, "lines.$": "$.data.lines" },
        Retry: [retryPassing],
        Catch: [
          caught([stepErrors.claimedElsewhere], "Duplicate"),
          caught([stepErrors.cancelled], "Cancelled"),
          caught(["States.ALL"], "InventoryUnavailable"),
        ],
        Next: "AuthorizePayment",
      }),
      AuthorizePayment: step("authorizePayment", {
        Retry: [retryProcessor, retryPassing],
        Catch: [caught([stepErrors.cancelled], "Cancelled"), caught(["States.ALL"], "PaymentFailed")],
        Next: "CommitStock",
      }),
      CommitStock: step("commitStock", {
        Retry: [retryPassing],
        Catch: [caught(["States.ALL"], "InventoryUnavailable")],
        Next: "CapturePayment",
      }),
      CapturePayment: step("capturePayment", {
        Retry: [retryProcessor, retryPassing],
        Catch: [caught(["States.ALL"], "PaymentFailed")],
        Next: "ScheduleDelivery",
      }),
      ScheduleDelivery: step("scheduleDelivery", {
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        Parameters: {
          FunctionName: arnOf("scheduleDelivery"),
          Payload: { ...identity, "taskToken.$": "$$.Task.Token" },
        },
        TimeoutSeconds: PICKUP_TIMEOUT_SECONDS,
        // A timeout here is the carrier's, not the function's: it is not tried again.
        Retry: [
          { ...retryUndo, ErrorEquals: [stepErrors.carrierUnavailable] },
          { ...retryPassing, ErrorEquals: [...PASSING, "Lambda.Unknown", "Sandbox.Timedout"] },
        ],
        Catch: [
          caught([stepErrors.stockAwaited], "AwaitStock"),
          caught([stepErrors.cancelled], "Cancelled"),
          caught(["States.ALL"], "ShippingFailed"),
        ],
        End: true,
      }),
      AwaitStock: step("awaitStock", {
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        Parameters: {
          FunctionName: arnOf("awaitStock"),
          Payload: { ...identity, "taskToken.$": "$$.Task.Token" },
        },
        TimeoutSeconds: BACKORDER_DAYS * 24 * 60 * 60,
        // A timeout here is the stock's, not the function's: it is not tried again.
        Retry: [{ ...retryPassing, ErrorEquals: [...PASSING, "Lambda.Unknown", "Sandbox.Timedout"] }],
        Catch: [caught([stepErrors.cancelled], "Cancelled"), caught(["States.ALL"], "InventoryUnavailable")],
        Next: "ScheduleDelivery",
      }),

      Duplicate: { Type: "Succeed", Comment: "Another execution has the order: the event came twice." },

      NothingToUndo: {
        Type: "Succeed",
        Comment: "Another execution has the order, or the carrier came while this one gave up.",
      },

      InventoryUnavailable: failing("INVENTORY_UNAVAILABLE"),
      PaymentFailed: failing("PAYMENT_FAILED"),
      ShippingFailed: failing("SHIPPING_FAILED"),
      Cancelled: failing("CANCELLED"),

      RefundPayment: undo("refundPayment", { ResultPath: "$.undo.refund", Next: "ReleaseStock" }),
      ReleaseStock: undo("releaseStock", { Next: "FailOrder" }),
      FailOrder: undo("failOrder", {
        Parameters: {
          ...identity,
          "reason.$": "$.undo.reason",
          "refund.$": "$.undo.refund",
          "failure.$": "$.failure",
        },
        End: true,
      }),
      FlagForAttention: step("flagForAttention", {
        Parameters: { ...identity, "failure.$": "$.failure" },
        Retry: [retryUndo],
        Next: "UndoFailed",
      }),
      UndoFailed: {
        Type: "Fail",
        Error: "UndoFailed",
        Cause: "An undo did not succeed; the order is marked NEEDS_ATTENTION.",
      },
    },
  };
}
