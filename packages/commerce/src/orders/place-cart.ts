import type { Address, Money } from "@tradewind/blueprint/language/schema";
import * as Cart from "../cart/index.ts";
import type { Sellable } from "../catalog/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { place } from "./place.ts";

interface PlaceCart {
  idempotencyKey: string;
  paymentToken: string;
  shippingAddress: Address;
  shippingMethod?: string | undefined;
  /** What the shopper was shown. */
  agreedTotal?: Money | undefined;
}

/** Orders what is in the caller's cart. */
export function placeCart(ctx: Context, ordered: PlaceCart) {
  const { idempotencyKey, paymentToken, shippingAddress, shippingMethod, agreedTotal } = ordered;
  return place(ctx, {
    idempotencyKey,
    paymentToken,
    request: [paymentToken, shippingMethod ?? null, sorted(shippingAddress), agreedTotal?.amount ?? null],
    reading: Cart.cartRead(ctx),
    basket(item) {
      const cart = Cart.cartOf(ctx, item);
      if (cart.lines.length === 0) throw new DomainError("cart.empty");
      return {
        lines: cart.lines,
        delivery: { shippingAddress, shippingMethod },
        agreedTotal,
        repriced: (sellables) => repriced(ctx, cart, sellables),
        closeWrite: () => Cart.emptyWrite(ctx, cart),
        changed: "cart.changed",
      };
    },
  });
}

async function repriced(
  ctx: Context,
  cart: ReturnType<typeof Cart.cartOf>,
  sellables: readonly Sellable[],
): Promise<boolean> {
  const prices = new Map(sellables.map(({ sku, unitPrice }) => [sku, unitPrice]));
  const changed = cart.lines.some(({ sku, unitPrice }) => prices.get(sku) !== unitPrice);
  if (changed) await Cart.reprice(ctx, cart, prices);
  return changed;
}

/** The parsed body has a fixed member order only by luck of the client. */
const sorted = (address: Address) => Object.entries(address).toSorted(([a], [b]) => (a < b ? -1 : 1));
