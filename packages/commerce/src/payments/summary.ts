import { electroOptions } from "../platform/dynamodb/options.ts";
import { PaymentEntity } from "./entity.ts";

/** What became of an order's payment; undefined before the first attempt. */
export async function summary(orderId: string) {
  const { data } = await PaymentEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  if (!data) return undefined;
  const { status, captured, refunded, currency } = data;
  return { status, captured: { amount: captured, currency }, refunded: { amount: refunded, currency } };
}
