/** The cart on its way to becoming an order. */
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import {
  asRead,
  asWrite,
  type StoredItem,
  type TransactionRead,
  type TransactionWrite,
} from "../platform/dynamodb/transaction.ts";
import { CartEntity } from "./entity.ts";
import { asCart, replaceOperation, type StoredCart } from "./stored.ts";

/** The read of the caller's cart, together with what else an order is made from. */
export const cartRead = (ctx: Context): TransactionRead =>
  asRead(CartEntity.get({ customerId: ctx.actor.id }));

/** The cart that was read. */
export const cartOf = (ctx: Context, item: StoredItem | undefined): StoredCart =>
  asCart(ctx, ctx.actor.id, item ? CartEntity.parse({ Item: item }).data : null);

/** Empties the cart in the transaction of its order; refused if it was changed since it was read. */
export function emptyWrite(ctx: Context, cart: StoredCart): TransactionWrite {
  return asWrite(replaceOperation(ctx, cart, []));
}

/** Takes over the prices of today, so that the shopper sees what an order would cost now. */
export async function reprice(ctx: Context, cart: StoredCart, prices: ReadonlyMap<string, number>) {
  const lines = cart.lines.map((line) => ({ ...line, unitPrice: prices.get(line.sku) ?? line.unitPrice }));
  const { rejected } = await replaceOperation(ctx, cart, lines).go({
    ...electroOptions,
    returnOnConditionCheckFailure: true,
  });
  if (rejected) throw new DomainError("cart.changed");
}
