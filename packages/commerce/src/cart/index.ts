/**
 * One cart per customer, and one for each guest who asked for it. Invariants: a SKU is in it once, with 1 to 99 units; a write names the version it read, so no
 * change is lost; placing an order empties it in the order's own transaction.
 */
import { plain } from "../platform/dynamodb/options.ts";
import { Catalog } from "../catalog/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { Inventory, type Offer } from "../inventory/index.ts";
import { part, type StoredItem, type TransactionPart } from "../platform/dynamodb/transaction.ts";
import { CartEntity, type CartLine } from "./entity.ts";
import { asGuest, merge, openForGuest } from "./guest.ts";
import { refuseBeyondStock, withAdded, without, withQuantity } from "./rules.ts";
import { asCart, read, replacing, type StoredCart } from "./stored.ts";
import { view } from "./view.ts";

export type { CartLine } from "./entity.ts";

/** A change that lost a race is repeated on the new cart this often. */
const RACE_RETRIES = 5;

async function change(
  ctx: Context,
  edit: (lines: readonly CartLine[]) => CartLine[],
  first: Promise<StoredCart> = read(ctx, ctx.actor.id),
) {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const cart = await (attempt === 0 ? first : read(ctx, ctx.actor.id));
    const lines = edit(cart.lines);
    const { rejected } = await replacing(ctx, cart, lines).go({
      ...plain,
      returnOnConditionCheckFailure: true,
    });
    if (!rejected) return view({ ...cart, lines, version: cart.version + 1 });
  }
  throw new DomainError("cart.changed");
}

/** An edit of the lines that is refused where it asks for more of the SKU than can be had: the order itself would fail. */
function within(sku: string, offer: Offer, edit: (lines: readonly CartLine[]) => CartLine[]) {
  return (lines: readonly CartLine[]) => {
    const edited = edit(lines);
    refuseBeyondStock(sku, Inventory.mostOf(offer), lines, edited);
    return edited;
  };
}

export const Cart = {
  asGuest,
  openForGuest,
  merge,

  async get(ctx: Context) {
    const cart = await read(ctx, ctx.actor.id);
    return view(
      cart,
      await Inventory.offers(
        ctx,
        cart.lines.map(({ sku }) => sku),
      ),
    );
  },

  /** @throws cart.sku_unknown, cart.quantity_exceeded, cart.stock_insufficient, cart.full */
  async addItem(ctx: Context, item: { sku: string; quantity: number }) {
    const reading = read(ctx, ctx.actor.id);
    const [[sellable], offer] = await Promise.all([
      Catalog.sellables([item.sku]),
      Inventory.offers(ctx, [item.sku]),
      reading,
    ]);
    if (!sellable) throw new DomainError("cart.sku_unknown");
    const { productId, name, options, image, unitPrice } = sellable;
    const added = { sku: item.sku, productId, name, options, image, unitPrice, quantity: item.quantity };
    return change(
      ctx,
      within(item.sku, offer(item.sku), (lines) => withAdded(lines, added)),
      reading,
    );
  },

  /** @throws cart.item_missing, cart.stock_insufficient */
  async changeItem(ctx: Context, sku: string, quantity: number) {
    const reading = read(ctx, ctx.actor.id);
    const [offer] = await Promise.all([Inventory.offers(ctx, [sku]), reading]);
    return change(
      ctx,
      within(sku, offer(sku), (lines) => withQuantity(lines, sku, quantity)),
      reading,
    );
  },

  /** @throws cart.item_missing */
  removeItem(ctx: Context, sku: string) {
    return change(ctx, (lines) => without(lines, sku));
  },

  /** The read of the caller's cart, together with what else an order is made from. */
  reading: (ctx: Context): TransactionPart => part(CartEntity.get({ customerId: ctx.actor.id })),

  /** The cart that was read. */
  fromItem: (ctx: Context, item: StoredItem | undefined): StoredCart =>
    asCart(ctx, ctx.actor.id, item ? CartEntity.parse({ Item: item }).data : null),

  /** Empties the cart in the transaction of its order; refused if it was changed since it was read. */
  close(ctx: Context, cart: StoredCart): TransactionPart {
    return part(replacing(ctx, cart, []));
  },

  /** Takes over the prices of today, so that the shopper sees what an order would cost now. */
  async reprice(ctx: Context, cart: StoredCart, prices: ReadonlyMap<string, number>) {
    const lines = cart.lines.map((line) => ({ ...line, unitPrice: prices.get(line.sku) ?? line.unitPrice }));
    const { rejected } = await replacing(ctx, cart, lines).go({
      ...plain,
      returnOnConditionCheckFailure: true,
    });
    if (rejected) throw new DomainError("cart.changed");
  },
};
