import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import type { Allocation } from "@tradewind/commerce/inventory";
import { betweenNextReads } from "../../support/races.ts";
import { TestShop } from "../../support/shop.ts";
import { inParallel, orderIds, Stockroom } from "../../support/stock.ts";
import { documentsOf, readEntities, type StoredItem } from "../../support/tables.ts";

let shop: TestShop;
let stockroom: Stockroom;
let TableName: string;

beforeAll(async () => {
  shop = await TestShop.open();
  // They would merge lots.
  await shop.stopSweeps();
  stockroom = await Stockroom.of(shop);
  ({ name: TableName } = shop.shop.links.get(commerceTable.name) as { name: string });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => shop.stop());

/** Write units that DynamoDB bills for what `work` does, and its round trips. */
async function metered<T>(work: () => Promise<T>): Promise<{ result: T; writeUnits: number; calls: number }> {
  let writeUnits = 0;
  let calls = 0;
  const stop = shop.shop.meter.tap(({ service, units }) => {
    if (service !== "dynamodb") return;
    writeUnits += units.writeUnits ?? 0;
    calls += 1;
  });
  const result = await work();
  stop();
  return { result, writeUnits, calls };
}

const lotsOf = async (sku: string) =>
  ((await readEntities(shop.shop.cloud, TableName)).get("stocklot") ?? []).filter(
    (lot) => lot["sku"] === sku,
  );

describe("a stock lot", () => {
  it("holds, commits and releases in one write each, and refuses to hold twice", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20 });
    // The process remembers the SKU by now.
    await stockroom.level(sku);
    const [first, second] = orderIds(2) as [string, string];
    const held = await metered(() => stockroom.reserve(sku, first));
    const allocations = held.result as Allocation[];
    expect(allocations).toEqual([{ sku, location: "loc_main", lot: 0, quantity: 1 }]);
    expect(held.calls).toBe(1);
    await stockroom.reserve(sku, first);
    expect(await stockroom.level(sku)).toEqual({ available: 19, reserved: 1, sold: 0 });

    const committed = await metered(() => inventory.commit(ctx, first, allocations));
    expect(committed.calls).toBe(1);
    await inventory.commit(ctx, first, allocations);
    expect(await stockroom.level(sku)).toEqual({ available: 19, reserved: 0, sold: 1 });

    const given = (await stockroom.reserve(sku, second)) as Allocation[];
    const released = await metered(() => stockroom.release(second, given));
    expect(released.calls).toBe(1);
    await stockroom.release(second, given);
    expect(await stockroom.level(sku)).toEqual({ available: 19, reserved: 0, sold: 1 });
  });

  it("that is one of 32 which all hold units for 200 orders has the next order wait, not fail", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 64, lots: 32 });
    const [first = "", ...others] = orderIds(200, 4000);
    const allocations = (await stockroom.reserve(sku, first)) ?? [];
    const documents = documentsOf(shop.shop.cloud);
    for (const lot of await lotsOf(sku)) {
      const mine = (lot["holds"] as object) ?? {};
      const holds = Object.fromEntries(others.map((id) => [id, { quantity: 1, at: ctx.clock.now() }]));
      const room = Object.keys(mine).length === 0 ? { last: { quantity: 1, at: 0 } } : {};
      const counts = { stocked: 201, available: 1, reserved: 200 };
      const Item = { ...lot, ...counts, holds: { ...holds, ...mine, ...room } };
      await documents.send(new PutCommand({ TableName, Item }));
    }
    await expect(stockroom.reserve(sku, "ord_next")).rejects.toThrow("for too many orders");
    await inventory.commit(ctx, first, allocations);
    expect(await stockroom.reserve(sku, "ord_next")).toHaveLength(1);
    await expect(stockroom.reserve(sku, "ord_all", 31)).rejects.toThrow("for too many orders");
    expect(await stockroom.reserve(sku, "ord_more", 32)).toBeUndefined();
  });

  it("that holds its last unit for the 200th order is not split for the next, who would get nothing", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 200 });
    const [lot] = await lotsOf(sku);
    const held = orderIds(200, 4500).map((id) => [id, { quantity: 1, at: ctx.clock.now() }] as const);
    const Item = { ...lot, available: 0, reserved: 200, holds: Object.fromEntries(held) };
    await documentsOf(shop.shop.cloud).send(new PutCommand({ TableName, Item }));
    expect(await stockroom.reserve(sku, "ord_next")).toBeUndefined();
    expect((await inventory.get(ctx, sku)).locations).toMatchObject([{ lots: 1 }]);
  });

  it("commits no other number of units than the order wants", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 9 });
    const [orderId] = orderIds(1, 50) as [string];
    const [wanted] = inventory.plan(orderId, [{ sku, quantity: 2 }]) as [Allocation];
    // A late duplicate of an attempt that wanted more from the lot.
    await inventory.hold(ctx, { ...wanted, quantity: 3 }, orderId);
    await expect(inventory.commit(ctx, orderId, [wanted])).rejects.toThrow("holds 3 of");
    expect(await stockroom.level(sku)).toEqual({ available: 6, reserved: 3, sold: 0 });
  });

  it("never goes below zero, even with concurrent orders", async () => {
    const sku = await shop.variant({ stock: 7 });
    let held = 0;
    await inParallel(orderIds(40, 100), async (orderId) => {
      if (await stockroom.reserve(sku, orderId)) held += 1;
    });
    expect(held).toBe(7);
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 7, sold: 0 });
  });
});

