/** Edits of a paid order, until its first parcel leaves. */

import { orderEdited } from "@tradewind/blueprint/areas/events";
import type { Address } from "@tradewind/blueprint/language/schema";
import type { Sellable } from "../catalog/index.ts";
import type { Allocation } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { add, shopMoney, sum, times } from "../platform/money.ts";
import { isoNow } from "../platform/time.ts";
import { type Order, OrderEntity, type OrderLine } from "./entity.ts";
import { eventLines } from "./event-lines.ts";

/** The order after an edit: its lines, totals, units and address, and what the edit refunds. */
export interface Edited {
  lines: OrderLine[];
  totals: Order["totals"];
  allocations: Allocation[];
  shippingAddress: Address;
  /** Minor units. */
  refund: number;
}

/** True for a paid order of which nothing has left and nothing is being undone. */
export const isEditable = ({ status, withdrawnAt }: Order) =>
  status === "FULFILLED" && withdrawnAt === undefined;

/**
 * Refund of the edit with this reference, in minor units; undefined when there was no such edit.
 */
export const refundOf = ({ edits }: Order, reference: string): number | undefined =>
  edits && Object.hasOwn(edits.refunds, reference) ? edits.refunds[reference] : undefined;

/**
 * The wanted lines with their totals. Lines that the order has keep their price; new ones have the
 * catalog's. The price of the delivery stays.
 * @throws cart.sku_unknown, order.edit_exceeds_payment
 */
export function withLines(
  order: Order,
  wanted: readonly { sku: string; quantity: number }[],
  sellables: readonly Sellable[],
): Pick<Order, "lines" | "totals"> {
  const lines = wanted.map(({ sku, quantity }): OrderLine => {
    const ordered = order.lines.find((line) => line.sku === sku) ?? lineOf(sku, sellables);
    return { ...ordered, quantity, total: times(ordered.unitPrice, quantity) };
  });
  const { shipping, total: paid } = order.totals;
  const subtotal = sum(
    lines.map(({ total }) => total),
    shipping.currency,
  );
  const total = add(subtotal, shipping);
  if (total.amount > paid.amount) throw new DomainError("order.edit_exceeds_payment");
  return { lines, totals: { subtotal, shipping, total } };
}

function lineOf(wanted: string, sellables: readonly Sellable[]): Omit<OrderLine, "quantity" | "total"> {
  const sellable = sellables.find(({ sku }) => sku === wanted);
  if (!sellable) throw new DomainError("cart.sku_unknown", { detail: `${wanted} is not sold.` });
  const { sku, productId, name, options, unitPrice } = sellable;
  return { sku, productId, name, options, unitPrice: shopMoney(unitPrice) };
}

/**
 * Builds the writes of an edit: the order, refused if it moved on or was edited since it was read,
 * and the event.
 */
export function editWrites(
  ctx: Context,
  order: Order,
  reference: string,
  { lines, totals, allocations, shippingAddress, refund }: Edited,
): TransactionWrite[] {
  const { orderId, customerId, correlationId, edits } = order;
  const now = isoNow(ctx);
  const next = {
    version: (edits?.version ?? 0) + 1,
    refunds: { ...edits?.refunds, [reference]: refund },
    placed: edits?.placed ?? {
      lines: order.lines,
      totals: order.totals,
      shippingAddress: order.shippingAddress,
    },
  };
  return [
    asWrite(
      OrderEntity.patch({ orderId })
        .set({ lines, totals, allocations, shippingAddress, updatedAt: now, edits: next })
        .add({ version: 1 })
        .where(({ status, withdrawnAt, edits: found }, { eq, notExists }) =>
          [
            eq(status, "FULFILLED"),
            notExists(withdrawnAt),
            edits ? eq(found.version, edits.version) : notExists(found),
          ].join(" AND "),
        ),
    ),
    publishWrite({ ...ctx, correlationId }, orderEdited, {
      orderId,
      customerId,
      lines: eventLines(lines),
      total: totals.total,
      refunded: shopMoney(refund),
    }),
  ];
}
