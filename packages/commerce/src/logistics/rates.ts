import type { ShippingOption } from "@tradewind/blueprint/areas/logistics";
import type { Money } from "@tradewind/blueprint/language/schema";
import { DomainError } from "../platform/errors.ts";
import { shopMoney } from "../platform/money.ts";
import { type Destination, METHODS, type Method, type Offer, offersAt, type Rate } from "./zones.ts";

/** The facts about the goods that the price of a delivery depends on. */
export interface Goods {
  /** Minor units of the shop's currency. */
  subtotal: number;
  weightGrams: number;
}

const DEFAULT_METHOD = "standard";

/**
 * Methods that can deliver the goods to the destination, cheapest first; empty where the shop does
 * not deliver.
 */
export function shippingOptions(to: Destination, goods: Goods): ShippingOption[] {
  return Object.entries(offersAt(to) ?? {})
    .flatMap(([method, offer]) => {
      const price = priceOf(offer, goods);
      if (!price) return [];
      const { freeFrom, days } = offer;
      return [{ method, name: METHODS[method as Method], price, ...(freeFrom ? { freeFrom } : {}), days }];
    })
    .toSorted((a, b) => a.price.amount - b.price.amount);
}

/**
 * The price of the chosen method, or of the default one. Rates are data, so placing an order needs
 * no read for them.
 * @throws order.shipping_method_unknown, order.shipping_unavailable
 */
export function quote(
  method: string | undefined,
  to: Destination,
  goods: Goods,
): { method: string; price: Money } {
  const name = method ?? DEFAULT_METHOD;
  if (!Object.hasOwn(METHODS, name)) {
    throw new DomainError("order.shipping_method_unknown", {
      violations: [{ pointer: "/body/shippingMethod", detail: `One of: ${Object.keys(METHODS).join(", ")}` }],
    });
  }
  const offer = offersAt(to)?.[name];
  const price = offer && priceOf(offer, goods);
  if (!price) throw unavailable(to, goods);
  return { method: name, price };
}

function unavailable(to: Destination, goods: Goods): DomainError {
  const others = shippingOptions(to, goods).map(({ method }) => method);
  return new DomainError("order.shipping_unavailable", {
    violations: [
      others.length > 0
        ? { pointer: "/body/shippingMethod", detail: `Available for this address: ${others.join(", ")}` }
        : { pointer: "/body/shippingAddress", detail: "These goods cannot be delivered to this address" },
    ],
  });
}

/** The price of a method; undefined when the goods are too heavy for it. */
function priceOf({ rate, freeFrom }: Offer, goods: Goods): Money | undefined {
  const price = priceByRate(rate, goods);
  const free = freeFrom !== undefined && goods.subtotal >= freeFrom.amount;
  return price && free ? shopMoney(0) : price;
}

function priceByRate(rate: Rate, { subtotal, weightGrams }: Goods): Money | undefined {
  switch (rate.kind) {
    case "flat":
      return rate.price;
    case "by-weight":
      return rate.steps.find(({ upToGrams }) => weightGrams <= upToGrams)?.price;
    case "by-price":
      return rate.steps.find(({ upTo }) => subtotal <= upTo.amount)?.price ?? rate.above;
  }
}
