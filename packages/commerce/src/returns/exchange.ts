/**
 * Exchanges: instead of money, the customer gets another variant of the same product that costs no
 * more.
 */

import { MAX_QUANTITY } from "@tradewind/blueprint/language/schema";
import type { Sellable } from "../catalog/index.ts";
import * as Catalog from "../catalog/index.ts";
import type { Demand } from "../inventory/index.ts";
import type { Order, OrderLine } from "../orders/index.ts";
import { DomainError } from "../platform/errors.ts";
import { shopMoney, times } from "../platform/money.ts";
import type { Exchange, Return, ReturnLine } from "./entity.ts";

export interface RequestedLine extends Demand {
  exchange?: { sku: string } | undefined;
}

/**
 * The lines with their exchange variants, at today's prices, which the request agrees to. Two lines
 * may be exchanged for the same variant: an order has one line of it, with as many units as a line
 * may have.
 * @throws return.exchange_unavailable, return.exchange_dearer, return.exchange_exceeds
 */
export async function withExchanges(order: Order, lines: readonly RequestedLine[]): Promise<ReturnLine[]> {
  const wanted = unitsByExchange(lines);
  if ([...wanted.values()].some((units) => units > MAX_QUANTITY))
    throw new DomainError("return.exchange_exceeds");
  const sellables = wanted.size > 0 ? await Catalog.sellables([...wanted.keys()]) : [];
  return lines.map(({ sku, quantity, exchange }) => {
    if (!exchange) return { sku, quantity };
    const bought = order.lines.find((line) => line.sku === sku);
    const other = sellables.find((one) => one.sku === exchange.sku);
    return { sku, quantity, exchange: exchangeFor(bought, other) };
  });
}

/** The units that are wanted of each variant. */
function unitsByExchange(lines: readonly RequestedLine[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { quantity, exchange } of lines)
    if (exchange) units.set(exchange.sku, (units.get(exchange.sku) ?? 0) + quantity);
  return units;
}

function exchangeFor(bought: OrderLine | undefined, other: Sellable | undefined): Exchange {
  if (!bought || bought.productId !== other?.productId) throw new DomainError("return.exchange_unavailable");
  const { sku, productId, name, options, unitPrice } = other;
  if (unitPrice > bought.unitPrice.amount) throw new DomainError("return.exchange_dearer");
  return { sku, productId, name, options, unitPrice: shopMoney(unitPrice) };
}

/** The lines to send for the units that arrived. Two variants may be exchanged for the same one. */
export function replacementLines({ lines }: Return, received: readonly Demand[]): OrderLine[] {
  const units = received.flatMap(({ sku, quantity }) => {
    const exchange = lines.find((line) => line.sku === sku)?.exchange;
    return exchange ? [{ ...exchange, quantity }] : [];
  });
  return [...Map.groupBy(units, ({ sku }) => sku).values()].flatMap((same) => {
    const quantity = same.reduce((sum, one) => sum + one.quantity, 0);
    return same.slice(0, 1).map((one) => ({ ...one, quantity, total: times(one.unitPrice, quantity) }));
  });
}
