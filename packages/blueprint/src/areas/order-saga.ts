import { CARRIER_TIMEOUT_SECONDS } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineFunction } from "../language/define.ts";
import type { QueueDefinition, WorkflowDefinition } from "../language/resources.ts";
import { carrierAccounts } from "./carriers.ts";
import { carrierPace, carrierScans } from "./logistics.ts";

const useTable = { resource: commerceTable, access: "read-write" } as const;

const step = (name: string, module: string) =>
  defineFunction(name, { handler: `functions/orders/saga/${module}.handler`, uses: [useTable] });

/**
 * The saga of one order. Its states are in `workflows/order-saga.ts`, which uses the names of these
 * tasks.
 */
export const orderSaga = {
  kind: "workflow",
  name: "OrderSaga",
  tasks: {
    reserveStock: step("ReserveStock", "reserve-stock"),
    authorizePayment: step("AuthorizePayment", "authorize-payment"),
    commitStock: step("CommitStock", "commit-stock"),
    capturePayment: step("CapturePayment", "capture-payment"),
    scheduleDelivery: defineFunction("ScheduleDelivery", {
      handler: "functions/orders/saga/schedule-delivery.handler",
      uses: [
        useTable,
        { resource: productCache, access: "read" },
        { resource: carrierScans, access: "send" },
        { resource: carrierPace, access: "read" },
        ...carrierAccounts,
      ],
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
      // The carrier may already have picked up a parcel that an earlier attempt booked.
      answersTaskTokens: true,
    }),
    awaitStock: defineFunction("AwaitStock", {
      handler: "functions/orders/saga/await-stock.handler",
      uses: [useTable],
      // The units may have arrived before the saga starts to wait.
      answersTaskTokens: true,
    }),
    refundPayment: step("RefundPayment", "refund-payment"),
    releaseStock: step("ReleaseStock", "release-stock"),
    failOrder: step("FailOrder", "fail-order"),
    flagForAttention: step("FlagForAttention", "flag-for-attention"),
  },
} as const satisfies WorkflowDefinition;

/** Tells a waiting saga that its order is cancelled, or that its units have arrived. */
export const sagaInterruptions = {
  kind: "queue",
  name: "SagaInterruptions",
  consumer: defineFunction("InterruptSaga", {
    handler: "functions/orders/saga/interrupt-saga.handler",
    uses: [
      { resource: commerceTable, access: "read" },
      { resource: orderSaga, access: "signal" },
    ],
  }),
  batchSize: 10,
  maxReceives: 5,
  visibilityTimeoutSeconds: 180,
} as const satisfies QueueDefinition;

/**
 * Errors that the saga's steps throw; `workflows/order-saga.ts` catches and retries them by name.
 */
export const stepErrors = {
  /** Another execution owns the order, because an event was delivered twice. */
  claimedElsewhere: "OrderClaimedElsewhere",
  /** The customer cancelled while the saga ran. */
  cancelled: "OrderCancelled",
  /** The carrier has the parcel, so nothing can be undone. */
  shipped: "OrderShipped",
  outOfStock: "StockInsufficient",
  /** The order waits for units that are not in stock yet. */
  stockAwaited: "StockAwaited",
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
