import { plain } from "../storage/options.ts";
import { createHash } from "node:crypto";
import { IDEMPOTENCY_HOURS } from "@tradewind/blueprint/limits";
import type { Address, Money } from "@tradewind/blueprint/schema";
import { Cart } from "../cart/index.ts";
import { Catalog, type Sellable } from "../catalog/index.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { equal } from "../money.ts";
import { Payments, type PaymentMethod } from "../payments/index.ts";
import { part, readTogether, transact } from "../storage/transaction.ts";
import { IdempotencyEntity, type Order } from "./entity.ts";
import { newOrder, placing } from "./new-order.ts";
import { priced } from "./pricing.ts";
import { read } from "./read.ts";
import { view } from "./view.ts";

export interface PlaceOrder {
  idempotencyKey: string;
  paymentToken: string;
  shippingAddress: Address;
  shippingMethod?: string | undefined;
  /** What the shopper was shown. */
  agreedTotal?: Money | undefined;
}

/** The order of the parts in the placing transaction: a refused one tells why. */
const PARTS = { idempotency: 0, cart: 1, token: 2 } as const;

/**
 * Two reads and one write. The write holds the idempotency record, the order, the emptied cart, the spent token and the
 * event: all of them or nothing.
 */
export async function place(ctx: Context, request: PlaceOrder) {
  const requestHash = hashOf(request);
  const identity = { customerId: ctx.actor.id, key: request.idempotencyKey };
  const [idempotency, cartItem, tokenItem] = await readTogether([
    part(IdempotencyEntity.get(identity)),
    Cart.reading(ctx),
    Payments.readingToken(request.paymentToken),
  ]);
  if (idempotency) return replay(requestHash, IdempotencyEntity.parse({ Item: idempotency }).data);

  const cart = Cart.fromItem(ctx, cartItem);
  if (cart.lines.length === 0) throw new DomainError("cart.empty");
  const payment = Payments.method(ctx, tokenItem);
  if (!payment) throw invalidToken();

  const sellables = await Catalog.sellables(cart.lines.map((line) => line.sku));
  const order = await agreed(ctx, cart, sellables, request, payment);
  const result = await transact([
    part(
      IdempotencyEntity.create({
        ...identity,
        requestHash,
        orderId: order.orderId,
        expiresAt: Math.floor(ctx.clock.now() / 1000) + IDEMPOTENCY_HOURS * 3600,
      }),
    ),
    Cart.close(ctx, cart),
    Payments.spendToken(ctx, request.paymentToken, order.orderId),
    ...placing(ctx, order),
  ]).catch(outcomeUnknown);
  if (result.committed) return view(order);

  // A request with the same key may have won the race: its answer is ours.
  if (result.refused.includes(PARTS.idempotency)) {
    const { data: winner } = await IdempotencyEntity.get(identity).go({ ...plain, consistent: true });
    return replay(requestHash, winner);
  }
  if (result.refused.includes(PARTS.token)) throw invalidToken();
  throw new DomainError("cart.changed");
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
  cart: ReturnType<typeof Cart.fromItem>,
  sellables: readonly Sellable[],
  request: PlaceOrder,
  payment: PaymentMethod,
): Promise<Order> {
  const today = priced(cart.lines, sellables, request);
  const prices = new Map(sellables.map(({ sku, unitPrice }) => [sku, unitPrice]));
  const changed = cart.lines.some(({ sku, unitPrice }) => prices.get(sku) !== unitPrice);
  if (changed) await Cart.reprice(ctx, cart, prices);
  const { totals } = today;
  if (changed || (request.agreedTotal && !equal(request.agreedTotal, totals.total)))
    throw new DomainError("order.price_changed", { facts: { totals } });
  return newOrder(ctx, { ...today, customerId: ctx.actor.id, payment });
}

/** The parsed body has a fixed member order only by luck of the client: members are sorted. */
function hashOf({ paymentToken, shippingAddress, shippingMethod, agreedTotal }: PlaceOrder): string {
  const address = Object.entries(shippingAddress).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([paymentToken, shippingMethod ?? null, address, agreedTotal?.amount ?? null]))
    .digest("base64url");
}

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