describe("several lots of one SKU", () => {
  it("find the last unit in any lot, and sell no more", async () => {
    const sku = await shop.variant({ stock: 20, lots: 8 });
    const outcomes: boolean[] = [];
    for (const orderId of orderIds(25, 1000))
      outcomes.push((await stockroom.reserve(sku, orderId)) !== undefined);
    expect(outcomes.filter(Boolean)).toHaveLength(20);
    expect(outcomes.slice(0, 20).every(Boolean)).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 20, sold: 0 });
  });

  it("give one order more than any single lot has", async () => {
    const sku = await shop.variant({ stock: 8, lots: 4 });
    const orderId = orderIds(1, 2000)[0]!;
    const allocations = await stockroom.reserve(sku, orderId, 5);
    expect(allocations?.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
    expect(await stockroom.level(sku)).toEqual({ available: 3, reserved: 5, sold: 0 });
  });

  it("are added when a crowd comes to one, at most once in ten seconds", async () => {
    const { inventory, ctx } = stockroom;
    const { isSampled } = await import("../../../packages/commerce/src/inventory/rules.ts");
    const sku = await shop.variant({ stock: 10_000 });
    const ids = orderIds(2000, 250_000);
    const [watched, others] = [ids.filter(isSampled), ids.filter((id) => !isSampled(id))];
    const crowd = async () => {
      for (const orderId of [...others.splice(0, 24), ...watched.splice(0, 1)])
        await inventory.hold(ctx, { sku, location: "loc_main", lot: 0, quantity: 1 }, orderId);
      return (await inventory.get(ctx, sku)).locations[0]?.lots;
    };
    expect((await inventory.get(ctx, sku)).locations[0]?.lots).toBe(1);
    expect(await crowd()).toBe(12);
    shop.clock?.advance(9_999);
    expect(await crowd()).toBe(12);
    shop.clock?.advance(1);
    expect(await crowd()).toBe(32);
    expect(await stockroom.level(sku)).toEqual({ available: 9925, reserved: 75, sold: 0 });
  });

  it("together refuse no order that they could serve, at any location, and conserve every unit", async () => {
    const { inventory, ctx } = stockroom;
    const action = fc.oneof(
      fc.record({ kind: fc.constant("reserve" as const), quantity: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kind: fc.constantFrom("commit" as const, "release" as const), which: fc.nat() }),
    );
    const scenario = fc.record({
      main: fc.nat({ max: 12 }),
      lots: fc.integer({ min: 1, max: 5 }),
      north: fc.nat({ max: 12 }),
      actions: fc.array(action, { minLength: 1, maxLength: 8 }),
    });
    let order = 200_000;
    await fc.assert(
      fc.asyncProperty(scenario, async ({ main, lots, north, actions }) => {
        const sku = await shop.variant({ stock: main, lots });
        await inventory.set(ctx, sku, { available: north, location: "loc_north" });
        const open: { orderId: string; allocations: Allocation[]; quantity: number }[] = [];
        const expected = { available: main + north, reserved: 0, sold: 0 };
        for (const step of actions) {
          if (step.kind === "reserve") {
            const { quantity } = step;
            const orderId = orderIds(1, order++)[0]!;
            const allocations = await stockroom.reserve(sku, orderId, quantity);
            expect(allocations !== undefined).toBe(quantity <= expected.available);
            if (allocations) {
              open.push({ orderId, allocations, quantity });
              expected.available -= quantity;
              expected.reserved += quantity;
            }
          } else {
            const [one] = open.splice(step.which % Math.max(open.length, 1), 1);
            if (!one) continue;
            if (step.kind === "commit") await inventory.commit(ctx, one.orderId, one.allocations);
            else await stockroom.release(one.orderId, one.allocations);
            expected.reserved -= one.quantity;
            expected[step.kind === "commit" ? "sold" : "available"] += one.quantity;
          }
        }
        expect(await stockroom.level(sku)).toEqual(expected);
      }),
      { numRuns: 25, seed: 6 },
    );
    for (const lot of (await readEntities(shop.shop.cloud, TableName)).get("stocklot") ?? []) {
      const { stocked, available, reserved, sold } = lot as Record<string, number>;
      expect(available! + reserved! + sold!).toBe(stocked);
      expect(Math.min(available!, reserved!, sold!)).toBeGreaterThanOrEqual(0);
    }
  });

  it("shrink the hold of a late duplicate to the order's new share, and let a repeated step choose again", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 3 });
    await inventory.set(ctx, sku, { available: 3, location: "loc_north" });
    const [split, passing] = orderIds(2, 300_000) as [string, string];
    const asked = inventory.plan(split, [{ sku, quantity: 5 }]);
    expect(await inventory.hold(ctx, asked[0]!, split)).toBe("short");
    const shares = await inventory.reallocate(ctx, asked[0]!, split, asked);
    expect(shares?.map(({ quantity }) => quantity)).toEqual([3, 2]);
    await inventory.adjust(ctx, sku, { reference: "box-1", quantity: 4, reason: "received" });
    expect(await inventory.hold(ctx, asked[0]!, split)).toBe("held");
    for (const share of shares ?? []) expect(await inventory.hold(ctx, share, split)).toBe("held");
    expect(await stockroom.level(sku)).toEqual({ available: 5, reserved: 5, sold: 0 });
    await stockroom.release(split, shares ?? []);

    await inventory.set(ctx, sku, { available: 9, location: "loc_north" });
    const refused = inventory.plan(passing, [{ sku, quantity: 8 }]);
    expect(await inventory.hold(ctx, refused[0]!, passing)).toBe("short");
    await inventory.reallocate(ctx, refused[0]!, passing, refused);
    // The process dies before the order knows its new lots: the step begins with the old ones.
    const allocations = await stockroom.reserve(sku, passing, 8);
    expect(allocations).toEqual([expect.objectContaining({ location: "loc_north", quantity: 8 })]);
  });

  /**
   * An order holds five units of a lot, and then wants three. `meet` makes the write that gives two
   * back.
   */
  async function shrunk(
    orderId: string,
    meet: (write: () => Promise<unknown>, held: Allocation) => Promise<unknown>,
  ) {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 9 });
    const [asked] = inventory.plan(orderId, [{ sku, quantity: 5 }]) as [Allocation];
    expect(await inventory.hold(ctx, asked, orderId)).toBe("held");
    const { documentClient } = await import(
      "../../../packages/commerce/src/platform/dynamodb/document-client.ts"
    );
    const { update } = documentClient;
    type Input = Parameters<typeof update>[0];
    const meeting = (input: Input) => ({
      ...update(input),
      promise: () => meet(() => update(input).promise(), asked),
    });
    const refusedHold = (input: Input) => update(input);
    vi.spyOn(documentClient, "update").mockImplementationOnce(refusedHold).mockImplementationOnce(meeting);
    const outcome = await inventory.hold(ctx, { ...asked, quantity: 3 }, orderId);
    return { outcome, level: await stockroom.level(sku) };
  }

  it("take a shrink whose answer was lost, and that is repeated, for what it is", async () => {
    const twice = (write: () => Promise<unknown>) => write().then(write);
    expect(await shrunk(orderIds(1, 320_000)[0]!, twice)).toEqual({
      outcome: "held",
      level: { available: 6, reserved: 3, sold: 0 },
    });
  });

  it("take a shrink for refused when all units went back before it", async () => {
    const orderId = orderIds(1, 330_000)[0]!;
    const tooLate = async (write: () => Promise<unknown>, held: Allocation) => {
      await stockroom.release(orderId, [held]);
      return write();
    };
    expect(await shrunk(orderId, tooLate)).toEqual({
      outcome: "short",
      level: { available: 9, reserved: 0, sold: 0 },
    });
  });

  it("cannot be read while one that their book names is missing", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 9, lots: 2 });
    const { pk, sk } = (await lotsOf(sku)).find(({ lot }) => lot === 1) ?? {};
    await documentsOf(shop.shop.cloud).send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    await expect(inventory.get(ctx, sku)).rejects.toThrow("the table is busy");
  });

  it("are not chosen again for units that another attempt of the order holds by now", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 2 });
    await inventory.set(ctx, sku, { available: 5, location: "loc_north" });
    const [orderId] = orderIds(1, 310_000) as [string];
    const [asked] = inventory.plan(orderId, [{ sku, quantity: 3 }]) as [Allocation];
    expect(await inventory.hold(ctx, asked, orderId)).toBe("short");
    await inventory.adjust(ctx, sku, { reference: "box-1", quantity: 1, reason: "received" });
    expect(await inventory.hold(ctx, asked, orderId)).toBe("held");
    expect(await inventory.reallocate(ctx, asked, orderId, [asked])).toEqual([asked]);
  });

  it("are looked at again when units have come since they were read", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 0 });
    const [orderId] = orderIds(1, 340_000) as [string];
    const [asked] = inventory.plan(orderId, [{ sku, quantity: 1 }]) as [Allocation];
    const more = { reference: "box-1", quantity: 1, reason: "received" } as const;
    await betweenNextReads(() => inventory.adjust(ctx, sku, more));
    expect(await inventory.reallocate(ctx, asked, orderId, [asked])).toEqual([asked]);
  });

  it("hold 5,000 open reservations, conserve every unit, and stay cheap to write", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 6000, lots: 40 });
    const documents = documentsOf(shop.shop.cloud);
    // Most holds came from earlier orders.
    const at = ctx.clock.now() - 60_000;
    for (const [index, lot] of (await lotsOf(sku)).entries()) {
      const earlier = orderIds(115, 100_000 + index * 115);
      const holds = Object.fromEntries(earlier.map((orderId) => [orderId, { quantity: 1, at }]));
      const Item: StoredItem = { ...lot, available: Number(lot["available"]) - 115, reserved: 115, holds };
      await documents.send(new PutCommand({ TableName, Item }));
    }
    // The process learns the number of lots.
    expect(await stockroom.level(sku)).toEqual({ available: 1400, reserved: 4600, sold: 0 });

    const orders = orderIds(400, 10_000);
    const allocations = new Map<string, Allocation[]>();
    const holding = await metered(() =>
      inParallel(orders, async (orderId) => {
        const allocated = await stockroom.reserve(sku, orderId);
        if (allocated) allocations.set(orderId, allocated);
      }),
    );
    expect(allocations.size).toBe(400);
    expect(await stockroom.level(sku)).toEqual({ available: 1000, reserved: 5000, sold: 0 });
    const open = (await lotsOf(sku)).map(({ holds }) => Object.keys(holds as object).length);
    expect(open.reduce((sum, count) => sum + count, 0)).toBe(5000);

    const halves = [orders.slice(0, 200), orders.slice(200)] as const;
    const committing = await metered(() =>
      inParallel(halves[0], (orderId) => inventory.commit(ctx, orderId, allocations.get(orderId)!)),
    );
    const releasing = await metered(() =>
      inParallel(halves[1], (orderId) => stockroom.release(orderId, allocations.get(orderId)!)),
    );
    expect(await stockroom.level(sku)).toEqual({ available: 1200, reserved: 4600, sold: 200 });

    const each = ({ writeUnits }: { writeUnits: number }, count: number) => writeUnits / count;
    const costs = {
      hold: each(holding, 400),
      commit: each(committing, 200),
      release: each(releasing, 200),
    };
    process.stdout.write(
      `write units with 5,000 open holds in 40 lots: hold ${costs.hold.toFixed(1)}, commit ${costs.commit.toFixed(1)}, release ${costs.release.toFixed(1)}\n`,
    );
    // 125 holds of about 70 bytes a lot. A lot of 1 KB costs one unit.
    expect(costs.hold).toBeLessThan(11);
    expect(costs.commit).toBeLessThan(11);
    expect(costs.release).toBeLessThan(11);
  });
});
