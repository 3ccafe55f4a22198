/** The units of orders that are undone go back exactly, whatever became of them. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import type { Allocation } from "@tradewind/commerce/inventory";
import { beforeNextTransaction } from "../../support/races.ts";
import { HOUR } from "../../support/scenarios.ts";
import { TestShop } from "../../support/shop.ts";
import { markerOf, NO_MARKER, orderIds, Stockroom } from "../../support/stock.ts";
import { documentsOf, readEntities, type StoredItem } from "../../support/tables.ts";

let shop: TestShop;
let stockroom: Stockroom;
let TableName: string;
let order = 0;
beforeAll(async () => {
  shop = await TestShop.open();
  stockroom = await Stockroom.of(shop);
  ({ name: TableName } = shop.shop.links.get(commerceTable.name) as { name: string });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => shop.stop());

const nextOrder = () => orderIds(1, order++)[0] as string;

const oneOf = (sku: string, lot: number, quantity = 1) =>
  ({ sku, location: "loc_main", lot, quantity }) as const;

/** Holds and commits units of two lots, and returns them as allocations. */
async function sold(sku: string, orderId: string): Promise<Allocation[]> {
  const { inventory, ctx } = stockroom;
  const allocations = [oneOf(sku, 0, 2), oneOf(sku, 1, 3)];
  for (const one of allocations) expect(await inventory.hold(ctx, one, orderId)).toBe("held");
  await inventory.commit(ctx, orderId, allocations);
  return allocations;
}

describe("an order that was never paid", () => {
  it("releases what it holds, also another number of units than it asked for", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const [orderId, other] = [nextOrder(), nextOrder()];
    await inventory.hold(ctx, oneOf(sku, 0, 4), orderId);
    await inventory.hold(ctx, oneOf(sku, 0, 1), other);
    expect(
      await inventory.giveBack(ctx, orderId, [oneOf(sku, 0, 2), oneOf(sku, 1, 2)], "held", NO_MARKER),
    ).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 19, reserved: 1, sold: 0 });
  });
});

describe("an order whose commit is not known to have ended", () => {
  it("gives back what is sold and what is held", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const orderId = nextOrder();
    const allocations = [oneOf(sku, 0, 2), oneOf(sku, 1, 3)];
    for (const one of allocations) await inventory.hold(ctx, one, orderId);
    await inventory.commit(ctx, orderId, allocations.slice(0, 1));
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 3, sold: 2 });
    const marker = await markerOf(orderId);
    expect(await inventory.giveBack(ctx, orderId, allocations, "maybe committed", marker)).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 20, reserved: 0, sold: 0 });
  });

  it("looks again when a commit comes in between", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const [orderId, other] = [nextOrder(), nextOrder()];
    await sold(sku, other);
    const allocations = [oneOf(sku, 0, 2), oneOf(sku, 1, 3)];
    for (const one of allocations) await inventory.hold(ctx, one, orderId);
    await beforeNextTransaction(() => inventory.commit(ctx, orderId, allocations));
    const marker = await markerOf(orderId);
    expect(await inventory.giveBack(ctx, orderId, allocations, "maybe committed", marker)).toBe(true);
    // The commit is repeated late: it finds nothing to commit.
    await inventory.commit(ctx, orderId, allocations);
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 0, sold: 5 });
  });
});

describe("an order whose units are sold", () => {
  it("gives them back once, with what a late duplicate holds for it", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const orderId = nextOrder();
    const allocations = await sold(sku, orderId);
    await sold(sku, nextOrder());
    expect(await inventory.hold(ctx, oneOf(sku, 0, 2), orderId)).toBe("held");
    expect(await stockroom.level(sku)).toEqual({ available: 8, reserved: 2, sold: 10 });
    const marker = await markerOf(orderId);
    expect(await inventory.giveBack(ctx, orderId, allocations, "committed", marker)).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 0, sold: 5 });
    expect(await inventory.giveBack(ctx, orderId, allocations, "committed", marker)).toBe(false);
    const known = await markerOf(orderId, [0]);
    expect(await inventory.giveBack(ctx, orderId, allocations, "committed", known)).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 0, sold: 5 });
  });

  it("gives them back at once, also those of two lots that are one by now", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const orderId = nextOrder();
    const allocations = await sold(sku, orderId);
    shop.clock?.advance(2 * HOUR);
    await stockroom.sweep();
    expect((await inventory.get(ctx, sku)).locations).toMatchObject([{ lots: 1 }]);
    const marker = await markerOf(orderId);
    expect(await inventory.giveBack(ctx, orderId, allocations, "committed", marker)).toBe(true);
    expect(await stockroom.level(sku)).toEqual({ available: 20, reserved: 0, sold: 0 });
  });

  it("gives nothing back when it would take another order's units", async () => {
    const { inventory, ctx } = stockroom;
    const sku = await shop.variant({ stock: 20, lots: 2 });
    const orderId = nextOrder();
    await sold(sku, nextOrder());
    const marker = await markerOf(orderId);
    await expect(inventory.giveBack(ctx, orderId, [oneOf(sku, 0, 3)], "committed", marker)).rejects.toThrow(
      "fewer units are sold than it wants to give back",
    );
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 0, sold: 5 });
  });

  it("gives back 1,600 allocations, fifty SKUs in 32 lots each, and goes on where it stopped", async () => {
    const { inventory, ctx } = stockroom;
    const skus: string[] = [];
    for (let n = 0; n < 50; n += 1) skus.push(await shop.variant({ stock: 64, lots: 32 }));
    const orderId = nextOrder();
    await sellOneOfEachLot(new Set(skus));
    const allocations = skus.flatMap((sku) => Array.from({ length: 32 }, (_, lot) => oneOf(sku, lot)));
    // The function dies after four chunks.
    const marker = await markerOf(orderId);
    const writes = (chunk: number) => {
      if (chunk === 4) throw new Error("killed");
      return marker.writes(chunk);
    };
    const killed = inventory.giveBack(ctx, orderId, allocations, "committed", { ...marker, writes });
    await expect(killed).rejects.toThrow("killed");
    const again = await markerOf(orderId, [0, 1, 2, 3]);
    expect(await inventory.giveBack(ctx, orderId, allocations, "committed", again)).toBe(true);
    for (const sku of skus)
      expect(await stockroom.level(sku)).toEqual({ available: 64, reserved: 0, sold: 0 });
  });
});

async function sellOneOfEachLot(skus: ReadonlySet<string>): Promise<void> {
  const documents = documentsOf(shop.shop.cloud);
  const lots = ((await readEntities(shop.shop.cloud, TableName)).get("stocklot") ?? []).filter(({ sku }) =>
    skus.has(String(sku)),
  );
  for (let from = 0; from < lots.length; from += 25) {
    const puts = lots.slice(from, from + 25).map((lot): { PutRequest: { Item: StoredItem } } => ({
      PutRequest: { Item: { ...lot, available: 1, sold: 1 } },
    }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  }
}
