/** Changes of stock by staff are made once, however often they are asked for. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { getBody, internalServerError, postBody } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";
import { readEntities } from "../../support/tables.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  staff = await shop.admin();
});
afterEach(() => {
  faultSwitch.clear();
  vi.restoreAllMocks();
});
afterAll(() => shop.stop());

const received = { reference: "box-1", quantity: 10, reason: "received" };
const pathOf = (sku: string) => `/admin/stock/${sku}/adjustments`;
const availableOf = async (sku: string) => (await getBody(staff, `/admin/stock/${sku}`)).available;

/** Once the change has committed, DynamoDB fails each call of the function. */
function failingAfterTheChange(caller: string): void {
  let written = false;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: (call) => {
      if (call.service !== "dynamodb" || call.caller !== caller) return undefined;
      if (written) return { refuse: internalServerError() };
      written = call.operation === "TransactWriteItems";
      return undefined;
    },
  };
}

describe("units that are received", () => {
  it("are there once when the request is repeated, and it is answered as before", async () => {
    const sku = await shop.variant({ stock: 0 });
    const first = await postBody(staff, pathOf(sku), received);
    expect(first).toMatchObject({ ...received, location: "loc_main" });
    expect(await postBody(staff, pathOf(sku), received)).toEqual(first);
    expect(await availableOf(sku)).toBe(10);
    expect((await getBody(staff, pathOf(sku))).items).toEqual([first]);
    await postBody(staff, pathOf(sku), { ...received, reference: "box-2" });
    expect(await availableOf(sku)).toBe(20);
  });

  it("are there once when two requests come at the same time", async () => {
    const sku = await shop.variant({ stock: 0 });
    const answers = await Promise.all([1, 2, 3].map(() => postBody(staff, pathOf(sku), received)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await availableOf(sku)).toBe(10);
  });

  it("are answered as a success when the level and the outcome cannot be written any more", async () => {
    const sku = await shop.variant({ stock: 0 });
    vi.spyOn(console, "error").mockImplementation(() => {});
    failingAfterTheChange("AdjustStock");
    const answer = staff.call("POST", pathOf(sku), { body: received });
    // The SDK repeats its calls on the shop's clock.
    await vi.waitFor(async () => {
      await shop.settle(60_000);
      expect(console.error).toHaveBeenCalledTimes(2);
    });
    expect((await answer).status).toBe(201);
    faultSwitch.clear();
    expect(await availableOf(sku)).toBe(10);
  });
});

describe("the lots of a SKU", () => {
  const lotsOf = async (sku: string) => {
    const { readStock } = await import("../../../packages/commerce/src/inventory/stock.ts");
    return (await readStock(sku, shop.clock?.now() ?? 0))?.lots.map(({ available }) => available);
  };
  const remove = (sku: string, quantity: number, location = "loc_main") =>
    staff.call("POST", pathOf(sku), {
      body: { reference: crypto.randomUUID(), quantity: -quantity, reason: "damaged", location },
    });

  it("give units that staff remove, as many as the location has", async () => {
    const sku = await shop.variant({ stock: 10, lots: 3 });
    await postBody(staff, pathOf(sku), { ...received, location: "loc_north" });
    expect(await lotsOf(sku)).toEqual([4, 3, 3, 10]);
    expect((await remove(sku, 6)).body).toMatchObject({ quantity: -6, location: "loc_main" });
    expect(await lotsOf(sku)).toEqual([0, 1, 3, 10]);
    const { status, body } = await remove(sku, 5);
    expect([status, body.code]).toEqual([409, "stock.insufficient"]);
    expect((await remove(sku, 4)).status).toBe(201);
    expect((await remove(sku, 10, "loc_north")).status).toBe(201);
    expect(await lotsOf(sku)).toEqual([0, 0, 0, 0]);
  });

  it("get units that staff add where the fewest are", async () => {
    const sku = await shop.variant({ stock: 10, lots: 3 });
    await remove(sku, 6);
    await postBody(staff, pathOf(sku), { ...received, quantity: 2 });
    expect(await lotsOf(sku)).toEqual([2, 1, 3]);
    await postBody(staff, pathOf(sku), { ...received, reference: "box-2", quantity: 2 });
    expect(await lotsOf(sku)).toEqual([2, 3, 3]);
  });
});

it.each([
  [3, 201, 13],
  [4, 409, 2],
])("a change that %i others overtake is answered with %i", async (others, status, available) => {
  const sku = await shop.variant({ stock: 6 });
  const Inventory = await import("@tradewind/commerce/inventory");
  const ctx = await shop.context();
  let left = others;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (caller !== "AdjustStock" || operation !== "TransactWriteItems" || left === 0) return undefined;
      left -= 1;
      const change = { reference: `other-${left}`, quantity: -1, reason: "damaged" as const };
      void shop.shop.cloud.kernel.activity
        .track(() => Inventory.adjust(ctx, sku, change))
        .finally(() => shop.clock?.advance(1));
      return { delayMs: 1 };
    },
  };
  const answer = await staff.call("POST", pathOf(sku), { body: received });
  faultSwitch.clear();
  expect([answer.status, left]).toEqual([status, 0]);
  if (status === 409) expect(answer.body.code).toBe("stock.changed");
  expect(await availableOf(sku)).toBe(available);
});

