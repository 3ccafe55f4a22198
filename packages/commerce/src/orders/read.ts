import { newestFirstPage, type PageWanted, electroOptions } from "../platform/dynamodb/options.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { type Order, OrderEntity } from "./entity.ts";

/** The order as it is now, or undefined. */
export async function read(orderId: string): Promise<Order | undefined> {
  const { data } = await OrderEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** One of the caller's own orders; the id of another's answers as if it did not exist. @throws order.not_found */
export async function readOwn(ctx: Context, orderId: string): Promise<Order> {
  const order = await read(orderId);
  if (order?.customerId !== ctx.actor.id) throw new DomainError("order.not_found");
  return order;
}

/** @throws request.invalid when the cursor is not one of ours */
export async function pageOfOwn(ctx: Context, page: PageWanted) {
  const { data, cursor } = await OrderEntity.query
    .byCustomer({ customerId: ctx.actor.id })
    .go(newestFirstPage(page))
    .catch(refuseForeignCursor);
  return { orders: data, cursor };
}
