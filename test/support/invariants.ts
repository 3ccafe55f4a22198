/** Invariants of a shop that is at rest. They hold after any failure. */
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import type { Shop } from "@tradewind/dev";
import { attention, neededInVain, unendedReturns } from "./attention-invariants.ts";
import { house, keptUnits } from "./house-invariants.ts";
import { mails } from "./mail-invariants.ts";
import { exchanges, money, returns, toldRefunds, undueReturns } from "./money-invariants.ts";
import { type BookedPayment, processorBooks } from "./processor-invariants.ts";
import { promises } from "./promise-invariants.ts";
import {
  type Allocation,
  type Order,
  type OutboxItem,
  orderOf,
  type StoredOrder,
  unitsSoldTo,
} from "./shop-records.ts";
import { readEntities, type StoredItem } from "./tables.ts";
import { type Violation, violation } from "./violation.ts";

export type { Invariant, Violation } from "./violation.ts";

export interface Expectations {
  /** Orders that the API acknowledged with 201. */
  acknowledged?: readonly string[];
  /** Ids of the events that the bus carried. Without them the outbox is not checked. */
  seen?: ReadonlySet<string>;
  /**
   * The number of mails that may be sent twice. A function that dies between sending a mail and
   * recording it sends the mail again, as SES has no idempotency key.
   */
  repeatedMails?: number;
  /** The number of mails that failed for good, besides those in the dead-letter queue. */
  lostMails?: number;
  /** The test makes an undo fail for good, so its order may need attention. */
  attention?: boolean;
  /** Units that came to the house, by SKU. Without them the house is not counted. */
  received?: ReadonlyMap<string, number>;
  /** Parcels that the carrier has fetched, if it knows better than the shop. */
  pickedUp?: ReadonlySet<string>;
  /** The processor's own books, by order. */
  processor?: ReadonlyMap<string, BookedPayment>;
}

const ENDED: ReadonlySet<unknown> = new Set(["SHIPPED", "DELIVERED", "RETURNED", "FAILED", "CANCELLED"]);
/** An order may stay in this status until its units arrive; {@link promises} checks that. */
const WAITING = "AWAITING_STOCK";

interface Lot {
  sku: string;
  location: string;
  lot: number;
  stocked: number;
  available: number;
  reserved: number;
  sold: number;
  holds: Record<string, { quantity: number }>;
}

/** The refunds that mails told of. An event of its own may tell of a failed order's as well. */
const refundEvents = (
  outbox: readonly OutboxItem[],
  told: "order.refunded" | "order.failed" | "order.edited",
) =>
  outbox.flatMap(({ event: { type, data } }) =>
    type === told && data.orderId && data.refunded
      ? [{ orderId: data.orderId, refunded: data.refunded.amount }]
      : [],
  );

/** Reads the tables, queues, mailbox and executions, and returns all violations. */
export async function violations(shop: Shop, expectations: Expectations = {}): Promise<Violation[]> {
  const entities = await entitiesOf(shop);
  const all = <T>(entity: string) => (entities.get(entity) ?? []) as unknown[] as T[];
  const orders = new Map(all<StoredOrder>("order").map((stored) => [stored.orderId, orderOf(stored)]));
  const outbox = all<OutboxItem>("outbox");
  return [
    ...stock(all("stocklot"), orders),
    ...promises(all("stocklot"), all("waiting"), orders, shop.cloud.kernel.clock.now()),
    ...lostOrders(expectations.acknowledged ?? [], orders),
    ...unendedOrders(orders, expectations),
    ...money(all("payment"), orders),
    ...returns(all("return"), all("payment"), orders),
    ...exchanges(all("return"), all("payment"), orders),
    ...parcels(all("shipment"), orders, outbox),
    ...toldRefunds(refundEvents(outbox, "order.refunded"), all("payment"), orders),
    ...toldRefunds(refundEvents(outbox, "order.failed"), all("payment"), orders),
    ...toldRefunds(refundEvents(outbox, "order.edited"), all("payment"), orders),
    ...processorBooks(all("payment"), orders, expectations.processor),
    ...house(
      all("stocklot"),
      orders,
      { outbox, shipments: all("shipment"), returns: all("return") },
      expectations,
    ),
    ...keptUnits(orders, all("shipment")),
    ...neededInVain(orders, all("shipment")),
    ...attention(orders, all("return"), outbox),
    ...unendedReturns(all("return"), shop.cloud.kernel.clock.now()),
    ...undueReturns(all("return"), shop.cloud.kernel.clock.now()),
    ...repeatedRequests(orders),
    ...outboxEvents(outbox, expectations.seen),
    ...mails(shop.cloud, outbox, expectations),
    ...orderLeases([...orders.values()], shop.cloud.kernel.clock.now()),
    ...(await leftovers(shop)),
  ];
}

