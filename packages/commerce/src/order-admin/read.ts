import { tracking } from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import * as Payments from "../payments/index.ts";
import { DomainError } from "../platform/errors.ts";
import { journalOf } from "./journal.ts";

type OrderFilter = Parameters<typeof Orders.list>[0];

/** Reads any customer's order, for staff. @throws order.not_found */
export async function findOrder(orderId: string): Promise<Order> {
  const order = await Orders.read(orderId);
  if (!order) throw new DomainError("order.not_found");
  return order;
}

/** The order as staff see it. */
function staffView(order: Order) {
  const { customerId, correlationId, dueAt } = order;
  return { ...Orders.view(order), customerId, correlationId, ...(dueAt && { dueAt }) };
}

/** The order with its payment, parcels and journal. @throws order.not_found */
export async function get(orderId: string) {
  const [order, payment, { parcels }, journal] = await Promise.all([
    findOrder(orderId),
    Payments.summary(orderId),
    tracking(orderId),
    journalOf(orderId),
  ]);
  const seen = staffView(order);
  return { ...seen, payment: { ...seen.payment, ...payment }, parcels, journal };
}

/** A page of the orders that match. @throws request.invalid when the cursor is not one of ours */
export async function list(filter: OrderFilter) {
  const { orders, cursor } = await Orders.list(filter);
  return { items: orders.map(staffView), ...(cursor ? { nextCursor: cursor } : {}) };
}

/** The invoice of an order, as HTML. @throws order.not_found, order.not_invoiced */
export const invoiceOf = async (orderId: string) => Orders.invoice(await findOrder(orderId));
