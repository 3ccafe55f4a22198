/** Functions that run on a schedule. */

import { orderSaga } from "./areas/order-saga.ts";
import { returnSaga } from "./areas/return-saga.ts";
import { commerceTable } from "./ground/tables.ts";
import { defineFunction } from "./language/define.ts";
import type { ScheduleDefinition } from "./language/resources.ts";

/** Starts the saga of each order that is due: after a failed attempt, or a wait that is over. */
export const orderSweep = {
  kind: "schedule",
  name: "OrderSweep",
  expression: "rate(1 minute)",
  target: defineFunction("SweepOrders", {
    handler: "functions/orders/saga/sweep-orders.handler",
    uses: [
      { resource: commerceTable, access: "read" },
      { resource: orderSaga, access: "start" },
    ],
    timeoutSeconds: 60,
  }),
} as const satisfies ScheduleDefinition;

/** Releases reservations whose orders are over, and merges lots that are rarely used. */
export const stockSweep = {
  kind: "schedule",
  name: "StockSweep",
  expression: "rate(15 minutes)",
  target: defineFunction("SweepStock", {
    handler: "functions/orders/saga/sweep-stock.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
    timeoutSeconds: 300,
  }),
} as const satisfies ScheduleDefinition;

/** Asks the processor again for refunds it has not confirmed, and for voids that came early. */
export const refundSweep = {
  kind: "schedule",
  name: "RefundSweep",
  expression: "rate(1 minute)",
  target: defineFunction("SweepRefunds", {
    handler: "functions/payments/sweep-refunds.handler",
    uses: [{ resource: commerceTable, access: "read-write" }],
    timeoutSeconds: 60,
  }),
} as const satisfies ScheduleDefinition;

/** Starts the saga of each return that is due: a wait is over, or an execution came no further. */
export const returnSweep = {
  kind: "schedule",
  name: "ReturnSweep",
  expression: "rate(5 minutes)",
  target: defineFunction("SweepReturns", {
    handler: "functions/returns/sweep-returns.handler",
    uses: [
      { resource: commerceTable, access: "read-write" },
      { resource: returnSaga, access: "start" },
    ],
    timeoutSeconds: 120,
  }),
} as const satisfies ScheduleDefinition;

export const schedules = [orderSweep, stockSweep, refundSweep, returnSweep] as const;
