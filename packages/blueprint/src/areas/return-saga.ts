import { CARRIER_TIMEOUT_SECONDS } from "../ground/limits.ts";
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

const step = (name: string, module: string, uses: readonly Use[] = []) =>
  defineFunction(name, {
    handler: `functions/returns/saga/${module}.handler`,
    uses: [{ resource: commerceTable, access: "read-write" }, ...uses],
  });

/**
 * The saga of one return. Its states are in `workflows/return-saga.ts`, which uses the names of
 * these tasks.
 */
export const returnSaga = {
  kind: "workflow",
  name: "ReturnSaga",
  type: "standard",
  tasks: {
    takeUpReturn: step("TakeUpReturn", "take-up-return"),
    awaitReturn: defineFunction("AwaitReturn", {
      handler: "functions/returns/saga/await-return.handler",
      uses: [{ resource: commerceTable, access: "read-write" }],
      answersTaskTokens: true,
    }),
    bookReturn: defineFunction("BookReturn", {
      handler: "functions/returns/saga/book-return.handler",
      uses: [
        { resource: commerceTable, access: "read-write" },
        { resource: productCache, access: "read" },
        ...carrierAccounts,
      ],
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
    }),
    restockReturn: step(refundOfReturn.caller, "restock-return", [{ resource: returnsKey, access: "sign" }]),
    refundReturn: step(refundOfReturn.callee, "refund-return", [{ resource: returnsKey, access: "verify" }]),
    completeReturn: step("CompleteReturn", "complete-return"),
    lapseReturn: step("LapseReturn", "lapse-return"),
    flagReturn: step("FlagReturn", "flag-return"),
  },
} as const satisfies WorkflowDefinition;
