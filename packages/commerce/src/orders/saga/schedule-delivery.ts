/** Books the carrier. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { asWrite } from "../../platform/dynamodb/transaction.ts";
import { StepError } from "../../platform/errors.ts";
import { isEditable } from "../edit.ts";
import type { Order } from "../entity.ts";
import { OrderEntity } from "../entity.ts";
import { isOutOfHands } from "../states.ts";
import { isWaiting } from "./await-stock.ts";
import { cancelled, requireOrder } from "./require-order.ts";
import { tellPickedUp } from "./task-tokens.ts";

/**
 * The saga waits under `taskToken` until the parcel is picked up.
 * @throws CarrierRefused, OrderCancelled, StockAwaited
 */
export async function scheduleDelivery(ctx: Context, orderId: string, taskToken: string): Promise<void> {
  const order = await requireOrder(orderId);
  if (order.status === "CANCELLED") throw cancelled(order);
  if (isWaiting(order))
    throw new StepError(stepErrors.stockAwaited, "Units of the order have not arrived yet.");
  // An earlier attempt booked the carrier, who came before this one: its scan answered a token that
  // no longer counts.
  if (isOutOfHands(order)) return waitForTheRest(orderId, taskToken);
  const condition = stillFulfilledWrite(order);
  const { shippingAddress, allocations = [] } = order;
  const scheduled = await Logistics.schedule(
    ctx,
    orderId,
    shippingAddress,
    allocations,
    taskToken,
    condition,
  );
  if (scheduled) return;
  const now = await requireOrder(orderId);
  // It was edited after an earlier attempt had booked the carrier.
  if (isEditable(now)) return scheduleDelivery(ctx, orderId, taskToken);
  if (!isOutOfHands(now)) throw cancelled(now);
  await waitForTheRest(orderId, taskToken);
}

/**
 * Parcels are on their way already: all of them, or some, and the others' scans answer this token.
 */
async function waitForTheRest(orderId: string, taskToken: string): Promise<void> {
  await Logistics.waitUnder(orderId, taskToken);
  const { status } = await requireOrder(orderId);
  if (status !== "PARTIALLY_SHIPPED") await tellPickedUp(taskToken);
}

/**
 * A condition within another write's transaction: the order is FULFILLED, and what is in it is what
 * was read.
 */
function stillFulfilledWrite({ orderId, edits }: Order): TransactionWrite {
  // ElectroDB has `check` on every entity; its types show it only inside
  // `service.transaction.write`.
  const checking = OrderEntity as unknown as {
    check(key: { orderId: string }): {
      where(
        build: (
          attributes: { status: string; edits: { version: number } },
          operators: {
            eq: (a: string | number, b: string | number) => string;
            notExists: (a: object) => string;
          },
        ) => string,
      ): object;
    };
  };
  return asWrite(
    checking
      .check({ orderId })
      .where(
        (now, { eq, notExists }) =>
          `${eq(now.status, "FULFILLED")} AND ${edits ? eq(now.edits.version, edits.version) : notExists(now.edits)}`,
      ),
  );
}
