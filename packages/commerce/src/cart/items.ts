/** Reads and changes of a cart by its owner. */

import * as Catalog from "../catalog/index.ts";
import type { Offer } from "../inventory/index.ts";
import * as Inventory from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { type CartLine } from "./entity.ts";
import { refuseBeyondStock, withAdded, withoutSku, withQuantity } from "./rules.ts";
import { read, replaceOperation, type StoredCart } from "./stored.ts";
import { view } from "./view.ts";

async function change(
  ctx: Context,
  edit: (lines: readonly CartLine[]) => CartLine[],
  first: Promise<StoredCart> = read(ctx, ctx.actor.id),
) {
  for (const attempt of RACE_TRIES) {
    const cart = await (attempt === 0 ? first : read(ctx, ctx.actor.id));
    const lines = edit(cart.lines);
    const { rejected } = await replaceOperation(ctx, cart, lines).go({
      ...electroOptions,
      returnOnConditionCheckFailure: true,
    });
    if (!rejected) return view({ ...cart, lines, version: cart.version + 1 });
  }
  throw new DomainError("cart.changed");
}

/**
 * Refuses an edit that asks for more units of the SKU than can be sold, because the order would
 * fail.
 */
function limitToStock(sku: string, offer: Offer, edit: (lines: readonly CartLine[]) => CartLine[]) {
  return (lines: readonly CartLine[]) => {
    const edited = edit(lines);
    refuseBeyondStock(sku, Inventory.maxQuantity(offer), lines, edited);
    return edited;
  };
}

/** The caller's cart, with the availability of each item. */
export async function get(ctx: Context) {
  const cart = await read(ctx, ctx.actor.id);
  return view(
    cart,
    await Inventory.offers(
      ctx,
      cart.lines.map(({ sku }) => sku),
    ),
  );
}

/**
 * Adds units of a SKU at today's price.
 * @throws cart.sku_unknown, cart.quantity_exceeded, cart.stock_insufficient, cart.full,
 * cart.changed
 */
export async function addItem(ctx: Context, item: { sku: string; quantity: number }) {
  const cartRead = read(ctx, ctx.actor.id);
  const [[sellable], offer] = await Promise.all([
    Catalog.sellables([item.sku]),
    Inventory.offers(ctx, [item.sku]),
    cartRead,
  ]);
  if (!sellable) throw new DomainError("cart.sku_unknown");
  const { productId, name, options, image, unitPrice } = sellable;
  const added = { sku: item.sku, productId, name, options, image, unitPrice, quantity: item.quantity };
  return change(
    ctx,
    limitToStock(item.sku, offer(item.sku), (lines) => withAdded(lines, added)),
    cartRead,
  );
}

/** Sets the quantity of a SKU. @throws cart.item_missing, cart.stock_insufficient, cart.changed */
export async function changeItem(ctx: Context, sku: string, quantity: number) {
  const cartRead = read(ctx, ctx.actor.id);
  const [offer] = await Promise.all([Inventory.offers(ctx, [sku]), cartRead]);
  return change(
    ctx,
    limitToStock(sku, offer(sku), (lines) => withQuantity(lines, sku, quantity)),
    cartRead,
  );
}

/** Removes a SKU. @throws cart.item_missing, cart.changed */
export function removeItem(ctx: Context, sku: string) {
  return change(ctx, (lines) => withoutSku(lines, sku));
}
