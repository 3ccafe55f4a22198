/** Two attempts to reserve the stock of one order: the first stalls, the second overtakes it. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { FaultSwitch } from "../support/fault-switch.ts";
import { withoutSagas } from "../support/orders.ts";
import { TestShop } from "../support/shop.ts";
import { Stockroom, variantInNorthernLots } from "../support/stock.ts";

const STALL_MS = 30_000;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  // They would merge the lots.
  await shop.stopSweeps();
});
afterAll(() => shop.stop());

it("an attempt that comes too late leaves the lots on the order that hold its units", async () => {
  const { reserveStock, takeUp } = await import("@tradewind/commerce/orders/saga");
  const Orders = await import("@tradewind/commerce/orders");
  const { ctx, inventory } = await Stockroom.of(shop);
  const customer = await shop.customer();
  const sku = await variantInNorthernLots(shop, [5, 3]);
  const orderId = await withoutSagas(shop, () => customer.buy(sku, { quantity: 2 }));
  const { lease } = await takeUp(ctx, orderId, "run");
  const held = { orderId, lease };

  // The first attempt has chosen the fuller lot. It stalls before it names the lot on the order.
  let second: Promise<unknown> | undefined;
  const fuller = { sku, location: "loc_north", lot: 1, quantity: 5 } as const;
  const meanwhile = async () => {
    await inventory.hold(ctx, fuller, ctx.ids.next("ord"));
    await reserveStock(ctx, held);
  };
  faultSwitch.delayCall(undefined, 2, STALL_MS, () => (second = meanwhile()), "UpdateItem");
  const first = reserveStock(ctx, held).catch((error: unknown) => error);
  await vi.waitFor(() => expect(second).toBeDefined(), { timeout: 20_000 });
  await second;
  shop.clock?.advance(STALL_MS);

  const error = await first;
  expect((await Orders.read(orderId))?.allocations).toEqual([
    { sku, location: "loc_north", lot: 2, quantity: 2 },
  ]);
  expect(error).toMatchObject({ message: `Order ${orderId} changed while its stock was reserved.` });
});
