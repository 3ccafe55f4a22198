/** Nothing stops in silence: what needs a person says so, and returns end. */
import type { Order, OutboxItem, Return, Shipment } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export function attention(
  orders: ReadonlyMap<string, Order>,
  returns: readonly Return[],
  outbox: readonly OutboxItem[],
): Violation[] {
  const called = new Set(
    outbox
      .filter(({ event }) => event.type === "order.needs_attention")
      .map(({ event }) => event.data.orderId),
  );
  return [...orders.values(), ...returns]
    .filter(({ status, orderId }) => status === "NEEDS_ATTENTION" && !called.has(orderId))
    .map(({ orderId, ...one }) => ("returnId" in one ? `${one.returnId} of ${orderId}` : orderId))
    .map(violation("an order or return that needs attention has an event"));
}

/** An order of which all parcels have left, and nothing was undone, needs nobody any more. */
export function neededInVain(
  orders: ReadonlyMap<string, Order>,
  shipments: readonly Shipment[],
): Violation[] {
  return shipments
    .filter(({ parcels }) => parcels.every(({ scans }) => "PICKED_UP" in scans || "DELIVERED" in scans))
    .flatMap(({ orderId }) => orders.get(orderId) ?? [])
    .filter(({ status, withdrawnAt }) => status === "NEEDS_ATTENTION" && withdrawnAt === undefined)
    .map(({ orderId }) => `${orderId} needs attention, and all its parcels have left`)
    .map(violation("every order ends"));
}

/** The longest that a return stays in a status, with the time until its saga or sweep ends that. */
const LONGEST: Readonly<Record<string, number>> = {
  REQUESTED: 15 * DAY_MS,
  APPROVED: 31 * DAY_MS,
  RECEIVED: 6 * HOUR_MS,
};

export function unendedReturns(returns: readonly Return[], now: number): Violation[] {
  return returns
    .filter(({ status, updatedAt }) => now - Date.parse(updatedAt) > (LONGEST[status] ?? Infinity))
    .map(
      ({ orderId, returnId, status, updatedAt }) => `${returnId} of ${orderId}: ${status} since ${updatedAt}`,
    )
    .map(violation("no return rests before its end"));
}
