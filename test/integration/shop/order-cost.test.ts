/** AWS usage of an order of three lines, metered from its request to its last mail. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { callsOfTrace, type MeteredCall, unitsOf } from "@tradewind/local-cloud";
import { partsOf } from "@tradewind/ops/cost/order-cost";
import { usageOf } from "@tradewind/ops/metering/usage";
import { TestShop } from "../../support/shop.ts";

const LINES = 3;
/** As long as names are in a catalog: an order holds those of its lines. */
const NAME = "Rainbow Chard Heritage Seeds";
/** Size of an order of three lines, with its keys and its history. */
const ORDER_KB = 2;
/**
 * The order's index entries: by customer, open, all. They hold only keys, so most changes write
 * none.
 */
const ENTRIES = 3;
/** Everything else is below 1 KB, which is one write unit. */
const ITEM = 1;
const inTransaction = (kilobytes: number) => 2 * kilobytes;

/** Write units of each write, by design: nothing is written that is not listed. */
const WRITE_UNITS = {
  "place: idempotency record, cart, token, event, order": inTransaction(4 * ITEM + ORDER_KB + ENTRIES),
  "take up: the lease, and the plan of the lots": ORDER_KB,
  "reserve, a lot for each line": LINES * ITEM,
  "the payment, before the processor hears of it": ITEM,
  "PROCESSING: order, payment, event": inTransaction(ORDER_KB + 2 * ITEM),
  "commit, a lot for each line": LINES * ITEM,
  "FULFILLED: order, payment, shipment, event": inTransaction(ORDER_KB + 3 * ITEM),
  "booked: order, due at another time": ORDER_KB + 2,
  "SHIPPED: order, which is due no more, shipment, event": inTransaction(ORDER_KB + 1 + 2 * ITEM),
  "two mails, claimed and done": 2 * 2 * ITEM,
};
/**
 * A unit for each item that is read as it is at that moment, up to 4 KB; half a unit for a price, a
 * lot at placing and an address.
 */
const READ_UNITS = {
  place: 3 + (2 * LINES) / 2,
  "take up, reserve: the order": 2,
  "pay: the order": 1,
  "deliver, a scan: order and shipment": 4,
  "two mails: the address": 1,
};

const TOLERANCE = 1.1;
const sum = (units: Record<string, number>) => Object.values(units).reduce((all, one) => all + one, 0);

let shop: TestShop;
let calls: MeteredCall[];

beforeAll(async () => {
  shop = await TestShop.open();
  const customer = await shop.customer();
  for (let line = 0; line < LINES; line += 1) await customer.addToCart(await shop.variant({ name: NAME }));
  const paymentToken = await customer.cardToken();
  const metered: MeteredCall[] = [];
  const stop = shop.shop.meter.tap((call) => metered.push(call));
  const { headers, body } = await customer.order({ paymentToken });
  await shop.settle();
  stop();
  calls = callsOfTrace(metered, headers.get("x-amzn-trace-id") ?? "");
  expect((await customer.get(`/orders/${body.id}`)).body.status).toBe("SHIPPED");
});
afterAll(() => shop.stop());

it("is placed in two reads and one write", () => {
  const placing = calls.filter(({ caller, service }) => caller === "PlaceOrder" && service !== "lambda");
  expect(placing.map(({ operation }) => operation)).toEqual([
    "BatchGetItem",
    "BatchGetItem",
    "TransactWriteItems",
  ]);
});

it("goes all the way in one Express execution, which is billed by its time", () => {
  expect(unitsOf(calls, "stateTransitions")).toBe(0);
  const executions = calls.filter(
    ({ service, operation }) => `${service}.${operation}` === "states.ExpressExecution",
  );
  expect(executions).toHaveLength(1);
});

it("reads and writes what the design adds up to, and at most a tenth more", () => {
  const [read, written] = [unitsOf(calls, "readUnits"), unitsOf(calls, "writeUnits")];
  const [readable, writable] = [sum(READ_UNITS), sum(WRITE_UNITS)];
  process.stdout.write(
    `An order of ${LINES} lines: ${read} read units (${readable} by design), ${written} write units (${writable}).\n`,
  );
  expect(read).toBeLessThanOrEqual(readable * TOLERANCE);
  expect(written).toBeLessThanOrEqual(writable * TOLERANCE);
});

// The bounds are in packages/ops/src/cost/parts.ts.
it("costs at most $65 a million alone and $60 at load, without mail", () => {
  const missed = partsOf({ alone: usageOf(calls) }).filter(({ met }) => !met);
  expect(missed).toEqual([]);
});
