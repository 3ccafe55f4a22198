/**
 * Edits of a paid order before its first parcel leaves: its address and its lines. Order, stock and
 * parcels change in one transaction, which also asks for the refund of the difference.
 */
import type { Address } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import type { Allocation, Demand, Exchange } from "../inventory/index.ts";
import * as Inventory from "../inventory/index.ts";
import type { Shipment } from "../logistics/index.ts";
import * as Logistics from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { MAX_TRANSACTION_WRITES, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { journalEntryWrite } from "./journal.ts";
import { findOrder, get } from "./read.ts";
import { unitsToReturn } from "./units-to-return.ts";

export interface Edit {
  /** The same reference edits once. */
  reference: string;
  reason: string;
  shippingAddress?: Address | undefined;
  /** All lines of the order after the edit. */
  lines?: Demand[] | undefined;
}

/**
 * Edits the order, then asks the processor for the refund of the difference. Repeated with the same
 * reference, it only asks the processor again, unless the refund is made.
 * @throws order.not_found, order.not_editable, order.edit_exceeds_payment, order.edit_too_large,
 * order.shipping_unavailable, cart.sku_unknown, stock.insufficient, payment.refund_exceeds
 */
export async function edit(ctx: Context, orderId: string, wanted: Edit) {
  const refund = await applyEdit(ctx, orderId, wanted);
  if (refund) await Payments.requestRefund(ctx, orderId, refund);
  return get(orderId);
}

/** Writes the edit and its refund, once for its reference. @returns the refund, if there is one */
async function applyEdit(
  ctx: Context,
  orderId: string,
  wanted: Edit,
): Promise<Payments.RefundRequest | undefined> {
  const { reference, reason } = wanted;
  for (const _ of RACE_TRIES) {
    const [order, shipment] = await Promise.all([findOrder(orderId), Logistics.shipmentOf(orderId)]);
    const done = Orders.refundOf(order, reference);
    if (done !== undefined) return refundRequest(order, wanted, done);
    if (!shipment || !Orders.isEditable(order)) throw new DomainError("order.not_editable");
    if (wanted.lines && order.exchangeOf)
      throw new DomainError("order.not_editable", {
        detail: "The lines of an exchange order were agreed with the return.",
      });

    const { edited, exchange } = await editedOrder(ctx, order, wanted);
    const refund = refundRequest(order, wanted, edited.refund);
    const writes = [
      ...Orders.editWrites(ctx, order, reference, edited),
      Logistics.shipmentWrite(Logistics.repack(shipment, edited.allocations)),
      journalEntryWrite(ctx, orderId, "edit", reason).write,
      ...(refund
        ? await Payments.askedRefundWrites({ ...ctx, correlationId: order.correlationId }, orderId, refund)
        : []),
      ...(await Inventory.exchangeWrites(ctx, exchange)),
    ];
    if (writes.length > MAX_TRANSACTION_WRITES) throw new DomainError("order.edit_too_large");
    const elsewhere = wanted.shippingAddress !== undefined;
    if (elsewhere) await redirectParcels(ctx, order, shipment, edited.shippingAddress);
    let committed = false;
    try {
      ({ committed } = await transact(writes));
    } finally {
      if (elsewhere && !committed) await redirectToOrder(ctx, shipment);
    }
    if (committed) {
      await Inventory.publishExchangedLevels(ctx, exchange);
      return refund;
    }
  }
  throw new DomainError("order.not_editable");
}

/**
 * The order as it will be, and the units that it takes and returns.
 * @throws order.not_editable, order.edit_exceeds_payment, cart.sku_unknown, stock.insufficient
 */
async function editedOrder(ctx: Context, order: Order, wanted: Edit) {
  const { lines, totals } = wanted.lines
    ? Orders.withLines(order, wanted.lines, await newSellables(order, wanted.lines))
    : order;
  const exchange = await exchangeFor(ctx, order, lines);
  const allocations = allocationsAfter(order.allocations ?? [], exchange);
  const shippingAddress = wanted.shippingAddress ?? order.shippingAddress;
  const refund = order.totals.total.amount - totals.total.amount;
  return { edited: { lines, totals, allocations, shippingAddress, refund }, exchange };
}

/** The refund of the difference. The customer is told of it once it is made. */
function refundRequest(
  { orderId, customerId }: Order,
  { reference, reason }: Edit,
  amount: number,
): Payments.RefundRequest | undefined {
  if (amount === 0) return undefined;
  return { reference: Payments.editReference(reference), amount, tell: { orderId, customerId, reason } };
}

/** Reads the catalog for lines that the order does not have yet. */
async function newSellables(order: Order, lines: readonly Demand[]) {
  const skus = lines.map(({ sku }) => sku).filter((sku) => !order.lines.some((line) => line.sku === sku));
  return skus.length > 0 ? Catalog.sellables(skus) : [];
}

/**
 * Finds the units that an edit takes and returns. New units come only from locations that the order
 * ships from, as its parcels are booked.
 * @throws stock.insufficient, order.not_editable
 */
async function exchangeFor(ctx: Context, order: Order, lines: readonly Demand[]): Promise<Exchange> {
  const allocations = order.allocations ?? [];
  const locations = [...new Set(allocations.map(({ location }) => location))];
  const unitsIn = (all: readonly Demand[], wanted: string) =>
    all.find(({ sku }) => sku === wanted)?.quantity ?? 0;
  const taken: Allocation[] = [];
  const returned: Allocation[] = [];
  for (const sku of new Set([...order.lines, ...lines].map((line) => line.sku))) {
    const more = unitsIn(lines, sku) - unitsIn(order.lines, sku);
    if (more > 0) taken.push(...(await Inventory.findNow(ctx, { sku, quantity: more }, locations)));
    if (more < 0) returned.push(...unitsToReturn(allocations, sku, -more));
  }
  return { taken, returned };
}

/** The allocations after an exchange. @throws order.not_editable when a parcel would be empty */
function allocationsAfter(allocations: readonly Allocation[], { taken, returned }: Exchange): Allocation[] {
  const place = ({ sku, location, lot }: Allocation) => `${sku} ${location} ${lot}`;
  const units = new Map(allocations.map((one) => [place(one), { ...one }]));
  for (const one of taken) {
    const there = units.get(place(one));
    if (there) there.quantity += one.quantity;
    else units.set(place(one), { ...one });
  }
  for (const one of returned) {
    const there = units.get(place(one));
    if (there) there.quantity -= one.quantity;
  }
  const left = [...units.values()].filter(({ quantity }) => quantity > 0);
  const emptied = allocations.some(({ location }) => !left.some((one) => one.location === location));
  if (emptied)
    throw new DomainError("order.not_editable", { detail: "The edit would empty a parcel that is booked." });
  return left;
}

/**
 * Redirects the parcels. The price of the delivery stays, but the method must serve the new
 * address.
 * @throws order.shipping_unavailable
 */
async function redirectParcels(ctx: Context, order: Order, shipment: Shipment, to: Address): Promise<void> {
  Logistics.quote(order.shippingMethod, to, { subtotal: order.totals.subtotal.amount, weightGrams: 0 });
  await Logistics.redirect(ctx, shipment, to);
}

/**
 * The parcels go to the address that the order has now. An edit whose answer was lost may have
 * committed.
 */
async function redirectToOrder(ctx: Context, shipment: Shipment): Promise<void> {
  await Logistics.redirect(ctx, shipment, (await findOrder(shipment.orderId)).shippingAddress);
}
