/** Orders that replace returned goods. */
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { add, sum } from "../platform/money.ts";
import type { Order, OrderLine } from "./entity.ts";
import { newOrder, newOrderWrites } from "./new-order.ts";

/** Id of the order whose payment covers this one, and is refunded when its goods come back. */
export const payerOf = ({ orderId, exchangeOf }: Order): string => exchangeOf?.paidBy ?? orderId;

/**
 * Builds the writes of a replacement order. It costs nothing, as the returned goods pay for it;
 * otherwise it is an order like any other. If it cannot be sent, the original payment is refunded.
 */
export function replacementWrites(
  ctx: Context,
  original: Order,
  { returnId, lines, shipping }: { returnId: string; lines: OrderLine[]; shipping: Money },
): { orderId: string; writes: TransactionWrite[] } {
  const { orderId, customerId, contact, shippingAddress, shippingMethod, payment } = original;
  const subtotal = sum(
    lines.map(({ total }) => total),
    shipping.currency,
  );
  const credit = add(subtotal, shipping);
  const order = newOrder(
    ctx,
    {
      customerId,
      ...(contact && { contact }),
      lines,
      totals: { subtotal, shipping, credit, total: { ...credit, amount: 0 } },
      shippingAddress,
      shippingMethod,
      payment,
      exchangeOf: { orderId, returnId, paidBy: payerOf(original) },
    },
    `Replaces goods returned from order ${orderId}`,
  );
  return { orderId: order.orderId, writes: newOrderWrites(ctx, order) };
}
