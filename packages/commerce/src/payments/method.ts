/** The method behind a token, which pays for an order. */

import type { CardBrand } from "@tradewind/blueprint/areas/payments";
import type { Context } from "../platform/context.ts";
import { asBatchRead, type BatchRead } from "../platform/dynamodb/batch-read.ts";
import { asWrite, type StoredItem, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { epochSeconds } from "../platform/time.ts";
import { PaymentTokenEntity } from "./entity.ts";

/** The card of an order and the processor's references to it; kept with the order. */
export interface PaymentMethod {
  token: string;
  brand: CardBrand;
  last4: string;
  instrument: string;
  /** The processor's reference, once the payment is authorised. */
  authorization?: string;
}

/** The read of a token, together with what else an order is made from. */
export const tokenRead = (token: string): BatchRead => asBatchRead(PaymentTokenEntity.get({ token }));

/** The method behind one of the customer's tokens, if it can still pay. */
export function methodOf(ctx: Context, item: StoredItem | undefined): PaymentMethod | undefined {
  const token = item && PaymentTokenEntity.parse({ Item: item }).data;
  if (!token || token.customerId !== ctx.actor.id || token.orderId) return undefined;
  const { brand, last4, instrument } = token;
  return { token: token.token, brand, last4, instrument };
}

/**
 * Binds the token to the order, in the order's own transaction; refused when it is not the
 * customer's, spent or expired.
 */
export function spendTokenWrite(ctx: Context, token: string, orderId: string): TransactionWrite {
  const now = epochSeconds(ctx);
  return asWrite(
    PaymentTokenEntity.patch({ token })
      .set({ orderId })
      .where(
        (attributes, { eq, notExists, gt }) =>
          `${eq(attributes.customerId, ctx.actor.id)} AND ${notExists(attributes.orderId)} AND ${gt(attributes.expiresAt, now)}`,
      ),
  );
}
