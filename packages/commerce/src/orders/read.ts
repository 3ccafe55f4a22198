import { newestFirst, type PageWanted, plain } from "../storage/options.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { refuseForeignCursor } from "../storage/cursor.ts";
import { type Order, OrderEntity } from "./entity.ts";

/** The order as it is now, or undefined. */
export async function read(orderId: string): Promise<Order | undefined> {
  const { data } = await OrderEntity.get({ orderId }).go({ ...plain, consistent: true });
  return data ?? undefined;
}

/** One of the caller's own orders; the id of another's answers as if it did not exist. @throws order.not_found */
export async function readOwn(ctx: Context, orderId: string): Promise<Order> {
  const order = await read(orderId);
  if (order?.customerId !== ctx.actor.id) throw new DomainError("order.not_found");
  return order;
}

/** @throws request.invalid when the cursor is not one of ours */
export async function listOwn(ctx: Context, page: PageWanted) {
  const { data, cursor } = await OrderEntity.query
    .byCustomer({ customerId: ctx.actor.id })
    .go(newestFirst(page))
    .catch(refuseForeignCursor);
  return { orders: data, cursor };
}
