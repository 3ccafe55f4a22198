import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import { tapBus } from "../support/bus-tap.ts";
import { type Expectations, type Invariant, violations } from "../support/invariants.ts";
import type { BookedPayment } from "../support/processor-invariants.ts";
import { CARDS, type Client, TestShop } from "../support/shop.ts";
import type { Payment } from "../support/shop-records.ts";
import { documentsOf, readEntities, type StoredItem } from "../support/tables.ts";

let shop: TestShop;
let TableName: string;
let seen: () => Promise<Set<string>>;
// Ids of orders by their outcome.
let shipped: string;
let declined: string;
let returned: string;
/** One order waits for a unit of this SKU. */
let promisedSku: string;
/** Units that came to the house, by SKU. */
let received: Map<string, number>;
/** The books of a processor that agrees with the shop. */
let processor: Map<string, BookedPayment>;

const items = async (entity: string) => (await readEntities(shop.shop.cloud, TableName)).get(entity) ?? [];

async function findViolations(expectations: Expectations = {}): Promise<Invariant[]> {
  return (await violations(shop.shop, { received, processor, ...expectations })).map(
    ({ invariant }) => invariant,
  );
}

const documents = () => documentsOf(shop.shop.cloud);
const put = (item: StoredItem) => documents().send(new PutCommand({ TableName, Item: item }));
const remove = ({ pk, sk }: StoredItem) =>
  documents().send(new DeleteCommand({ TableName, Key: { pk, sk } }));

beforeAll(async () => {
  shop = await TestShop.open();
  ({ name: TableName } = shop.shop.links.get(commerceTable.name) as { name: string });
  seen = await tapBus(shop.shop);
  const customer = await shop.customer();
  const sku = await shop.variant();
  shipped = await customer.buy(sku);
  declined = await customer.buy(sku, { card: CARDS.declined });
  await customer.buy(sku, { postalCode: "00000" });
  returned = await customer.buy(sku);
  const exchanged = await customer.buy(sku);
  promisedSku = await shop.variant({ stock: 0 });
  const Inventory = await import("@tradewind/commerce/inventory");
  await Inventory.setPolicy(await shop.context(), promisedSku, { policy: "backorder", limit: 1 });
  await customer.buy(promisedSku);
  await shop.settle();
  await returnUnit(customer, returned, { sku });
  await returnUnit(customer, exchanged, {
    sku,
    exchange: { sku: await shop.variant({ price: 700, of: sku }) },
  });
  received = new Map([
    [sku, 10],
    [promisedSku, 0],
  ]);
  const payments = (await items("payment")) as unknown as Payment[];
  processor = new Map(payments.map((payment) => [payment.orderId, bookedAs(payment)]));
});
afterAll(() => shop.stop());

function bookedAs({ amount, captured, status, refunds = {} }: Payment): BookedPayment {
  const made = Object.entries(refunds).filter(([, { state }]) => state === "made");
  return {
    authorized: amount,
    captured,
    voided: status === "DECLINED" || status === "VOIDED",
    refunds: new Map(made.map(([reference, refund]) => [reference, refund.amount])),
  };
}

async function returnUnit(
  customer: Client,
  id: string,
  { sku, ...wish }: { sku: string; exchange?: { sku: string } },
): Promise<void> {
  const staff = await shop.admin();
  const asked = await customer.requestReturn(id, [{ sku, quantity: 1, ...wish }]);
  const path = `/admin/orders/${id}/returns/${asked.body.id}`;
  await staff.call("POST", `${path}/decision`, { body: { approve: true } });
  const received = [{ sku, quantity: 1, condition: "damaged" }];
  await staff.call("POST", `${path}/receipt`, { body: { lines: received } });
  await shop.settle();
}

it("a shop without any failure has no violation", async () => {
  expect(await violations(shop.shop, { seen: await seen(), acknowledged: [shipped, declined] })).toEqual([]);
});

interface Plant {
  what: string;
  entity: string;
  /** Chooses the item to change. The default is the first item. */
  of?: (item: StoredItem) => boolean;
  change: (item: StoredItem) => StoredItem;
  invariant: Invariant;
  given?: Expectations;
}

const count = (item: StoredItem, name: string) => Number(item[name]);
const ofShipped = (item: StoredItem) => item["orderId"] === shipped;
const ofReturned = (item: StoredItem) => item["orderId"] === returned;
const ofDeclined = (item: StoredItem) => item["orderId"] === declined;

interface ToldRefund {
  data: { refunded: { amount: number } };
}
const isFailed = ({ type, data }: ToldRefund & { type: string }) =>
  type === "order.failed" && data.refunded !== undefined;
const toldTooMuch = (event: ToldRefund): ToldRefund => ({
  ...event,
  data: { ...event.data, refunded: { ...event.data.refunded, amount: event.data.refunded.amount + 1 } },
});

