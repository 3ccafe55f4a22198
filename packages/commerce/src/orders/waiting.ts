/** What an order that waits for stock is, besides its units. */
import type { Allocation } from "../inventory/index.ts";
import { plain } from "../storage/options.ts";
import { part, type TransactionPart } from "../storage/transaction.ts";
import { type Order, OrderEntity } from "./entity.ts";

/** The saga waits under this token, if the order still does. @returns the order as it is */
export async function waitUnder(orderId: string, taskToken: string): Promise<Order> {
  const { data } = await OrderEntity.patch({ orderId })
    .set({ taskToken })
    .where(({ status }, { eq }) => eq(status, "AWAITING_STOCK"))
    .go({ ...plain, response: "all_new", returnOnConditionCheckFailure: "all_old" });
  if (!data) throw new Error(`There is no order ${orderId}.`);
  return data;
}

/** Some of what it waits for has come; refused when that is not as it was read, or the order does not wait any more. */
export function served({ orderId, allocations: before }: Order, allocations: Allocation[]): TransactionPart {
  return part(
    OrderEntity.patch({ orderId })
      .set({ allocations })
      .where(
        ({ status, withdrawnAt, allocations: found }, { eq, notExists }) =>
          `${eq(status, "AWAITING_STOCK")} AND ${notExists(withdrawnAt)} AND ${eq(found, before)}`,
      ),
  );
}
