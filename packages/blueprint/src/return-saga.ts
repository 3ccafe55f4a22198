import { defineFunction, type WorkflowDefinition } from "./define.ts";
import { carrierAccounts } from "./carriers.ts";
import { CARRIER_TIMEOUT_SECONDS } from "./limits.ts";
import { commerceTable, productCache } from "./storage.ts";

const step = (name: string, module: string) =>
  defineFunction(name, {
    handler: `functions/return-saga/${module}.handler`,
    uses: [{ resource: commerceTable, access: "read-write" }],
  });

/** The saga of one return. The states are in `workflows/return-saga.ts`, by the names of these tasks. */
export const returnSaga = {
  kind: "workflow",
  name: "ReturnSaga",
  tasks: {
    awaitReturn: defineFunction("AwaitReturn", {
      handler: "functions/return-saga/await-return.handler",
      uses: [{ resource: commerceTable, access: "read-write" }],
      answersTaskTokens: true,
    }),
    bookReturn: defineFunction("BookReturn", {
      handler: "functions/return-saga/book-return.handler",
      uses: [
        { resource: commerceTable, access: "read-write" },
        { resource: productCache, access: "read" },
        ...carrierAccounts,
      ],
      timeoutSeconds: CARRIER_TIMEOUT_SECONDS,
    }),
    restockReturn: step("RestockReturn", "restock-return"),
    refundReturn: step("RefundReturn", "refund-return"),
    completeReturn: step("CompleteReturn", "complete-return"),
    lapseReturn: step("LapseReturn", "lapse-return"),
    flagReturn: step("FlagReturn", "flag-return"),
  },
} as const satisfies WorkflowDefinition;
