import { CARRIER_TIMEOUT_SECONDS, STEP_TIMEOUT_SECONDS } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineFunction, type ServiceCallDefinition, type Use } from "../language/define.ts";
import type { KeyDefinition, WorkflowDefinition } from "../language/resources.ts";
import { carrierAccounts } from "./carriers.ts";

/** Signs the calls of the returns service that request a refund. */
export const returnsKey = {
  kind: "key",
  name: "ReturnsService",
  spec: "ECC_NIST_P256",
} as const satisfies KeyDefinition;

/** Only the function that restocks the goods can request the refund of a return. */
export const refundOfReturn = {
  caller: "RestockReturn",
  callee: "RefundReturn",
  key: returnsKey,
} as const satisfies ServiceCallDefinition;

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
    handler: `functions/returns/saga/${module}.handler`,
    uses: [{ resource: commerceTable, access: "read-write" }, ...uses],
    timeoutSeconds,
  });

/**
 * The saga of one return. Its states are in `workflows/return-saga.ts`, which uses the names of
 * these tasks. Each execution is short: it ends when the return waits for the decision or for the
 * goods.
 */
export const returnSaga = {
  kind: "workflow",
  name: "ReturnSaga",
  type: "standard",
  tasks: {
    takeUpReturn: step("TakeUpReturn", "take-up-return"),
    bookReturn: step("BookReturn", "book-return", {
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
      uses: [{ resource: productCache, access: "read" }, ...carrierAccounts],
    }),
    restockReturn: step(refundOfReturn.caller, "restock-return", {
      timeoutSeconds: 30,
      uses: [{ resource: returnsKey, access: "sign" }],
    }),
    refundReturn: step(refundOfReturn.callee, "refund-return", {
      timeoutSeconds: 20,
      uses: [{ resource: returnsKey, access: "verify" }],
    }),
    completeReturn: step("CompleteReturn", "complete-return"),
    lapseReturn: step("LapseReturn", "lapse-return"),
    flagReturn: step("FlagReturn", "flag-return"),
  },
} as const satisfies WorkflowDefinition;
