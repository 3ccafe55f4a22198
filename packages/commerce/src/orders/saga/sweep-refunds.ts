import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import * as Payments from "../../payments/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { publishWrite } from "../../platform/messaging/index.ts";
import { requireOrder } from "./lease.ts";

/** Asks for the refunds that are due. One that is not confirmed in time calls a person. */
export const sweepRefunds = (ctx: Context, failed: (item: object, error: unknown) => void) =>
  Payments.sweepRefunds(ctx, failed, (orderId, detail) => attentionWrite(ctx, orderId, detail));

/** The order stays as it is: it may have ended long ago. */
async function attentionWrite(ctx: Context, orderId: string, detail: string): Promise<TransactionWrite> {
  const { customerId, correlationId } = await requireOrder(orderId);
  return publishWrite({ ...ctx, correlationId }, orderNeedsAttention, { orderId, customerId, detail });
}
