import { epochSeconds } from "../platform/time.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { createHash } from "node:crypto";
import { IDEMPOTENCY_HOURS } from "@tradewind/blueprint/ground/limits";
import type { Money } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import type { Sellable } from "../catalog/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { equal } from "../platform/money.ts";
import * as Payments from "../payments/index.ts";
import type { PaymentMethod } from "../payments/index.ts";
import {
  asRead,
  asWrite,
  readTogether,
  type StoredItem,
  transact,
  type TransactionRead,
  type TransactionWrite,
} from "../platform/dynamodb/transaction.ts";
import { IdempotencyEntity, type Order } from "./entity.ts";
import { newOrder, newOrderWrites } from "./new-order.ts";
import { type Delivery, priceOrder, type Wanted } from "./pricing.ts";
import { read } from "./read.ts";
import { view } from "./view.ts";

/** What an order is made from, as it was read. */
interface Basket {
  lines: readonly Wanted[];
  delivery: Delivery;
  /** What the shopper was shown. */
  agreedTotal: Money | undefined;
  /** Takes over other prices than the lines were shown at, so that the shopper sees them. */
  repriced: (sellables: readonly Sellable[]) => Promise<boolean>;
  /** Empties it in the order's transaction, refused with this code if it was changed since. */
  closeWrite: () => TransactionWrite;
  changed: "cart.changed" | "draft.changed";
  /** What the order's history says of where it comes from. */
  origin?: string;
}

interface Purchase {
  idempotencyKey: string;
  paymentToken: string;
  /** All that the same key has to come with again, in a set order. */
  request: readonly unknown[];
  /** The read of what the order is made from. */
  reading: TransactionRead;
  basket: (item: StoredItem | undefined) => Basket | Promise<Basket>;
}

/** The order of the parts in the newOrderWrites transaction: a refused one tells why. */
const PARTS = { idempotency: 0, basket: 1, token: 2 } as const;

/**
 * Two reads and one write. The write holds the idempotency record, the order, the emptied basket, the spent token and the
 * event: all of them or nothing.
 */
export async function place(ctx: Context, purchase: Purchase) {
  const { paymentToken } = purchase;
  const requestHash = hashOf(purchase.request);
  const identity = { customerId: ctx.actor.id, key: purchase.idempotencyKey };
  const [idempotency, basketItem, tokenItem] = await readTogether([
    asRead(IdempotencyEntity.get(identity)),
    purchase.reading,
    Payments.tokenRead(paymentToken),
  ]);
  if (idempotency) return replay(requestHash, IdempotencyEntity.parse({ Item: idempotency }).data);

  const basket = await purchase.basket(basketItem);
  const payment = Payments.methodOf(ctx, tokenItem);
  if (!payment) throw invalidToken();

  const sellables = await Catalog.sellables(basket.lines.map((line) => line.sku));
  const order = await agreed(ctx, basket, sellables, payment);
  const result = await transact([
    asWrite(
      IdempotencyEntity.create({
        ...identity,
        requestHash,
        orderId: order.orderId,
        expiresAt: epochSeconds(ctx) + IDEMPOTENCY_HOURS * 3600,
      }),
    ),
    basket.closeWrite(),
    Payments.spendTokenWrite(ctx, paymentToken, order.orderId),
    ...newOrderWrites(ctx, order),
  ]).catch(outcomeUnknown);
  if (result.committed) return view(order);

  // A request with the same key may have won the race: its answer is ours.
  if (result.refused.includes(PARTS.idempotency)) {
    const { data: winner } = await IdempotencyEntity.get(identity).go({
      ...electroOptions,
      consistent: true,
    });
    return replay(requestHash, winner);
  }
  if (result.refused.includes(PARTS.token)) throw invalidToken();
  throw new DomainError(basket.changed);
}

async function replay(requestHash: string, record: { requestHash: string; orderId: string } | null) {
  if (!record) throw new DomainError("idempotency.in_progress");
  if (record.requestHash !== requestHash) throw new DomainError("idempotency.key_reused");
  const order = await read(record.orderId);
  if (!order) throw new DomainError("idempotency.in_progress");
  return view(asPlaced(order));
}

/** The same key gives the same answer: the order as it was when it was placed. */
function asPlaced({ failure: _failure, trackingNumber: _trackingNumber, ...order }: Order): Order {
  return { ...order, status: "PENDING", updatedAt: order.placedAt };
}

/** The order at today's prices, if they are those that the shopper was shown. @throws order.price_changed */
async function agreed(
  ctx: Context,
  { lines, delivery, agreedTotal, repriced, origin }: Basket,
  sellables: readonly Sellable[],
  payment: PaymentMethod,
): Promise<Order> {
  const today = priceOrder(lines, sellables, delivery);
  const { totals } = today;
  if ((await repriced(sellables)) || (agreedTotal && !equal(agreedTotal, totals.total)))
    throw new DomainError("order.price_changed", { facts: { totals } });
  return newOrder(ctx, { ...today, customerId: ctx.actor.id, payment }, origin);
}

const hashOf = (request: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(request)).digest("base64url");

const invalidToken = () =>
  new DomainError("payment.token_invalid", {
    violations: [{ pointer: "/body/paymentToken", detail: "Make a new token" }],
  });

/** Concurrent transactions on the same items: whether one with this key won is not known yet. */
function outcomeUnknown(error: unknown): never {
  if (error instanceof Error && error.name === "TransactionConflictException") {
    throw new DomainError("idempotency.in_progress", { cause: error });
  }
  throw error;
}
