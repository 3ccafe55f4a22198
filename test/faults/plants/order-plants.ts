/** Orders and returns that stop in silence, and events and requests that count twice. */
import { ofDeclined, ofShipped, type Plant } from "./plant.ts";

export const orderPlants: readonly Plant[] = [
  {
    what: "an order that needs attention in silence",
    entity: "order",
    of: ofDeclined,
    change: (order) => ({ ...order, status: "NEEDS_ATTENTION" }),
    invariant: "an order or return that needs attention has an event",
  },
  {
    what: "a shipped order that still needs attention",
    entity: "order",
    of: ofShipped,
    change: (order) => ({ ...order, status: "NEEDS_ATTENTION" }),
    invariant: "every order ends",
    given: { attention: true },
  },
  {
    what: "a parcel that left an undone order after a person had been called to the order",
    entity: "order",
    of: ofShipped,
    change: (order) => ({ ...order, status: "CANCELLED" }),
    also: [
      {
        entity: "outbox",
        of: ({ event }, { shipped }) => (event as { data: { orderId?: string } }).data.orderId === shipped,
        change: (item, { shipped }) => ({
          ...item,
          event: {
            type: "order.needs_attention",
            time: "2026-10-01T00:00:00.000Z",
            data: { orderId: shipped, detail: "Its undo failed 12 times." },
          },
        }),
      },
    ],
    invariant: "no parcel leaves an undone order unnoticed",
  },
  {
    what: "a return that needs attention in silence",
    entity: "return",
    change: (item) => ({ ...item, status: "NEEDS_ATTENTION" }),
    invariant: "an order or return that needs attention has an event",
  },
  {
    what: "a return that is neither received nor lapses",
    entity: "return",
    change: (item) => ({ ...item, status: "APPROVED", updatedAt: "2026-09-01T00:00:00.000Z" }),
    invariant: "no return rests before its end",
  },
  {
    what: "goods that came and are not settled",
    entity: "return",
    change: (item) => ({ ...item, status: "RECEIVED", updatedAt: "2026-09-01T00:00:00.000Z" }),
    invariant: "no return rests before its end",
  },
  {
    what: "an order that makes no progress",
    entity: "order",
    of: ofDeclined,
    change: (order) => ({ ...order, status: "PROCESSING" }),
    invariant: "every order ends",
  },
  {
    what: "an order that nobody looks after",
    entity: "order",
    of: ofDeclined,
    change: (order) => ({ ...order, status: "NEEDS_ATTENTION" }),
    invariant: "every order ends",
  },
  {
    what: "a return that waits for its goods, and that no sweep finds",
    entity: "return",
    change: ({ due: _due, dueAt: _dueAt, received: _received, ...item }) => ({ ...item, status: "APPROVED" }),
    invariant: "a return rests only in an end state",
  },
  {
    what: "a return that is long overdue",
    entity: "return",
    change: (item) => ({ ...item, status: "APPROVED", due: "0", dueAt: "2026-10-01T00:00:00.000Z" }),
    invariant: "a return rests only in an end state",
  },
  {
    what: "a second order from one request",
    entity: "order",
    of: ofDeclined,
    change: (order) => ({ ...order, pk: "again", orderId: "ord_again" }),
    invariant: "a request makes one order",
  },
  {
    what: "an event that is published twice",
    entity: "outbox",
    of: ({ event }) => (event as { type: string }).type === "order.placed",
    change: (event) => ({ ...event, pk: "again", eventId: "evt_again" }),
    invariant: "an event is published once",
  },
];
