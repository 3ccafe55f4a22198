import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { orderFailed } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../../platform/context.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { OrderEntity } from "../entity.ts";
import * as Orders from "../index.ts";
import { requireOrder } from "./require-order.ts";

/** What Step Functions reports of the error that was caught. */
export interface Failure {
  Error: string;
  /** For a Lambda: JSON with `errorMessage`. */
  Cause?: string;
}

/** -> FAILED; a cancelled order stays cancelled. */
export async function failOrder(
  ctx: Context,
  orderId: string,
  reason: FailureReason,
  failure: Failure,
  refunded: Money | undefined,
): Promise<void> {
  const order = await requireOrder(orderId);
  if (order.status === "FAILED") return;
  if (order.status === "CANCELLED") return close(orderId);
  const detail = publicDetail(reason, failure);
  const event = {
    definition: orderFailed,
    data: { orderId, customerId: order.customerId, reason, detail, ...(refunded ? { refunded } : {}) },
  };
  const result = await transact(
    Orders.transitionWrites(ctx, order, "FAILED", event, { detail, facts: { failure: { reason, detail } } }),
  );
  if (!result.committed) throw new Error(`Order ${orderId} changed while it was failed.`);
}

/** The saga has nothing left to do for a cancelled order. */
async function close(orderId: string): Promise<void> {
  await OrderEntity.patch({ orderId })
    .remove(["open"])
    .go({ ...electroOptions, response: "none" });
}

/** Errors with a message that is written for customers. */
const SPEAKING: ReadonlySet<string> = new Set([
  stepErrors.outOfStock,
  stepErrors.declined,
  stepErrors.carrierRefused,
]);

const FALLBACK: Record<FailureReason, string> = {
  INVENTORY_UNAVAILABLE: "The stock could not be reserved.",
  PAYMENT_FAILED: "The payment could not be made.",
  SHIPPING_FAILED: "The delivery could not be arranged.",
};

/** The message of the error if it is written for customers, else one by the reason. */
function publicDetail(reason: FailureReason, { Error: name, Cause: cause }: Failure): string {
  if (!SPEAKING.has(name) || !cause) return FALLBACK[reason];
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : FALLBACK[reason];
  } catch {
    return FALLBACK[reason];
  }
}
