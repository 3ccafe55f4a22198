/**
 * Payments. Invariants: an order has one payment, whatever is repeated; it is captured once; what is refunded never
 * exceeds what was captured; no card number is stored, logged or put in an event.
 */
import { plain } from "../storage/options.ts";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import type { CardBrand } from "@tradewind/blueprint/payments";
import type { Money } from "@tradewind/blueprint/schema";
import type { Context } from "../context.ts";
import { StepError } from "../errors.ts";
import { part, type StoredItem, type TransactionPart } from "../storage/transaction.ts";
import { brandOf, checkCard } from "./card.ts";
import { PaymentEntity, PaymentTokenEntity } from "./entity.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Card } from "./processor.ts";
import { refund } from "./refund.ts";
import { testProcessor as processor } from "./test-processor.ts";

const TOKEN_SECONDS = 60 * 60;

/** How an order will be paid; kept with the order. */
export interface PaymentMethod {
  token: string;
  brand: CardBrand;
  last4: string;
  instrument: string;
  /** The processor's reference, once the payment is authorised. */
  authorization?: string;
}

/** The reference of the refund that undoes an order. */
const UNDO = "undo";

export const Payments = {
  refund,

  /** @throws payment.card_invalid, payment.card_unsupported */
  async tokenize(ctx: Context, card: Card) {
    checkCard(card, ctx.clock.now());
    const { instrument } = await processor.register(card);
    const token = ctx.ids.next("tok");
    const brand = brandOf(card.number);
    const last4 = card.number.slice(-4);
    await PaymentTokenEntity.create({
      token,
      customerId: ctx.actor.id,
      brand,
      last4,
      instrument,
      fingerprint: await fingerprint(card.number),
      expiresAt: Math.floor(ctx.clock.now() / 1000) + TOKEN_SECONDS,
    }).go({ ...plain, response: "none" });
    return { token, brand, last4 };
  },

  /** The read of a token, together with what else an order is made from. */
  readingToken: (token: string): TransactionPart => part(PaymentTokenEntity.get({ token })),

  /** The method behind one of the customer's tokens, as far as it can still pay. */
  method(ctx: Context, item: StoredItem | undefined): PaymentMethod | undefined {
    const token = item && PaymentTokenEntity.parse({ Item: item }).data;
    if (!token || token.customerId !== ctx.actor.id || token.orderId) return undefined;
    const { brand, last4, instrument } = token;
    return { token: token.token, brand, last4, instrument };
  },

  /** What became of an order's payment; undefined before the first attempt. */
  async summary(orderId: string) {
    const { data } = await PaymentEntity.get({ orderId }).go({ ...plain, consistent: true });
    if (!data) return undefined;
    const { status, captured, refunded, currency } = data;
    return { status, captured: { amount: captured, currency }, refunded: { amount: refunded, currency } };
  },

  /** Binds the token to the order, in the order's own transaction; refused when it is not the customer's, spent or expired. */
  spendToken(ctx: Context, token: string, orderId: string): TransactionPart {
    const now = Math.floor(ctx.clock.now() / 1000);
    return part(
      PaymentTokenEntity.patch({ token })
        .set({ orderId })
        .where(
          (attributes, { eq, notExists, gt }) =>
            `${eq(attributes.customerId, ctx.actor.id)} AND ${notExists(attributes.orderId)} AND ${gt(attributes.expiresAt, now)}`,
        ),
    );
  },

  /**
   * Asks the processor to set the order's total aside. The payment is written down before the processor hears of it, so
   * that an undo knows of every attempt.
   * @throws PaymentDeclined; ProcessorUnavailable, which passes
   */
  async authorize(
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
      instrument: method.instrument,
      updatedAt: now,
    })
      .where(({ status }, { notExists }) => notExists(status))
      .go({ ...plain, returnOnConditionCheckFailure: "all_old" });
    if (rejected && known?.status !== "REQUESTED") {
      if (known?.status === "AUTHORIZED" && known.authorization)
        return { authorization: known.authorization };
      throw new StepError(stepErrors.declined, `The payment is ${known?.status ?? "missing"}.`);
    }
    const result = await processor.authorize(orderId, method.instrument, amount);
    if (result.approved) return { authorization: result.authorization };
    await PaymentEntity.patch({ orderId })
      .set({ status: "DECLINED", updatedAt: now })
      .where(({ status }, { eq }) => eq(status, "REQUESTED"))
      .go({ ...plain, response: "none", returnOnConditionCheckFailure: true });
    throw new StepError(stepErrors.declined, result.message);
  },

  /** The payment becomes AUTHORIZED, as part of the transaction that moves the order on. */
  authorized(ctx: Context, orderId: string, authorization: string): TransactionPart {
    return part(
      PaymentEntity.patch({ orderId })
        .set({ status: "AUTHORIZED", authorization, updatedAt: ctx.clock.now() })
        .where(({ status }, { eq }) => eq(status, "REQUESTED")),
    );
  },

  /** Has the processor collect the money. */
  async capture(orderId: string, { authorization }: PaymentMethod, amount: Money): Promise<void> {
    if (!authorization) throw new StepError(stepErrors.declined, "There is no authorisation to capture.");
    await processor.capture(orderId, authorization, amount);
  },

  /** The payment becomes CAPTURED, as part of the transaction that moves the order on. */
  captured(ctx: Context, orderId: string, amount: Money): TransactionPart {
    return part(
      PaymentEntity.patch({ orderId })
        .set({ status: "CAPTURED", captured: amount.amount, updatedAt: ctx.clock.now() })
        .where(({ status }, { eq }) => eq(status, "AUTHORIZED")),
    );
  },

  /** Gives back whatever an order's payment took, or set aside, or may have: repeatable. @returns what was refunded */
  async undo(ctx: Context, orderId: string): Promise<Money | undefined> {
    const { data: payment } = await PaymentEntity.get({ orderId }).go({ ...plain, consistent: true });
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
          .go({ ...plain, response: "none", returnOnConditionCheckFailure: true });
        return undefined;
      default:
        return undefined;
    }
  },
};
