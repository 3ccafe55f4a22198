import { CARRIER_TIMEOUT_SECONDS, STEP_TIMEOUT_SECONDS } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineFunction, type Use } from "../language/define.ts";
import type { WorkflowDefinition } from "../language/resources.ts";
import { carrierAccounts } from "./carriers.ts";
import { carrierPace, carrierScans } from "./logistics.ts";

interface Needs {
  timeoutSeconds?: number;
  uses?: readonly Use[];
}

const step = (
  name: string,
  module: string,
  { timeoutSeconds = STEP_TIMEOUT_SECONDS, uses = [] }: Needs = {},
) =>
  defineFunction(name, {
    handler: `functions/orders/saga/${module}.handler`,
    uses: [{ resource: commerceTable, access: "read-write" }, ...uses],
    timeoutSeconds,
  });

/**
 * The saga of one order. Its states are in `workflows/order-saga.ts`, which uses the names of these
 * tasks. Each execution is short: it takes the order one way, forward or back, and ends when the
 * order waits.
 */
export const orderSaga = {
  kind: "workflow",
  name: "OrderSaga",
  type: "express",
  tasks: {
    takeUpOrder: step("TakeUpOrder", "take-up-order"),
    reserveStock: step("ReserveStock", "reserve-stock", { timeoutSeconds: 20 }),
    processPayment: step("ProcessPayment", "process-payment", { timeoutSeconds: 30 }),
    scheduleDelivery: step("ScheduleDelivery", "schedule-delivery", {
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
      uses: [
        { resource: productCache, access: "read" },
        { resource: carrierScans, access: "send" },
        { resource: carrierPace, access: "read" },
        ...carrierAccounts,
      ],
    }),
    withdrawOrder: step("WithdrawOrder", "withdraw-order"),
    cancelDelivery: step("CancelDelivery", "cancel-delivery", {
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
      uses: carrierAccounts,
    }),
    refundPayment: step("RefundPayment", "refund-payment", { timeoutSeconds: 20 }),
    releaseStock: step("ReleaseStock", "release-stock", { timeoutSeconds: 30 }),
    failOrder: step("FailOrder", "fail-order"),
    postponeOrder: step("PostponeOrder", "postpone-order"),
  },
} as const satisfies WorkflowDefinition;

/**
 * Errors that the saga's steps throw; `workflows/order-saga.ts` catches and retries them by name.
 */
export const stepErrors = {
  /** Another execution holds the order: it goes on from the state that it finds. */
  leaseHeld: "LeaseHeld",
  /** The lease ended or another execution has taken the order, so this one must stop. */
  leaseLost: "LeaseLost",
  /** Another execution owns the return, because an event was delivered twice. */
  claimedElsewhere: "ClaimedElsewhere",
  /** The order was cancelled or withdrawn while the saga ran. */
  cancelled: "OrderCancelled",
  outOfStock: "StockInsufficient",
  declined: "PaymentDeclined",
  /** Transient: the processor did not answer, or asked for a retry. */
  processorUnavailable: "ProcessorUnavailable",
  carrierRefused: "CarrierRefused",
  /** Transient: the carrier did not answer, or asked for a retry. */
  carrierUnavailable: "CarrierUnavailable",
  /** The token of a call from another service is not valid. */
  callRefused: "CallRefused",
} as const;
export type StepErrorName = (typeof stepErrors)[keyof typeof stepErrors];

/**
 * The one name under which an error of AWS that passes leaves a step, such as throttling or a lost
 * connection. The workflows try the step again.
 */
export const passingError = "Passing";
