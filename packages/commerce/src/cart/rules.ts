import { MAX_CART_LINES } from "@tradewind/blueprint/ground/limits";
import { MAX_QUANTITY } from "@tradewind/blueprint/language/schema";
import { DomainError } from "../platform/errors.ts";
import type { CartLine } from "./entity.ts";

/**
 * Adds a line; the units of a SKU that is in the cart add up, at the new name and price.
 * @throws cart.full, cart.quantity_exceeded
 */
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
  return changeLine(lines, sku, (line) => [{ ...line, quantity }]);
}

export function withoutSku(lines: readonly CartLine[], sku: string): CartLine[] {
  return changeLine(lines, sku, () => []);
}

/** Merges two carts: the quantities of a SKU add up, to the limits of a cart. */
export function mergeLines(lines: readonly CartLine[], others: readonly CartLine[]): CartLine[] {
  const all = [...lines];
  for (const other of others) {
    const at = all.findIndex(({ sku }) => sku === other.sku);
    const present = all[at];
    if (present) all[at] = { ...other, quantity: Math.min(present.quantity + other.quantity, MAX_QUANTITY) };
    else if (all.length < MAX_CART_LINES) all.push(other);
  }
  return all;
}

/**
 * Refuses a change that leaves more of a SKU in the cart than can be sold. Fewer than before is
 * always allowed.
 * @throws cart.stock_insufficient
 */
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

function changeLine(
  lines: readonly CartLine[],
  sku: string,
  change: (line: CartLine) => CartLine[],
): CartLine[] {
  if (!lines.some((line) => line.sku === sku)) throw new DomainError("cart.item_missing");
  return lines.flatMap((line) => (line.sku === sku ? change(line) : [line]));
}
