import { labels } from "../logistics/index.ts";
import { findOrder } from "./read.ts";

/** What is stuck on the parcels of an order. @throws order.not_found */
export async function parcelLabels(orderId: string) {
  const { shippingAddress } = await findOrder(orderId);
  return labels(orderId, shippingAddress);
}