const plants: Plant[] = [
  {
    what: "a unit from nowhere",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") + 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "more sold units than there were",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: -1, sold: count(lot, "stocked") + 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "reserved units that nobody holds",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") - 1, reserved: 1 }),
    invariant: "stock is conserved",
  },
  {
    what: "a hold of an order that has shipped",
    entity: "stocklot",
    change: (lot) => ({
      ...lot,
      available: count(lot, "available") - 1,
      reserved: 1,
      holds: { [shipped]: { quantity: 1, until: 0 } },
    }),
    invariant: "a reservation does not outlive its order",
  },
  {
    what: "a sold unit that is for sale again",
    entity: "stocklot",
    change: (lot) => ({ ...lot, available: count(lot, "available") + 1, sold: count(lot, "sold") - 1 }),
    invariant: "sold units match paid orders",
  },
  {
    what: "a unit that is in the house and on no book",
    entity: "stocklot",
    of: (lot) => count(lot, "available") > 0,
    change: (lot) => ({
      ...lot,
      stocked: count(lot, "stocked") - 1,
      available: count(lot, "available") - 1,
    }),
    invariant: "units in the house are on the books",
  },
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
    what: "a refund that the processor never made",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({
      ...payment,
      refunds: { "support:lost": { state: "made", amount: payment["captured"] } },
    }),
    invariant: "the books agree with the processor's",
  },
  {
    what: "money that the processor has and the shop does not know of",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, status: "AUTHORIZED", captured: 0 }),
    invariant: "the books agree with the processor's",
  },
  {
    what: "a failed order's refund that is told and not made",
    entity: "outbox",
    of: ({ event }) => isFailed(event as ToldRefund & { type: string }),
    change: (item) => ({ ...item, event: toldTooMuch(item["event"] as ToldRefund) }),
    invariant: "a customer is told only of refunds that are made",
  },
  {
    what: "a promise above the limit",
    entity: "stocklot",
    of: (lot) => lot["location"] === "incoming",
    change: (lot) => ({ ...lot, stocked: count(lot, "stocked") + 1, sold: count(lot, "sold") + 1 }),
    invariant: "promises stay within the limit",
  },
  {
    what: "units in stock for an order that still waits",
    entity: "stocklot",
    of: (lot) => lot["listed"] === promisedSku,
    change: (lot) => ({ ...lot, stocked: 1, available: 1 }),
    invariant: "no unit is idle while an order waits for it",
  },
  {
    what: "a waiting record of an order that has ended",
    entity: "waiting",
    change: (waiting) => ({ ...waiting, orderId: declined }),
    invariant: "every waiting order is recorded, and no other",
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
    what: "a refund above the capture",
    entity: "payment",
    of: (payment) => count(payment, "refunded") > 0,
    change: (payment) => ({ ...payment, refunded: count(payment, "captured") + 1 }),
    invariant: "money balances",
  },
  {
    what: "a failed order that was charged",
    entity: "payment",
    of: ofDeclined,
    change: (payment) => ({ ...payment, status: "CAPTURED", captured: payment["amount"] }),
    invariant: "money balances",
  },
  {
    what: "an authorisation that is never released",
    entity: "payment",
    of: ofDeclined,
    change: (payment) => ({ ...payment, status: "AUTHORIZED" }),
    invariant: "money balances",
  },
  {
    what: "a parcel that nobody paid for",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, captured: 0 }),
    invariant: "money balances",
  },
  {
    what: "a second payment of an order",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({ ...payment, sk: "again" }),
    invariant: "money balances",
  },
  {
    what: "a shipped order whose payment was refunded",
    entity: "payment",
    of: ofShipped,
    change: (payment) => ({
      ...payment,
      status: "REFUNDED",
      refunded: payment["captured"],
      refunds: { undo: { state: "made", amount: payment["captured"] } },
    }),
    invariant: "money balances",
  },
  {
    what: "a refund that the processor never confirmed",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({
      ...payment,
      status: "CAPTURED",
      refunded: 0,
      refunds: { support: { state: "asked", amount: payment["captured"], attempts: 16 } },
    }),
    invariant: "money balances",
  },
  {
    what: "an edit whose refund was never asked for",
    entity: "order",
    of: ofShipped,
    change: (order) => {
      const { total, ...others } = order["totals"] as { total: string };
      const [amount, currency] = total.split(" ");
      const totals = { ...others, total: `${Number(amount) - 100} ${currency}` };
      return { ...order, totals, edits: { version: 1, refunds: { less: 100 } } };
    },
    invariant: "money balances",
  },
  {
    what: "a customer who was told of a refund that is only asked",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({ ...payment, refunds: {} }),
    invariant: "a customer is told only of refunds that are made",
  },
  {
    what: "more returned units than were bought",
    entity: "return",
    change: (item) => ({
      ...item,
      received: [...(item["received"] as object[]), ...(item["received"] as object[])],
    }),
    invariant: "returned units were bought and are refunded once",
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
    what: "returned units without a refund",
    entity: "payment",
    of: ofReturned,
    change: (payment) => ({ ...payment, status: "CAPTURED", refunded: 0, refunds: {} }),
    invariant: "returned units were bought and are refunded once",
  },
  {
    what: "a second replacement order for the same goods",
    entity: "order",
    of: ({ exchangeOf }) => exchangeOf !== undefined,
    change: (order) => ({ ...order, pk: "again", orderId: "ord_again" }),
    invariant: "an exchange is paid for once",
  },
  {
    what: "an exchange without the refund of the difference",
    entity: "return",
    of: ({ replacement }) => replacement !== undefined,
    change: (item) => ({ ...item, refund: { amount: 0, currency: "USD" } }),
    invariant: "an exchange is paid for once",
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

describe("the checker of invariants finds, in the tables,", () => {
  it.each(plants)("$what", async ({ entity, of = () => true, change, invariant, given }) => {
    const original = (await items(entity)).find(of);
    if (!original) throw new Error(`There is no such ${entity}.`);
    const planted = change(original);
    await put(planted);
    try {
      expect(await findViolations(given)).toContain(invariant);
    } finally {
      await remove(planted);
      await put(original);
    }
    expect(await findViolations()).toEqual([]);
  });

  it("an acknowledged order that is lost", async () => {
    expect(await findViolations({ acknowledged: ["ord_lost"] })).toEqual(["an acknowledged order exists"]);
  });

  it("an event that the bus never carried", async () => {
    const ids = await seen();
    const [lost] = ids;
    expect(await findViolations({ seen: new Set([...ids].filter((id) => id !== lost)) })).toEqual([
      "the outbox is drained",
    ]);
  });
});
