import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { MINUTE_MS } from "../platform/time.ts";
import { type Payment, PaymentEntity } from "./entity.ts";
import { readPayment } from "./payment-record.ts";
import { refund } from "./refund.ts";
import { sumOf } from "./rules.ts";
import { testProcessor as processor } from "./test-processor.ts";

/** The reference of the refund that undoes an order. */
const UNDO = "undo";

/**
 * An authorisation may still be on its way to the processor while its payment is given up. It has
 * come by then: the function that asks for it is stopped long before.
 */
const VOID_AGAIN_MS = 5 * MINUTE_MS;

/** The money of an order that fails. Both are absent when nothing was captured. */
export interface GivenBack {
  refunded?: Money;
  /** Refunds of staff that the processor has not confirmed. The customer is told once they are. */
  refunding?: Money;
}

/**
 * Refunds a captured payment or voids an authorisation, also one that may still come. Idempotent.
 * @param furtherWrites writes that commit with the refund of a captured payment
 * @throws ProcessorUnavailable, which passes
 */
export async function undo(
  ctx: Context,
  orderId: string,
  furtherWrites: readonly TransactionWrite[] = [],
): Promise<GivenBack> {
  const payment = await readPayment(orderId);
  if (!payment) return {};
  const money = (amount: number): Money => ({ amount, currency: payment.currency });
  switch (payment.status) {
    case "CAPTURED":
    case "PARTIALLY_REFUNDED":
    case "REFUNDED": {
      const { refunded } = await refund(ctx, orderId, {
        reference: UNDO,
        amount: { upTo: payment.captured },
        furtherWrites,
      });
      const all = refunded.amount > 0 ? refunded : money(payment.refunded);
      const { [UNDO]: _, ...others } = payment.refunds;
      const refunding = money(sumOf(others, "asked"));
      return {
        ...(all.amount > 0 && { refunded: all }),
        ...(refunding.amount > 0 && { refunding }),
      };
    }
    case "REQUESTED":
    case "AUTHORIZED":
      await processor.void(orderId);
      await PaymentEntity.patch({ orderId })
        .set({
          status: "VOIDED",
          updatedAt: ctx.clock.now(),
          ...(payment.status === "REQUESTED" && dueFields(orderId, ctx.clock.now() + VOID_AGAIN_MS)),
        })
        .where(({ status }, { eq }) => `${eq(status, "REQUESTED")} OR ${eq(status, "AUTHORIZED")}`)
        .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
      return {};
    case "VOIDED":
      // An authorisation that was on its way may have come since.
      await processor.void(orderId);
      return {};
    default:
      return {};
  }
}

/** Voids once more what was given up while its authorisation was on its way. */
export async function voidAgain(ctx: Context, { orderId, dueAt = "" }: Payment): Promise<void> {
  const { rejected } = await PaymentEntity.patch({ orderId })
    .set(dueFields(orderId, ctx.clock.now() + VOID_AGAIN_MS))
    .where((attributes, { eq }) => eq(attributes.dueAt, dueAt))
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  // Another run has it.
  if (rejected) return;
  await processor.void(orderId);
  await PaymentEntity.patch({ orderId })
    .remove(["due", "dueAt"])
    .go({ ...electroOptions, response: "none" });
}
