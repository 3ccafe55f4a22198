import { labels } from "../logistics/index.ts";
import { findOrder } from "./read.ts";

/** The labels of the parcels of an order. @throws order.not_found */
export async function parcelLabels(orderId: string) {
  const { shippingAddress } = await findOrder(orderId);
  return labels(orderId, shippingAddress);
}