/** The number of orders by status. */
export async function countByStatus(shop: Shop): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of (await entitiesOf(shop)).get("order") ?? []) {
    const status = String(item["status"]);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

export function entitiesOf({ cloud, links }: Shop): Promise<Map<string, StoredItem[]>> {
  return readEntities(cloud, (links.get(commerceTable.name) as { name: string }).name);
}

const shelf = ({ sku, location }: Pick<Lot, "sku" | "location">) => `${sku}/${location}`;
const nameOf = (lot: Pick<Lot, "sku" | "location" | "lot">) => `${shelf(lot)}/${lot.lot}`;

function stock(lots: readonly Lot[], orders: ReadonlyMap<string, Order>): Violation[] {
  const found: Violation[] = [];
  const standing = new Map(lots.map((lot) => [nameOf(lot), lot]));
  // A lot that no longer exists was merged into the first lot of its location.
  const firsts = new Map<string, number>();
  for (const lot of lots) firsts.set(shelf(lot), Math.min(lot.lot, firsts.get(shelf(lot)) ?? lot.lot));
  const sold = new Map<string, number>();
  /** Lots whose counts a person still has to correct. */
  const unsettled = new Set<string>();
  for (const order of orders.values()) {
    const { status, allocations = [], fulfilledAt, returns } = order;
    const now = (place: Omit<Allocation, "quantity">) =>
      nameOf(standing.get(nameOf(place)) ?? { ...place, lot: firsts.get(shelf(place)) ?? place.lot });
    const back = (returns?.restocked ?? []).map((one) => ({ ...one, quantity: -one.quantity }));
    for (const { quantity, ...place } of [...unitsSoldTo(order), ...back])
      sold.set(now(place), (sold.get(now(place)) ?? 0) + quantity);
    if (status === "NEEDS_ATTENTION" && fulfilledAt === undefined)
      for (const allocation of allocations) unsettled.add(now(allocation));
  }
  for (const lot of lots) {
    const at = nameOf(lot);
    const { stocked, available, reserved, holds } = lot;
    const counts = `${available} available, ${reserved} reserved, ${lot.sold} sold of ${stocked}`;
    if (available + reserved + lot.sold !== stocked || Math.min(available, reserved, lot.sold) < 0) {
      found.push(violation("stock is conserved")(`${at}: ${counts}`));
    }
    const held = Object.values(holds).reduce((sum, { quantity }) => sum + quantity, 0);
    if (held !== reserved) found.push(violation("stock is conserved")(`${at}: ${held} held, ${counts}`));
    for (const orderId of Object.keys(holds)) {
      const status = orders.get(orderId)?.status;
      if (status === undefined || ENDED.has(status)) {
        found.push(
          violation("a reservation does not outlive its order")(`${at}: ${orderId}, ${status ?? "no order"}`),
        );
      }
    }
    const paid = sold.get(at) ?? 0;
    if (paid !== lot.sold && !unsettled.has(at)) {
      found.push(violation("sold units match paid orders")(`${at}: ${counts}, ${paid} in paid orders`));
    }
  }
  return found;
}

/**
 * No parcel leaves an undone order unnoticed. A person who was called before it left, because the
 * undo had failed, does not know of it.
 */
function parcels(
  shipments: readonly { orderId: string; leftAt?: string }[],
  orders: ReadonlyMap<string, Order>,
  outbox: readonly OutboxItem[],
): Violation[] {
  const calls = Map.groupBy(
    outbox.filter(({ event }) => event.type === "order.needs_attention"),
    ({ event }) => event.data.orderId,
  );
  const isNoticed = (orderId: string, leftAt: string) =>
    calls.get(orderId)?.some(({ event }) => Date.parse(event.time) >= Date.parse(leftAt));
  return shipments
    .filter(({ orderId }) => ["FAILED", "CANCELLED"].includes(orders.get(orderId)?.status ?? ""))
    .filter(({ orderId, leftAt }) => leftAt !== undefined && !isNoticed(orderId, leftAt))
    .map(({ orderId }) => violation("no parcel leaves an undone order unnoticed")(orderId));
}

function lostOrders(acknowledged: readonly string[], orders: ReadonlyMap<string, Order>): Violation[] {
  return acknowledged
    .filter((orderId) => !orders.has(orderId))
    .map((orderId) => violation("an acknowledged order exists")(`${orderId} is lost`));
}

function unendedOrders(orders: ReadonlyMap<string, Order>, { attention = false }: Expectations): Violation[] {
  return [...orders.values()]
    .filter(
      ({ status }) =>
        !ENDED.has(status) && status !== WAITING && !(attention && status === "NEEDS_ATTENTION"),
    )
    .map(({ orderId, status }) => violation("every order ends")(`${orderId} is ${status}`));
}

/**
 * A repeated request must not make a second order. Such an order would have the first one's token.
 */
function repeatedRequests(orders: ReadonlyMap<string, Order>): Violation[] {
  const report = violation("a request makes one order");
  const bought = [...orders.values()].filter(({ exchangeOf }) => !exchangeOf);
  const byToken = Map.groupBy(bought, ({ payment }) => payment.token);
  return [...byToken.values()]
    .filter((same) => same.length > 1)
    .map((same) => report(same.map(({ orderId }) => orderId).join(", ")));
}

/**
 * Support may refund and edit an order several times, and an order may be withdrawn and need
 * attention several times.
 */
const AGAIN: ReadonlySet<string> = new Set([
  "order.refunded",
  "order.edited",
  "order.withdrawn",
  "order.needs_attention",
]);

function outboxEvents(outbox: readonly OutboxItem[], seen: ReadonlySet<string> | undefined): Violation[] {
  const found: Violation[] = [];
  const types = new Set<string>();
  for (const { eventId, event } of outbox) {
    const { orderId, returnId } = event.data;
    // Stock events may repeat.
    const again = !orderId || AGAIN.has(event.type);
    const what = again ? eventId : `${event.type} of ${returnId ?? orderId}`;
    if (types.has(what))
      found.push(violation("an event is published once")(`${what} is in the outbox twice`));
    types.add(what);
    if (seen && !seen.has(eventId)) {
      found.push(violation("the outbox is drained")(`${what} never came over the bus`));
    }
  }
  return found;
}

/**
 * At rest no run of the saga holds an order, and only an order that waits is due. An undo by staff
 * that died leaves its lease on an order that needs attention, which no run takes up: that lease
 * ends.
 */
function orderLeases(orders: readonly Order[], now: number): Violation[] {
  const report = violation("nothing is left running");
  const isHeld = ({ status, leaseUntil, due }: Order) =>
    leaseUntil !== undefined &&
    due !== undefined &&
    !(status === "NEEDS_ATTENTION" && Date.parse(leaseUntil) <= now);
  return orders.flatMap((order) => {
    const { orderId, status, due } = order;
    return [
      ...(isHeld(order) ? [report(`${orderId} (${status}) is held`)] : []),
      ...((due !== undefined) === (status === WAITING || status === "NEEDS_ATTENTION")
        ? []
        : [report(`${orderId} is ${status}, and ${due === undefined ? "not due" : "due"}`)]),
    ];
  });
}

/** No execution waits, whatever a return waits for. */
async function leftovers({ cloud, links }: Shop): Promise<Violation[]> {
  const report = violation("nothing is left running");
  const { arn: stateMachineArn } = links.get("ReturnSaga") as { arn: string };
  const request = { stateMachineArn, statusFilter: "RUNNING" };
  const { executions } = (await cloud.call("states", "ListExecutions", request)) as {
    executions: { name: string }[];
  };
  const queues = cloud.sqs
    .queues()
    .filter(
      ({ name, visible, delayed, inFlight }) => hasConsumer(cloud, name) && visible + delayed + inFlight > 0,
    );
  return [
    ...executions.map(({ name }) => report(`execution ${name}`)),
    ...queues.map(({ name, visible, inFlight }) =>
      report(`${name}: ${visible} visible, ${inFlight} in flight`),
    ),
  ];
}

/** True for all queues but dead-letter queues, whose messages wait for a person. */
function hasConsumer(cloud: Shop["cloud"], name: string): boolean {
  return cloud.sqs.queues().some((queue) => queue.name === name && queue.deadLetterTargetArn !== undefined);
}
