import type { Contact, Context } from "../platform/context.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions, newestFirstPage, type PageWanted } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { type Order, OrderEntity } from "./entity.ts";

/** Reads an order, strongly consistent; undefined when there is none. */
export async function read(orderId: string): Promise<Order | undefined> {
  const { data } = await OrderEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/**
 * Reads one of the caller's own orders. Another customer's order is not found.
 * @throws order.not_found
 */
export async function readOwn(ctx: Context, orderId: string): Promise<Order> {
  const order = await read(orderId);
  if (order?.customerId !== ctx.actor.id) throw new DomainError("order.not_found");
  return order;
}

/**
 * Reads the address for mails about an order. It may be undefined for an order that was placed this
 * moment, and is for a guest's.
 */
export async function contactOf(orderId: string): Promise<Contact | undefined> {
  const { data } = await OrderEntity.get({ orderId }).go({ ...electroOptions, attributes: ["contact"] });
  return data?.contact;
}

/**
 * Reads a page of the caller's orders, newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function pageOfOwn(ctx: Context, page: PageWanted) {
  const { data, cursor } = await OrderEntity.query
    .byCustomer({ customerId: ctx.actor.id })
    .go(newestFirstPage(page))
    .catch(refuseForeignCursor);
  return { orders: data, cursor };
}
