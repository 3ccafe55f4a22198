/** Which execution has an order, and for which course: forward, or back. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Allocation } from "../../inventory/index.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { StepError } from "../../platform/errors.ts";
import type { Order } from "../entity.ts";
import { OrderEntity } from "../entity.ts";
import { outOfHands } from "../states.ts";

/**
 * Gives the order to one execution of the saga: events arrive more than once, and each arrival
 * starts an execution. The allocations of the first claim stay, so that a repeated step finds the
 * same lots.
 * @throws OrderClaimedElsewhere, OrderCancelled
 */
export async function claim(
  orderId: string,
  execution: string,
  allocations: Allocation[],
): Promise<Allocation[]> {
  const { rejected, data: now } = await OrderEntity.patch({ orderId })
    .set({ execution, allocations })
    .where(
      (attributes, { eq, notExists }) =>
        `${eq(attributes.status, "PENDING")} AND ${notExists(attributes.execution)}`,
    )
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: "all_old" });
  if (!rejected) return allocations;
  if (now?.execution !== undefined && now.execution !== execution) {
    throw new StepError(stepErrors.claimedElsewhere, `${now.execution} has claimed the order.`);
  }
  if (now?.status !== "PENDING")
    throw new StepError(stepErrors.cancelled, `The order is ${now?.status ?? "gone"}.`);
  return now.allocations ?? allocations;
}

/**
 * Takes the order out of the forward course before anything of it is undone, so that it cannot ship
 * while it is refunded. One that nobody has claimed is claimed by this: a duplicate of the saga
 * leaves another's order alone.
 * @returns the order as it is now
 * @throws OrderClaimedElsewhere, OrderShipped
 */
export async function withdraw(orderId: string, execution: string, at: string): Promise<Order> {
  const { rejected, data: order } = await OrderEntity.patch({ orderId })
    .set({ execution, withdrawnAt: at })
    .where(
      (attributes, { eq, ne, notExists }) =>
        `${outOfHands.map((status: string) => ne(attributes.status, status)).join(" AND ")} AND (${notExists(attributes.execution)} OR ${eq(attributes.execution, execution)})`,
    )
    .go({ ...electroOptions, response: "all_new", returnOnConditionCheckFailure: "all_old" });
  if (!order) throw new Error(`There is no order ${orderId}.`);
  if (!rejected) return order;
  if (order.execution !== execution) {
    throw new StepError(stepErrors.claimedElsewhere, `${order.execution} has claimed the order.`);
  }
  throw new StepError(stepErrors.shipped, "The parcel is on its way.");
}
