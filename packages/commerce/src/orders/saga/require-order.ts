import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { StepError } from "../../platform/errors.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";

/** @throws when there is no such order, which is a defect of whoever started the saga */
export async function requireOrder(orderId: string): Promise<Order> {
  const order = await Orders.read(orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  return order;
}

export const cancelled = (order: Order) =>
  new StepError(stepErrors.cancelled, `The order is ${order.status}.`);
