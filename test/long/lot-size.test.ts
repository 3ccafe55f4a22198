/** A lot does not grow with the orders that bought from it. */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { HOUR, stopSweeps } from "../support/scenarios.ts";
import { TestShop } from "../support/shop.ts";
import { orderIds, Stockroom } from "../support/stock.ts";
import { documentsOf } from "../support/tables.ts";

/** 1.9 orders a second: too slow for the lot to be split. */
const PAUSE_MS = 530;
const ORDERS = Math.floor((2 * HOUR) / PAUSE_MS);

let shop: TestShop;
let stockroom: Stockroom;
beforeAll(async () => {
  shop = await TestShop.open();
  stockroom = await Stockroom.of(shop);
  await stopSweeps(shop);
  await withoutHttp();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await shop.stop();
});

/** Tens of thousands of writes over HTTP would take minutes. */
async function withoutHttp(): Promise<void> {
  const { documentClient } = await import("../../packages/commerce/src/platform/dynamodb/document-client.ts");
  const documents = documentsOf(shop.shop.cloud);
  vi.spyOn(documentClient, "update").mockImplementation((input) => ({
    promise: () => documents.send(new UpdateCommand(input)),
    on: () => {},
    abort: () => {},
  }));
}

describe("a SKU that sells 1.9 units a second for two hours", () => {
  /** Write units of each hundred orders. */
  const writeUnits: number[] = [];
  let sku: string;
  beforeAll(async () => {
    const { inventory, ctx } = stockroom;
    sku = await shop.variant({ stock: 2 * ORDERS });
    let units = 0;
    const stop = shop.shop.meter.tap((call) => {
      if (call.service === "dynamodb") units += call.units.writeUnits ?? 0;
    });
    for (const [index, orderId] of orderIds(ORDERS).entries()) {
      const allocations = (await stockroom.reserve(sku, orderId)) ?? [];
      await inventory.commit(ctx, orderId, allocations);
      shop.clock?.advance(PAUSE_MS);
      if (index % 100 === 99) {
        writeUnits.push(units);
        units = 0;
      }
    }
    stop();
  }, 300_000);

  it("sells to every order, from one lot", async () => {
    const { locations, ...level } = await stockroom.inventory.get(stockroom.ctx, sku);
    expect(level).toMatchObject({ available: ORDERS, reserved: 0, sold: ORDERS });
    expect(locations.map(({ lots }) => lots)).toEqual([1]);
  });

  it("pays as much for the writes of the last orders as for those of the first", () => {
    expect(writeUnits[0]).toBeGreaterThanOrEqual(200);
    expect(Math.max(...writeUnits)).toBeLessThanOrEqual(1.2 * (writeUnits[0] ?? 0));
  });
});
