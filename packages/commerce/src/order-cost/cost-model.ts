/**
 * A model of what an order uses on AWS, from what is known of it. The figures are those of metered
 * orders; a test compares the two. An order is taken as one by itself: at load, batches share a
 * part of this.
 */
import type { Units } from "./cost-units.ts";

/** Region and date of the prices. */
export const PRICES_OF = "us-east-1, 2026-11-22";

export interface Facts {
  lines: number;
  /** Lots that give the units. */
  lots: number;
  /** Types of the events about the order. */
  events: readonly string[];
  mails: number;
  /** Executions of the saga that took the order up. */
  runs: number;
  paid: boolean;
  booked: boolean;
  /** The undo has come to its end. */
  undone: boolean;
  /** Billed size of the order, as it was placed, when its payment was authorised, and now. */
  kilobytes: { placed: number; authorised: number; now: number };
}

interface Step {
  name: string;
  /** Times that the order took this step. */
  count: (facts: Facts) => number;
  units: (facts: Facts) => Units;
}

/** Size of `order.placed` without lines, and of each line in it. */
const EVENT_KB = 0.5;
const LINE_KB = 0.125;

/** A transaction writes each unit twice. */
const twice = (units: number) => 2 * units;
const once = (happened: boolean) => (happened ? 1 : 0);
const told =
  (...types: string[]) =>
  ({ events }: Facts) =>
    events.filter((type) => types.includes(type)).length;

/**
 * The steps of an order. A part of the platform that adds to an order's cost adds its step here,
 * and its bound to `packages/ops/src/cost/parts.ts`.
 */
export const steps: readonly Step[] = [
  {
    name: "place",
    count: told("order.placed"),
    // Key, cart and token; the event, which grows with the lines; the order and its index entries.
    units: ({ lines, kilobytes: { placed } }) => ({
      requests: 1,
      invocations: 1,
      answerCalls: 3,
      readUnits: 3 + lines,
      writeUnits: twice(3 + Math.ceil(EVENT_KB + lines * LINE_KB) + placed + 3),
    }),
  },
  {
    name: "run",
    count: ({ runs }) => runs,
    units: ({ kilobytes: { placed } }) => ({
      executions: 1,
      invocations: 1,
      calls: 2,
      readUnits: 1,
      writeUnits: placed,
    }),
  },
  {
    name: "reserve",
    count: ({ lots }) => once(lots > 0),
    units: ({ lots }) => ({ invocations: 1, calls: 1 + lots, readUnits: 1, writeUnits: lots }),
  },
  {
    name: "authorise",
    count: ({ lots, paid }) => once(lots > 0 && !paid),
    units: () => ({ invocations: 1, calls: 3, readUnits: 1, writeUnits: 2 }),
  },
  {
    name: "pay",
    count: ({ paid }) => once(paid),
    // The payment; PROCESSING: order, payment, event; the lots; FULFILLED: also the shipment.
    units: ({ lots, kilobytes: { authorised, now } }) => ({
      invocations: 1,
      calls: 4 + lots,
      readUnits: 1,
      writeUnits: 1 + twice(authorised + 2) + lots + twice(now + 3),
    }),
  },
  {
    name: "deliver",
    count: ({ booked }) => once(booked),
    units: ({ kilobytes: { now } }) => ({
      invocations: 1,
      calls: 4,
      readUnits: 2,
      writeUnits: now + 2,
      queueRequests: 1,
    }),
  },
  {
    name: "scan",
    count: told("order.shipped", "order.partially_shipped", "order.delivered"),
    units: ({ kilobytes: { now } }) => ({
      invocations: 1,
      calls: 3,
      readUnits: 2,
      writeUnits: twice(now + 3),
      queueRequests: 2,
    }),
  },
  {
    name: "cancel",
    count: told("order.cancelled"),
    units: ({ kilobytes: { now } }) => ({
      requests: 1,
      invocations: 1,
      answerCalls: 3,
      readUnits: 2,
      writeUnits: twice(now + 3),
    }),
  },
  {
    name: "withdraw",
    count: told("order.withdrawn"),
    units: ({ kilobytes: { now } }) => ({
      invocations: 1,
      calls: 2,
      readUnits: 1,
      writeUnits: twice(now + 1),
    }),
  },
  {
    name: "undo",
    count: ({ undone }) => once(undone),
    // Four steps: the booking, the payment, the stock, the end.
    units: ({ lots, paid, kilobytes: { now } }) => ({
      invocations: 4,
      calls: paid ? 17 : 7 + lots,
      readUnits: paid ? 12 : 6,
      writeUnits: paid
        ? 2 + (2 + twice(2 * now)) + twice(lots + now) + twice(now + 1)
        : lots + twice(now + 2),
    }),
  },
  {
    name: "event",
    count: ({ events }) => events.length,
    units: () => ({ events: 1, pipes: 1, invocations: 1, calls: 0.25, readUnits: 0.25 }),
  },
  {
    name: "tell",
    count: ({ mails }) => mails,
    // Four calls, with half the memory of other functions.
    units: () => ({
      publishes: 1,
      queueRequests: 3,
      invocations: 1,
      calls: 4 / 2,
      readUnits: 0.5,
      writeUnits: 2,
    }),
  },
  { name: "mail", count: ({ mails }) => mails, units: () => ({ mails: 1 }) },
];
