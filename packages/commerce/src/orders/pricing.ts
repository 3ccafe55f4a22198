import type { Address } from "@tradewind/blueprint/language/schema";
import type { Sellable } from "../catalog/index.ts";
import * as Logistics from "../logistics/index.ts";
import { DomainError } from "../platform/errors.ts";
import { add, SHOP_CURRENCY, shopMoney, sum, times } from "../platform/money.ts";
import type { Order, OrderLine } from "./entity.ts";

/** A wanted line of a cart or a draft. */
export type Wanted = Pick<OrderLine, "sku" | "name" | "quantity">;

export interface Delivery {
  shippingAddress: Address;
  shippingMethod?: string | undefined;
}

/**
 * Prices the units at the catalog's prices, with the delivery.
 * @throws cart.sku_unknown, order.shipping_method_unknown, order.shipping_unavailable
 */
export function priceOrder(
  wanted: readonly Wanted[],
  sellables: readonly Sellable[],
  { shippingAddress, shippingMethod }: Delivery,
): Pick<Order, "lines" | "totals" | "shippingAddress" | "shippingMethod"> {
  const known = new Map(sellables.map((sellable) => [sellable.sku, sellable]));
  let weightGrams = 0;
  const lines = wanted.map(({ sku, name, quantity }): OrderLine => {
    const sellable = known.get(sku);
    if (!sellable)
      throw new DomainError("cart.sku_unknown", { detail: `${name} (${sku}) is no longer sold.` });
    weightGrams += sellable.weightGrams * quantity;
    const { productId, options } = sellable;
    const unitPrice = shopMoney(sellable.unitPrice);
    return {
      sku,
      productId,
      name: sellable.name,
      options,
      quantity,
      unitPrice,
      total: times(unitPrice, quantity),
    };
  });
  const subtotal = sum(
    lines.map(({ total }) => total),
    SHOP_CURRENCY,
  );
  const goods = { subtotal: subtotal.amount, weightGrams };
  const { method, price: shipping } = Logistics.quote(shippingMethod, shippingAddress, goods);
  const totals = { subtotal, shipping, total: add(subtotal, shipping) };
  return { lines, totals, shippingAddress, shippingMethod: method };
}
