/** The cart at checkout. */

import type { Context } from "../platform/context.ts";
import { asBatchRead, type BatchRead } from "../platform/dynamodb/batch-read.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type StoredItem, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { CartEntity } from "./entity.ts";
import { asCart, replaceOperation, type StoredCart } from "./stored.ts";

/** Builds the read of the caller's cart, for one round trip with the other parts of an order. */
export const cartRead = (ctx: Context): BatchRead =>
  asBatchRead(CartEntity.get({ customerId: ctx.actor.id }));

/** The caller's cart from the item that was read. @throws cart.not_found */
export const cartOf = (ctx: Context, item: StoredItem | undefined): StoredCart =>
  asCart(ctx, ctx.actor.id, item ? CartEntity.parse({ Item: item }).data : null);

/**
 * Builds the write that empties the cart with its order; refused if the cart changed since it was
 * read.
 */
export function emptyWrite(ctx: Context, cart: StoredCart): TransactionWrite {
  return asWrite(replaceOperation(ctx, cart, []));
}

/**
 * Puts today's prices in the cart, so that the shopper sees the new totals.
 * @throws cart.changed
 */
export async function reprice(ctx: Context, cart: StoredCart, prices: ReadonlyMap<string, number>) {
  const lines = cart.lines.map((line) => ({ ...line, unitPrice: prices.get(line.sku) ?? line.unitPrice }));
  const { rejected } = await replaceOperation(ctx, cart, lines).go({
    ...electroOptions,
    returnOnConditionCheckFailure: true,
  });
  if (rejected) throw new DomainError("cart.changed");
}
