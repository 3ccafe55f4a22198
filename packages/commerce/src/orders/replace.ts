/** Orders that send something for what came back of others. */
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { add, sum } from "../platform/money.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import type { Order, OrderLine } from "./entity.ts";
import { newOrder, newOrderWrites } from "./new-order.ts";

/** The order whose payment pays for this one, and is given back for what comes back of it. */
export const payerOf = ({ orderId, exchangeOf }: Order): string => exchangeOf?.paidBy ?? orderId;

/**
 * The writes of an order that costs nothing: what it holds is paid for by what came back. From there on it is an order as any
 * other; what cannot be sent after all is given back of the payment there was.
 */
export function replacementWrites(
  ctx: Context,
  original: Order,
  { returnId, lines, shipping }: { returnId: string; lines: OrderLine[]; shipping: Money },
): { orderId: string; writes: TransactionWrite[] } {
  const { orderId, customerId, shippingAddress, shippingMethod, payment } = original;
  const subtotal = sum(
    lines.map(({ total }) => total),
    shipping.currency,
  );
  const credit = add(subtotal, shipping);
  const order = newOrder(
    ctx,
    {
      customerId,
      lines,
      totals: { subtotal, shipping, credit, total: { ...credit, amount: 0 } },
      shippingAddress,
      shippingMethod,
      payment,
      exchangeOf: { orderId, returnId, paidBy: payerOf(original) },
    },
    `In exchange for what came back of ${orderId}`,
  );
  return { orderId: order.orderId, writes: newOrderWrites(ctx, order) };
}
