import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { PaymentEntity } from "./entity.ts";
import { readPayment } from "./payment-record.ts";
import { refund } from "./refund.ts";
import { testProcessor as processor } from "./test-processor.ts";

/** The reference of the refund that undoes an order. */
const UNDO = "undo";

/**
 * Gives back whatever an order's payment took, or set aside, or may have: repeatable.
 * @returns what was refunded
 * @throws ProcessorUnavailable, which passes
 */
export async function undo(ctx: Context, orderId: string): Promise<Money | undefined> {
  const payment = await readPayment(orderId);
  if (!payment) return undefined;
  const money = (amount: number): Money => ({ amount, currency: payment.currency });
  switch (payment.status) {
    case "CAPTURED":
    case "PARTIALLY_REFUNDED":
    case "REFUNDED": {
      const { refunded } = await refund(ctx, orderId, {
        reference: UNDO,
        amount: { upTo: payment.captured },
      });
      return refunded.amount > 0 ? refunded : money(payment.refunded);
    }
    case "REQUESTED":
    case "AUTHORIZED":
      await processor.void(orderId);
      await PaymentEntity.patch({ orderId })
        .set({ status: "VOIDED", updatedAt: ctx.clock.now() })
        .where(({ status }, { eq }) => `${eq(status, "REQUESTED")} OR ${eq(status, "AUTHORIZED")}`)
        .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
      return undefined;
    default:
      return undefined;
  }
}
