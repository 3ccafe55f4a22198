import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import { tapBus } from "../support/bus-tap.ts";
import { type Expectations, type Invariant, violations } from "../support/invariants.ts";
import type { BookedPayment } from "../support/processor-invariants.ts";
import { CARDS, type Client, TestShop } from "../support/shop.ts";
import type { Payment } from "../support/shop-records.ts";
import { documentsOf, readEntities, type StoredItem } from "../support/tables.ts";
import { moneyPlants } from "./plants/money-plants.ts";
import { orderPlants } from "./plants/order-plants.ts";
import type { Forgery, Scene } from "./plants/plant.ts";
import { stockPlants } from "./plants/stock-plants.ts";

let shop: TestShop;
let TableName: string;
let seen: () => Promise<Set<string>>;
let scene: Scene;
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
  const shipped = await customer.buy(sku);
  const declined = await customer.buy(sku, { card: CARDS.declined });
  await customer.buy(sku, { postalCode: "00000" });
  const returned = await customer.buy(sku);
  const exchanged = await customer.buy(sku);
  const promisedSku = await shop.variant({ stock: 0 });
  const Inventory = await import("@tradewind/commerce/inventory");
  await Inventory.setPolicy(await shop.context(), promisedSku, { policy: "backorder", limit: 1 });
  await customer.buy(promisedSku);
  await shop.settle();
  await returnUnit(customer, returned, { sku });
  await returnUnit(customer, exchanged, {
    sku,
    exchange: { sku: await shop.variant({ price: 700, of: sku }) },
  });
  scene = { shipped, declined, returned, sku, promisedSku };
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
  const acknowledged = [scene.shipped, scene.declined];
  expect(await violations(shop.shop, { seen: await seen(), acknowledged })).toEqual([]);
});

async function forge({ entity, of = () => true, change }: Forgery) {
  const original = (await items(entity)).find((item) => of(item, scene));
  if (!original) throw new Error(`There is no such ${entity}.`);
  return { original, planted: change(original, scene) };
}

const plants = [...stockPlants, ...orderPlants, ...moneyPlants];

describe("the checker of invariants finds, in the tables,", () => {
  it.each(plants)("$what", async ({ also = [], invariant, given, ...first }) => {
    const forged = await Promise.all([first, ...also].map(forge));
    for (const { planted } of forged) await put(planted);
    try {
      expect(await findViolations(given)).toContain(invariant);
    } finally {
      for (const { original, planted } of forged) {
        await remove(planted);
        await put(original);
      }
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
