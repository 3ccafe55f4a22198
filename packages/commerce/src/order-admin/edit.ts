/** Changes of a paid order, until its first parcel leaves: where it goes, what is in it. Order, stock and parcels change as one. */
import type { Address } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import * as Inventory from "../inventory/index.ts";
import type { Allocation, Demand, Exchange } from "../inventory/index.ts";
import * as Logistics from "../logistics/index.ts";
import type { Shipment } from "../logistics/index.ts";
import * as Orders from "../orders/index.ts";
import type { Order } from "../orders/index.ts";
import * as Payments from "../payments/index.ts";
import { transact } from "../platform/dynamodb/transaction.ts";
import { giveBack } from "./give-back.ts";
import { journalEntry } from "./journal.ts";
import { get, findOrder } from "./read.ts";

export interface Edit {
  /** The same reference edits once. */
  reference: string;
  reason: string;
  shippingAddress?: Address | undefined;
  /** All lines as they should be. */
  lines?: Demand[] | undefined;
}

/** An edit that meets another, or other orders for the same stock, looks again this often. */
const RACE_RETRIES = 5;

/**
 * What the order costs less is given back after the change: an edit that is repeated by its reference finishes that.
 * @throws order.not_found, order.not_editable, order.edit_exceeds_payment, order.shipping_unavailable, cart.sku_unknown,
 * stock.insufficient
 */
export async function edit(ctx: Context, orderId: string, wanted: Edit) {
  const refund = await changed(ctx, orderId, wanted);
  if (refund > 0) await giveBackMoney(ctx, orderId, wanted, refund);
  return get(orderId);
}

/** @returns what is to be refunded */
async function changed(ctx: Context, orderId: string, wanted: Edit): Promise<number> {
  const { reference, reason } = wanted;
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const [order, shipment] = await Promise.all([findOrder(orderId), Logistics.shipmentOf(orderId)]);
    const done = Orders.refundOf(order, reference);
    if (done !== undefined) return done;
    if (!shipment || !Orders.isEditable(order)) throw new DomainError("order.not_editable");
    if (wanted.lines && order.exchangeOf)
      throw new DomainError("order.not_editable", {
        detail: "What is exchanged was agreed with the return.",
      });

    const { lines, totals } = wanted.lines
      ? Orders.withLines(order, wanted.lines, await newOnes(order, wanted.lines))
      : order;
    const exchange = await exchangeFor(ctx, order, lines);
    const allocations = after(order.allocations ?? [], exchange);
    const shippingAddress = wanted.shippingAddress ?? order.shippingAddress;
    const elsewhere = wanted.shippingAddress !== undefined;
    if (elsewhere) await redirect(ctx, order, shipment, shippingAddress);
    const { committed } = await transact([
      ...Orders.editWrites(ctx, order, reference, { lines, totals, allocations, shippingAddress }),
      Logistics.shipmentWrite(Logistics.repack(shipment, allocations)),
      journalEntry(ctx, orderId, "edit", reason).write,
      ...(await Inventory.exchangeWrites(ctx, orderId, exchange)),
    ]);
    if (committed) {
      await Inventory.publishExchangedLevels(ctx, exchange);
      return order.totals.total.amount - totals.total.amount;
    }
    if (elsewhere) await Logistics.redirect(ctx, shipment, order.shippingAddress);
  }
  throw new DomainError("order.not_editable");
}

/** What the catalog knows of lines that the order does not have yet. */
async function newOnes(order: Order, lines: readonly Demand[]) {
  const skus = lines.map(({ sku }) => sku).filter((sku) => !order.lines.some((line) => line.sku === sku));
  return skus.length > 0 ? Catalog.sellables(skus) : [];
}

/** Units come from where the order ships from: its parcels are booked. @throws stock.insufficient, order.not_editable */
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
    if (more < 0) returned.push(...giveBack(allocations, sku, -more));
  }
  return { taken, returned };
}

/** What gives an order its units after an exchange. @throws order.not_editable when a parcel would be empty */
function after(allocations: readonly Allocation[], { taken, returned }: Exchange): Allocation[] {
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
    throw new DomainError("order.not_editable", { detail: "A parcel that is booked would be empty." });
  return left;
}

/** The price of the delivery stays as agreed, as long as it goes there at all. @throws order.shipping_unavailable */
async function redirect(ctx: Context, order: Order, shipment: Shipment, to: Address): Promise<void> {
  Logistics.quote(order.shippingMethod, to, { subtotal: order.totals.subtotal.amount, weightGrams: 0 });
  await Logistics.redirect(ctx, shipment, to);
}

async function giveBackMoney(ctx: Context, orderId: string, { reference }: Edit, amount: number) {
  await Payments.refund(ctx, orderId, { reference: `edit:${reference}`, amount }).catch(
    async (error: unknown) => {
      // Cancelled meanwhile: all of it is back, or about to be.
      const spent = error instanceof DomainError && error.code === "payment.refund_exceeds";
      if (!spent || Orders.isEditable(await findOrder(orderId))) throw error;
    },
  );
}
