import type { OrderCost } from "@tradewind/blueprint/areas/order-admin";
import { isTurnedBack } from "@tradewind/blueprint/areas/order-states";
import * as Notifications from "../notifications/index.ts";
import { findOrder } from "../order-admin/index.ts";
import { eventsAbout } from "../platform/messaging/index.ts";
import { type Facts, PRICES_OF, steps } from "./cost-model.ts";
import { dollarsOf } from "./cost-units.ts";
import { kilobytesOf } from "./item-size.ts";

/** The cost of a million orders like this one, by its steps. @throws order.not_found */
export async function cost(orderId: string): Promise<OrderCost> {
  const facts = await factsOf(orderId);
  const items = steps
    .map(({ name, count, units }) => ({ name, count: count(facts), units }))
    .filter(({ count }) => count > 0)
    .map(({ name, count, units }) => ({
      name,
      count,
      dollarsPerMillion: cents(count * dollarsOf(units(facts))),
    }));
  const sumOf = (wanted: (name: string) => boolean) =>
    cents(items.reduce((sum, item) => sum + (wanted(item.name) ? item.dollarsPerMillion : 0), 0));
  return {
    source: "model",
    pricesOf: PRICES_OF,
    items,
    platform: sumOf((name) => name !== "mail"),
    mail: sumOf((name) => name === "mail"),
  };
}

const cents = (dollars: number) => Math.round(dollars * 100) / 100;

async function factsOf(orderId: string): Promise<Facts> {
  const [order, events] = await Promise.all([findOrder(orderId), eventsAbout(orderId)]);
  const mails = await Notifications.mailsOf(events.map(({ id }) => id));
  const { lines, allocations = [], history, status, lease } = order;
  const { fulfilledAt, bookedAt, trackingNumber: _tracking, ...unpaid } = order;
  const { allocations: _allocations, ...placed } = unpaid;
  return {
    lines: lines.length,
    lots: allocations.length,
    events: events.map(({ type }) => type),
    mails: mails.length,
    runs: lease,
    paid: fulfilledAt !== undefined,
    booked: bookedAt !== undefined,
    undone: isTurnedBack(status) && order.due === undefined,
    kilobytes: {
      placed: kilobytesOf({ ...placed, history: history.slice(0, 1) }),
      authorised: kilobytesOf({ ...unpaid, history: history.slice(0, 2) }),
      now: kilobytesOf(order),
    },
  };
}
