import { MAX_CART_LINES } from "@tradewind/blueprint/ground/limits";
import { MAX_QUANTITY } from "@tradewind/blueprint/language/schema";
import { DomainError } from "../platform/errors.ts";
import type { CartLine } from "./entity.ts";

/** Puts a line's units on top of those of the same SKU; name and price become the line's own. */
export function withAdded(lines: readonly CartLine[], added: CartLine): CartLine[] {
  const present = lines.find((line) => line.sku === added.sku);
  if (!present) {
    if (lines.length >= MAX_CART_LINES) throw new DomainError("cart.full");
    return [...lines, added];
  }
  const quantity = present.quantity + added.quantity;
  if (quantity > MAX_QUANTITY) throw new DomainError("cart.quantity_exceeded");
  return lines.map((line) => (line === present ? { ...added, quantity } : line));
}

export function withQuantity(lines: readonly CartLine[], sku: string, quantity: number): CartLine[] {
  return changed(lines, sku, (line) => [{ ...line, quantity }]);
}

export function without(lines: readonly CartLine[], sku: string): CartLine[] {
  return changed(lines, sku, () => []);
}

/** Both carts in one: the units of a SKU add up, as far as a cart may hold them. */
export function merged(lines: readonly CartLine[], others: readonly CartLine[]): CartLine[] {
  const all = [...lines];
  for (const other of others) {
    const at = all.findIndex(({ sku }) => sku === other.sku);
    const present = all[at];
    if (present) all[at] = { ...other, quantity: Math.min(present.quantity + other.quantity, MAX_QUANTITY) };
    else if (all.length < MAX_CART_LINES) all.push(other);
  }
  return all;
}

/** Refuses a change that leaves more of a SKU in the cart than can be sold; fewer than before is always fine. */
export function refuseBeyondStock(
  sku: string,
  available: number,
  before: readonly CartLine[],
  after: readonly CartLine[],
): void {
  const units = (lines: readonly CartLine[]) => lines.find((line) => line.sku === sku)?.quantity ?? 0;
  if (units(after) <= Math.max(available, units(before))) return;
  throw new DomainError("cart.stock_insufficient", { facts: { sku, available } });
}

function changed(
  lines: readonly CartLine[],
  sku: string,
  change: (line: CartLine) => CartLine[],
): CartLine[] {
  if (!lines.some((line) => line.sku === sku)) throw new DomainError("cart.item_missing");
  return lines.flatMap((line) => (line.sku === sku ? change(line) : [line]));
}
