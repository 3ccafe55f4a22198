import { orderRefunded } from "@tradewind/blueprint/areas/events";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { PaymentEntity } from "./entity.ts";
import { testProcessor as processor } from "./test-processor.ts";

export interface Refund {
  /** The same reference refunds once. */
  reference: string;
  /** Minor units; `upTo` is as much of them as is left. */
  amount: number | { upTo: number };
  /** Set when the customer is to be told, and of which order. */
  tell?: { orderId: string; customerId: string; reason: string };
  /** Further writes of the same transaction. */
  furtherWrites?: readonly TransactionWrite[];
}

/** A refund that meets another looks again this often. */
const RACE_RETRIES = 5;

/**
 * Gives back part of a captured payment. It is written down before the processor hears of it, under
 * a condition that keeps the sum of all refunds within what was captured; repeated, it asks the
 * processor for the same refund again.
 * @throws payment.refund_exceeds
 */
export async function refund(
  ctx: Context,
  orderId: string,
  { reference, amount, tell, furtherWrites = [] }: Refund,
): Promise<{ refunded: Money; left: Money }> {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const { data: payment } = await PaymentEntity.get({ orderId }).go({
      ...electroOptions,
      consistent: true,
    });
    if (!payment) throw new DomainError("payment.refund_exceeds");
    const { captured, refunded, currency } = payment;
    const money = (units: number): Money => ({ amount: units, currency });
    const known = payment.refunds?.[reference];
    const left = captured - refunded;
    const wanted = known ?? (typeof amount === "number" ? amount : Math.min(amount.upTo, left));
    if (known === undefined) {
      if (wanted > left) throw new DomainError("payment.refund_exceeds");
      if (wanted === 0) return { refunded: money(0), left: money(left) };
      const status = wanted === left ? "REFUNDED" : "PARTIALLY_REFUNDED";
      const { committed } = await transact([
        asWrite(
          PaymentEntity.patch({ orderId })
            .data((attributes, { add, set }) => {
              add(attributes.refunded, wanted);
              set(attributes.refunds[reference], wanted);
              set(attributes.status, status);
              set(attributes.updatedAt, ctx.clock.now());
            })
            .where(
              (attributes, { eq, lte, notExists }) =>
                `${eq(attributes.captured, captured)} AND ${lte(attributes.refunded, captured - wanted)} AND ${eq(attributes.refunded, refunded)} AND ${notExists(attributes.refunds[reference])}`,
            ),
        ),
        ...(tell
          ? [
              publishWrite(ctx, orderRefunded, {
                ...tell,
                refunded: money(wanted),
                left: money(left - wanted),
              }),
            ]
          : []),
        ...furtherWrites,
      ]);
      if (!committed) continue;
    }
    await processor.refund(orderId, reference, money(wanted));
    return { refunded: money(wanted), left: money(known === undefined ? left - wanted : left) };
  }
  throw new DomainError("unavailable");
}
