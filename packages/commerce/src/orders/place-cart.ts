import type { Address, Money } from "@tradewind/blueprint/language/schema";
import * as Cart from "../cart/index.ts";
import type { Sellable } from "../catalog/index.ts";
import type { Contact, Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { equals } from "../platform/money.ts";
import { newOrder } from "./new-order.ts";
import { commitOrder, invalidToken, keyedRequest, placeOnce, priceChanged } from "./place.ts";
import { priceOrder } from "./pricing.ts";
import { readWantedLines } from "./wanted-lines.ts";

interface PlaceCart {
  idempotencyKey: string;
  paymentToken: string;
  shippingAddress: Address;
  shippingMethod?: string | undefined;
  /** The total that the shopper was shown. */
  agreedTotal?: Money | undefined;
  contact?: Contact | undefined;
}

/**
 * Orders what is in the caller's cart, at the prices that the shopper was shown, and empties it.
 * @throws cart.empty, cart.changed, cart.sku_unknown, order.price_changed, order.out_of_stock,
 * order.shipping_method_unknown, order.shipping_unavailable, payment.token_invalid,
 * idempotency.key_reused, idempotency.in_progress
 */
export async function placeCart(ctx: Context, wanted: PlaceCart) {
  const { idempotencyKey, paymentToken, shippingAddress, shippingMethod, agreedTotal, contact } = wanted;
  const request = keyedRequest(ctx, idempotencyKey, [
    paymentToken,
    shippingMethod ?? null,
    sortedEntries(shippingAddress),
    agreedTotal?.amount ?? null,
  ]);
  return placeOnce(ctx, request, Cart.cartRead(ctx), paymentToken, async ({ source, payment }) => {
    const cart = Cart.cartOf(ctx, source);
    if (cart.lines.length === 0) throw new DomainError("cart.empty");
    if (!payment) throw invalidToken();

    const { sellables, refuseShortages } = await readWantedLines(cart.lines);
    const content = priceOrder(cart.lines, sellables, { shippingAddress, shippingMethod });
    const repriced = await repriceIfChanged(ctx, cart, sellables);
    if (repriced || (agreedTotal && !equals(agreedTotal, content.totals.total))) throw priceChanged(content);
    await refuseShortages(ctx);

    const order = newOrder(ctx, {
      ...content,
      customerId: ctx.actor.id,
      ...(contact && { contact }),
      payment,
    });
    return commitOrder(ctx, request, order, Cart.emptyWrite(ctx, cart), "cart.changed");
  });
}

/** Puts today's prices in the cart for the shopper to see. @returns true when some changed */
async function repriceIfChanged(
  ctx: Context,
  cart: ReturnType<typeof Cart.cartOf>,
  sellables: readonly Sellable[],
): Promise<boolean> {
  const prices = new Map(sellables.map(({ sku, unitPrice }) => [sku, unitPrice]));
  const changed = cart.lines.some(({ sku, unitPrice }) => prices.get(sku) !== unitPrice);
  if (changed) await Cart.reprice(ctx, cart, prices);
  return changed;
}

/** Clients may send the members of an address in any order. */
const sortedEntries = (address: Address) => Object.entries(address).toSorted(([a], [b]) => (a < b ? -1 : 1));
