import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { StepError } from "../platform/errors.ts";
import { PaymentEntity } from "./entity.ts";
import type { PaymentMethod } from "./method.ts";
import { testProcessor as processor } from "./test-processor.ts";

/** Has the processor collect the money. */
export async function capture(
  orderId: string,
  { authorization }: PaymentMethod,
  amount: Money,
): Promise<void> {
  if (!authorization) throw new StepError(stepErrors.declined, "The payment was not authorised.");
  await processor.capture(orderId, authorization, amount);
}

/** The payment becomes CAPTURED, as part of the transaction that moves the order on. */
export function capturedWrite(ctx: Context, orderId: string, amount: Money): TransactionWrite {
  return asWrite(
    PaymentEntity.patch({ orderId })
      .set({ status: "CAPTURED", captured: amount.amount, updatedAt: ctx.clock.now() })
      .where(({ status }, { eq }) => eq(status, "AUTHORIZED")),
  );
}
