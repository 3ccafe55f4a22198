/** Starts the saga of each order that is due, so that none stays unfinished in silence. */

import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { ORDER_STARTS_PER_SECOND, ORDER_SWEEP_SECONDS } from "@tradewind/blueprint/ground/limits";
import { sfn } from "../../platform/clients/step-functions.ts";
import type { Context } from "../../platform/context.ts";
import { sweepDue } from "../../platform/due.ts";
import { resourceOf } from "../../platform/resource-of.ts";
import { idsOf } from "../due-orders.ts";
import * as Orders from "../index.ts";
import { courseOf } from "./course.ts";
import { isHeldByOthers } from "./lease.ts";

/** The schedule starts the next sweep after a minute, when the time of the function is over. */
const SWEEP_MS = ORDER_SWEEP_SECONDS * 1000;

/**
 * Reads only what is due. A run of the saga that finds the order held, or with nothing to do, ends
 * at once.
 */
export function sweep(ctx: Context, logFailure: (order: { orderId: string }, error: unknown) => void) {
  return sweepDue<string>({
    clock: ctx.clock,
    deadline: ctx.clock.now() + SWEEP_MS,
    perSecond: ORDER_STARTS_PER_SECOND,
    dueIn: Orders.dueOrders,
    idOf: (keys) => idsOf({ Items: [keys] })[0] ?? "",
    handle: (orderId) => startIfDue(ctx, orderId),
    failed: (orderId, error) => logFailure({ orderId }, error),
  });
}

async function startIfDue(ctx: Context, orderId: string): Promise<void> {
  const order = await Orders.read(orderId);
  const now = ctx.clock.now();
  if (!order || courseOf(order, now) === "none" || isHeldByOthers(order, "", now)) return;
  await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: resourceOf(orderSaga).arn,
      input: JSON.stringify({
        correlationId: order.correlationId,
        causationId: ctx.causationId,
        data: { orderId },
      }),
    }),
  );
}
