import { plain } from "../storage/options.ts";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import { StepError } from "../errors.ts";
import type { Allocation } from "../inventory/index.ts";
import { part, type TransactionPart } from "../storage/transaction.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { outOfHands } from "./states.ts";

/**
 * Gives the order to one execution of the saga: events arrive more than once, and each arrival starts an execution.
 * The allocations of the first claim stay, so that a repeated step finds the same lots.
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
    .go({ ...plain, response: "none", returnOnConditionCheckFailure: "all_old" });
  if (!rejected) return allocations;
  if (now?.execution !== undefined && now.execution !== execution) {
    throw new StepError(stepErrors.claimedElsewhere, `${now.execution} has claimed the order.`);
  }
  if (now?.status !== "PENDING")
    throw new StepError(stepErrors.cancelled, `The order is ${now?.status ?? "gone"}.`);
  return now.allocations ?? allocations;
}

/**
 * Takes the order out of the forward course before anything of it is undone, so that it cannot ship while it is refunded.
 * One that nobody has claimed is claimed by this: a duplicate of the saga leaves another's order alone.
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
    .go({ ...plain, response: "all_new", returnOnConditionCheckFailure: "all_old" });
  if (!order) throw new Error(`There is no order ${orderId}.`);
  if (!rejected) return order;
  if (order.execution !== execution) {
    throw new StepError(stepErrors.claimedElsewhere, `${order.execution} has claimed the order.`);
  }
  throw new StepError(stepErrors.shipped, "The parcel is on its way.");
}

export async function reallocate(orderId: string, allocations: Allocation[]): Promise<void> {
  await OrderEntity.patch({ orderId })
    .set({ allocations })
    .go({ ...plain, response: "none" });
}

/** Records that the order's sold units went back to stock; refused the second time. */
export function stockReturned(orderId: string, at: string): TransactionPart {
  return part(
    OrderEntity.patch({ orderId })
      .set({ stockReturnedAt: at })
      .where(({ stockReturnedAt }, { notExists }) => notExists(stockReturnedAt)),
  );
}

/** A condition within another write's transaction: the order is FULFILLED, and what is in it is what was read. */
export function stillFulfilled({ orderId, edits }: Order): TransactionPart {
  // ElectroDB has `check` on every entity; its types show it only inside `service.transaction.write`.
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
  return part(
    checking
      .check({ orderId })
      .where(
        (now, { eq, notExists }) =>
          `${eq(now.status, "FULFILLED")} AND ${edits ? eq(now.edits.version, edits.version) : notExists(now.edits)}`,
      ),
  );
}