it("a reference is not used for another change of the SKU, but for one of another SKU", async () => {
  const [sku, other] = [await shop.variant({ stock: 0 }), await shop.variant({ stock: 0 })];
  await postBody(staff, pathOf(sku), received);
  for (const change of [
    { quantity: 11 },
    { reason: "returned" },
    { note: "late" },
    { location: "loc_north" },
  ]) {
    const { status, body } = await staff.call("POST", pathOf(sku), { body: { ...received, ...change } });
    expect([status, body.code]).toEqual([422, "stock.reference_reused"]);
  }
  const { status, body } = await staff.call("PUT", `/admin/stock/${sku}`, {
    body: { reference: "box-1", available: 10 },
  });
  expect([status, body.code]).toEqual([422, "stock.reference_reused"]);
  expect(await availableOf(sku)).toBe(10);
  await postBody(staff, pathOf(other), received);
  expect(await availableOf(other)).toBe(10);
});

it("a counted stock is set once: what is sold before the request is repeated stays sold", async () => {
  const sku = await shop.variant({ stock: 8 });
  const count = { body: { reference: "count-1", available: 8 } };
  const counted = await staff.call("PUT", `/admin/stock/${sku}`, count);
  expect([counted.status, counted.body.available]).toEqual([200, 8]);
  await (await shop.customer()).buy(sku, { quantity: 3 });
  await shop.settle();
  const again = await staff.call("PUT", `/admin/stock/${sku}`, count);
  expect([again.status, again.body.available]).toEqual([200, 5]);
});

it("a SKU that gets low, runs out or is back is told once each time", async () => {
  const { name } = shop.shop.links.get(commerceTable.name) as { name: string };
  const told = async (sku: string) => {
    const outbox = (await readEntities(shop.shop.cloud, name)).get("outbox") ?? [];
    return outbox
      .map(({ event }) => event as { id: string; type: string; data: { sku?: string } })
      .filter(({ type, data }) => data.sku === sku && /^stock\.(low|out|back)$/.test(type))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ type }) => type.replace("stock.", ""));
  };
  const sku = await shop.variant({ stock: 10 });
  for (const available of [6, 5, 4, 0, 2, 20, 0, 20, 3]) {
    shop.clock?.advance(1);
    await staff.call("PUT", `/admin/stock/${sku}`, { body: { available } });
  }
  expect(await told(sku)).toEqual(["low", "out", "back", "out", "back", "low"]);
});

it("the adjustments of a SKU are listed page by page, newest first, each once", async () => {
  const sku = await shop.variant({ stock: 0 });
  for (const reference of ["1", "2", "3", "4", "5"]) {
    await postBody(staff, pathOf(sku), { ...received, reference });
    shop.clock?.advance(1000);
  }
  const listed: string[][] = [];
  let query = "?limit=2";
  do {
    const { items, nextCursor } = await getBody(staff, pathOf(sku) + query);
    listed.push(items.map(({ reference }: { reference: string }) => reference));
    query = nextCursor ? `?limit=2&cursor=${nextCursor}` : "";
  } while (query);
  expect(listed).toEqual([["5", "4"], ["3", "2"], ["1"]]);
});
