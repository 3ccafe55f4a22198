import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { orderSaga, stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { SAGA_EXECUTION_SECONDS } from "@tradewind/blueprint/ground/limits";
import { caught, retryPassing } from "./retries.ts";

type TaskName = keyof typeof orderSaga.tasks;
type State = Record<string, unknown>;

/** Starting a function and telling its outcome take this much longer than the function itself. */
const MARGIN_SECONDS = 2;

/** Longer retrying is by the time at which the order is due: an execution is short. */
const retryOnce = { ...retryPassing, MaxAttempts: 1 };

/** Errors by which a step refuses: trying again would not help. */
const REFUSALS = [
  stepErrors.outOfStock,
  stepErrors.declined,
  stepErrors.carrierRefused,
  stepErrors.cancelled,
];

/**
 * The saga of one order, as ASL. Its input is the envelope of an event about the order, or an
 * envelope that names it only.
 *
 * Each execution takes the order under a lease and goes one way. Forward: reserve stock, process
 * the payment, schedule the delivery. Back, once the order is withdrawn or cancelled: cancel the
 * delivery, refund the payment, release the stock. Stock is reserved before money moves, so that no
 * shopper is charged for units that are gone. No execution waits: one that cannot go on ends, and
 * the next event, or the time at which the order is due, starts another.
 */
export function orderSagaDefinition(arnOf: (task: TaskName) => string): object {
  const step = (task: TaskName, more: State): State => ({
    Type: "Task",
    Resource: arnOf(task),
    Parameters: {
      "orderId.$": "$.orderId",
      "correlationId.$": "$.correlationId",
      "execution.$": "$$.Execution.Id",
      "lease.$": "$.taken.lease",
      ...(more["Parameters"] as State | undefined),
    },
    ResultPath: null,
    TimeoutSeconds: orderSaga.tasks[task].timeoutSeconds + MARGIN_SECONDS,
    ...omit(more, "Parameters"),
  });
  const inExecution = (failed: string, alsoRetried: readonly string[] = []) => ({
    Retry: [{ ...retryOnce, ErrorEquals: [...retryOnce.ErrorEquals, ...alsoRetried] }],
    Catch: [caught([stepErrors.leaseLost], "LeaseLost"), caught(["States.ALL"], failed)],
  });
  /** A call to a carrier takes long: it is tried once in an execution. */
  const onceInExecution = (failed: string) => ({ Catch: inExecution(failed).Catch });
  const failed = (why: { step: string; reason?: FailureReason }, next: string): State => ({
    Type: "Pass",
    Parameters: { ...why, "failure.$": "$.failure" },
    ResultPath: "$.why",
    Next: next,
  });
  const end = (comment: string): State => ({ Type: "Succeed", Comment: comment });
  const why = { Parameters: { "why.$": "$.why" }, Retry: [retryOnce] };

  return {
    Comment: "Takes an order forward, or back, until it waits or rests.",
    TimeoutSeconds: SAGA_EXECUTION_SECONDS,
    StartAt: "NameRun",
    States: {
      NameRun: {
        Type: "Pass",
        Comment: "An Express execution may run twice at once: each run has a name of its own.",
        Parameters: {
          "orderId.$": "$.data.orderId",
          "correlationId.$": "$.correlationId",
          // A part of a UUID will do: an order has few runs at one time, and it keeps the name.
          "run.$": "States.ArrayGetItem(States.StringSplit(States.UUID(), '-'), 0)",
          reserved: {},
        },
        Next: "TakeUpOrder",
      },
      TakeUpOrder: {
        Type: "Task",
        Resource: arnOf("takeUpOrder"),
        Parameters: {
          "orderId.$": "$.orderId",
          "correlationId.$": "$.correlationId",
          "execution.$": "$$.Execution.Id",
          "run.$": "$.run",
        },
        ResultPath: "$.taken",
        TimeoutSeconds: orderSaga.tasks.takeUpOrder.timeoutSeconds + MARGIN_SECONDS,
        Retry: [retryOnce],
        Catch: [caught([stepErrors.leaseHeld], "LeaseHeld")],
        Next: "Course",
      },
      Course: {
        Type: "Choice",
        Choices: [
          is("$.taken.course", "reserve", "ReserveStock"),
          is("$.taken.course", "pay", "ProcessPayment"),
          is("$.taken.course", "deliver", "ScheduleDelivery"),
          is("$.taken.course", "undo", "CancelDelivery"),
          is("$.taken.course", "withdraw", "GiveUpForward"),
          is("$.taken.course", "flag", "GiveUp"),
        ],
        Default: "NothingToDo",
      },

      ReserveStock: step("reserveStock", {
        ...inExecution("InventoryUnavailable"),
        ResultPath: "$.reserved",
        Next: "ProcessPayment",
      }),
      ProcessPayment: step("processPayment", {
        Parameters: { "reserved.$": "$.reserved" },
        ...inExecution("PaymentFailed", [stepErrors.processorUnavailable]),
        ResultPath: "$.paid",
        Next: "WaitsForStock",
      }),
      WaitsForStock: {
        Type: "Choice",
        Choices: [is("$.paid.course", "deliver", "ScheduleDelivery")],
        Default: "Done",
      },
      ScheduleDelivery: step("scheduleDelivery", { ...onceInExecution("ShippingFailed"), Next: "Done" }),

      InventoryUnavailable: failed({ step: "ReserveStock", reason: "INVENTORY_UNAVAILABLE" }, "Refused"),
      PaymentFailed: failed({ step: "ProcessPayment", reason: "PAYMENT_FAILED" }, "Refused"),
      ShippingFailed: failed({ step: "ScheduleDelivery", reason: "SHIPPING_FAILED" }, "Refused"),
      Refused: {
        Type: "Choice",
        Choices: REFUSALS.map((error) => is("$.why.failure.Error", error, "WithdrawOrder")),
        Default: "PostponeOrder",
      },
      GiveUpForward: {
        Type: "Pass",
        Comment: "The order was tried too often, or it waited too long.",
        Result: { step: "TakeUpOrder" },
        ResultPath: "$.why",
        Next: "WithdrawOrder",
      },
      GiveUp: {
        Type: "Pass",
        Comment: "The undo was tried too often, or a parcel was not picked up in time.",
        Result: { step: "TakeUpOrder" },
        ResultPath: "$.why",
        Next: "PostponeOrder",
      },
      WithdrawOrder: step("withdrawOrder", {
        ...why,
        Catch: [caught(["States.ALL"], "PostponeOrder")],
        Next: "Done",
      }),

      CancelDelivery: step("cancelDelivery", {
        ...onceInExecution("CancelDeliveryFailed"),
        ResultPath: "$.cancelled",
        Next: "CarrierHasIt",
      }),
      CarrierHasIt: {
        Type: "Choice",
        Choices: [is("$.cancelled.course", "undo", "RefundPayment")],
        Default: "Done",
      },
      RefundPayment: step("refundPayment", {
        ...inExecution("RefundPaymentFailed"),
        ResultPath: "$.refund",
        Next: "ReleaseStock",
      }),
      ReleaseStock: step("releaseStock", { ...inExecution("ReleaseStockFailed"), Next: "FailOrder" }),
      FailOrder: step("failOrder", {
        ...inExecution("FailOrderFailed"),
        Parameters: { "refund.$": "$.refund" },
        Next: "Done",
      }),
      CancelDeliveryFailed: failed({ step: "CancelDelivery" }, "PostponeOrder"),
      RefundPaymentFailed: failed({ step: "RefundPayment" }, "PostponeOrder"),
      ReleaseStockFailed: failed({ step: "ReleaseStock" }, "PostponeOrder"),
      FailOrderFailed: failed({ step: "FailOrder" }, "PostponeOrder"),
      PostponeOrder: step("postponeOrder", { ...why, Next: "Done" }),

      Done: end("The order waits or rests, or another execution goes on with it."),
      NothingToDo: end("The order waits, rests or needs a person."),
      LeaseHeld: end("Another run has the order: the event came twice, or late."),
      LeaseLost: end("Another run has taken the order, or a person has been called."),
    },
  };
}

const is = (Variable: string, StringEquals: string, Next: string) => ({ Variable, StringEquals, Next });

function omit(state: State, name: string): State {
  const { [name]: _, ...rest } = state;
  return rest;
}
