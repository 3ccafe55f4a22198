import type { Contact } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { OrderEntity } from "./entity.ts";

/**
 * Reads the address for mails about an order. It may be undefined for an order that was placed this
 * moment, and is for a guest's.
 */
export async function contactOf(orderId: string): Promise<Contact | undefined> {
  const { data } = await OrderEntity.get({ orderId }).go({ ...electroOptions, attributes: ["contact"] });
  return data?.contact;
}
