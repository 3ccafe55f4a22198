/** An order waits until its units have come. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../../platform/context.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { StepError } from "../../platform/errors.ts";
import type { Order } from "../entity.ts";
import { OrderEntity } from "../entity.ts";
import { requireOrder } from "./require-order.ts";
import { tellServed } from "./task-tokens.ts";

/**
 * The saga waits under `taskToken` until the last of the order's units has come.
 * @throws OrderCancelled
 */
export async function awaitStock(_ctx: Context, orderId: string, taskToken: string): Promise<void> {
  const order = await waitUnder(orderId, taskToken);
  if (order.status === "CANCELLED") throw new StepError(stepErrors.cancelled, "The order is CANCELLED.");
  // They came before it began to wait.
  if (order.status !== "AWAITING_STOCK") await tellServed(taskToken);
}

/** The order waits for units, and nobody has taken it out of the forward course. */
export const isWaiting = ({ status, withdrawnAt }: Order) =>
  status === "AWAITING_STOCK" && withdrawnAt === undefined;

/** The saga waits under this token, if the order still does. @returns the order as it is */
async function waitUnder(orderId: string, taskToken: string): Promise<Order> {
  const { data } = await OrderEntity.patch({ orderId })
    .set({ taskToken })
    .where(({ status }, { eq }) => eq(status, "AWAITING_STOCK"))
    .go({ ...electroOptions, response: "all_new", returnOnConditionCheckFailure: "all_old" });
  if (!data) throw new Error(`There is no order ${orderId}.`);
  return data;
}

/** Lets the saga of an order that was served go on. */
export async function resume(orderId: string): Promise<void> {
  const { status, taskToken } = await requireOrder(orderId);
  if (status === "FULFILLED" && taskToken !== undefined) await tellServed(taskToken);
}
