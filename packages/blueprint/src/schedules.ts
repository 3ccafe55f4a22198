/** What happens at set times. */

import { orderSaga } from "./areas/order-saga.ts";
import { commerceTable } from "./ground/tables.ts";
import { defineFunction } from "./language/define.ts";
import type { ScheduleDefinition } from "./language/resources.ts";

/** Finds orders that are past their bound: their sagas are started again, or a person is called. */
export const orderSweep = {
  kind: "schedule",
  name: "OrderSweep",
  expression: "rate(15 minutes)",
  target: defineFunction("SweepOrders", {
    handler: "functions/orders/saga/sweep-orders.handler",
    uses: [
      { resource: commerceTable, access: "read-write" },
      { resource: orderSaga, access: "inspect" },
      { resource: orderSaga, access: "start" },
    ],
  }),
} as const satisfies ScheduleDefinition;

/** Releases reservations that outlived their orders, and merges lots that are cold. */
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

export const schedules = [orderSweep, stockSweep] as const;
