import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { StepError } from "../platform/errors.ts";
import { PaymentEntity } from "./entity.ts";
import type { PaymentMethod } from "./method.ts";
import { testProcessor as processor } from "./test-processor.ts";

/** The money is set aside, or with us: another run of the same step was faster. */
const TAKEN: ReadonlySet<string | undefined> = new Set(["AUTHORIZED", "CAPTURED"]);

/**
 * Asks the processor to set the order's total aside. The payment is written down before the
 * processor hears of it, so that an undo knows of every attempt.
 * @throws PaymentDeclined; ProcessorUnavailable, which passes
 */
export async function authorize(
  ctx: Context,
  orderId: string,
  method: PaymentMethod,
  amount: Money,
): Promise<{ authorization: string }> {
  const now = ctx.clock.now();
  const { rejected, data: known } = await PaymentEntity.put({
    orderId,
    status: "REQUESTED",
    amount: amount.amount,
    currency: amount.currency,
    captured: 0,
    refunded: 0,
    refunds: {},
    refundsVersion: 0,
    instrument: method.instrument,
    updatedAt: now,
  })
    .where(({ status }, { notExists }) => notExists(status))
    .go({ ...electroOptions, returnOnConditionCheckFailure: "all_old" });
  if (rejected && known?.status !== "REQUESTED") {
    const { authorization } = known ?? {};
    if (authorization && TAKEN.has(known?.status)) return { authorization };
    throw new StepError(stepErrors.declined, "The payment was declined or cancelled before.");
  }
  const result = await processor.authorize(orderId, method.instrument, amount);
  if (result.approved) return { authorization: result.authorization };
  await PaymentEntity.patch({ orderId })
    .set({ status: "DECLINED", updatedAt: now })
    .where(({ status }, { eq }) => eq(status, "REQUESTED"))
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
  throw new StepError(stepErrors.declined, result.message);
}

/** The payment becomes AUTHORIZED, as part of the transaction that moves the order on. */
export function authorizedWrite(ctx: Context, orderId: string, authorization: string): TransactionWrite {
  return asWrite(
    PaymentEntity.patch({ orderId })
      .set({ status: "AUTHORIZED", authorization, updatedAt: ctx.clock.now() })
      .where(({ status }, { eq }) => eq(status, "REQUESTED")),
  );
}
