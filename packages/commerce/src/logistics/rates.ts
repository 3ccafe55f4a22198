import type { Money } from "@tradewind/blueprint/schema";
import { DomainError } from "../errors.ts";
import { shopMoney } from "../money.ts";

interface Method {
  price: Money;
  /** Free from this subtotal on. */
  freeFrom?: Money;
}

const METHODS: Readonly<Record<string, Method>> = {
  standard: { price: shopMoney(499), freeFrom: shopMoney(5000) },
  express: { price: shopMoney(1499) },
};
const DEFAULT_METHOD = "standard";

/** @throws order.shipping_method_unknown */
export function quote(method: string | undefined, subtotal: Money): { method: string; price: Money } {
  const name = method ?? DEFAULT_METHOD;
  const rate = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!rate) {
    throw new DomainError("order.shipping_method_unknown", {
      violations: [{ pointer: "/body/shippingMethod", detail: `One of: ${Object.keys(METHODS).join(", ")}` }],
    });
  }
  const free = rate.freeFrom !== undefined && subtotal.amount >= rate.freeFrom.amount;
  return { method: name, price: free ? shopMoney(0) : rate.price };
}
