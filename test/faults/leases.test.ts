/** Runs of the order's saga that lose the order, or come late: they change nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ORDER_LEASE_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "@tradewind/commerce/platform/context";
import { buyWithoutSaga } from "../support/orders.ts";
import { type Client, TestShop } from "../support/shop.ts";

const LEASE_MS = ORDER_LEASE_SECONDS * 1000;

let shop: TestShop;
let customer: Client;
let ctx: Context;
let saga: typeof import("@tradewind/commerce/orders/saga");

beforeAll(async () => {
  shop = await TestShop.open();
  await shop.stopSweeps();
  [customer, ctx] = [await shop.customer(), await shop.context()];
  saga = await import("@tradewind/commerce/orders/saga");
});
afterAll(() => shop.stop());

async function stored(orderId: string) {
  const { read } = await import("@tradewind/commerce/orders");
  return (await read(orderId)) ?? expect.fail("There is no order.");
}

async function levelOf(orderId: string) {
  const Inventory = await import("@tradewind/commerce/inventory");
  const [line] = (await stored(orderId)).lines;
  const { available, reserved, sold } = await Inventory.get(ctx, line?.sku ?? "");
  return { available, reserved, sold };
}

/** An order that the run `one` has taken. */
async function taken() {
  const orderId = await buyWithoutSaga(shop, customer);
  const { lease } = await saga.takeUp(ctx, orderId, "one");
  return { orderId, lease };
}

describe("a run of the saga", () => {
  it("has the order until its lease ends, and then the next run takes it", async () => {
    const { orderId, lease } = await taken();
    shop.clock?.advance(LEASE_MS - 1);
    await expect(saga.takeUp(ctx, orderId, "two")).rejects.toMatchObject({ name: "LeaseHeld" });
    shop.clock?.advance(1);
    expect(await saga.takeUp(ctx, orderId, "two")).toMatchObject({ lease: lease + 1 });
  });

  it("that has lost the order does not postpone it", async () => {
    const held = await taken();
    shop.clock?.advance(LEASE_MS);
    await saga.takeUp(ctx, held.orderId, "two");
    const before = await stored(held.orderId);
    await saga.postponeOrder(ctx, held, { step: "ReserveStock", reason: "INVENTORY_UNAVAILABLE" });
    expect(await stored(held.orderId)).toEqual(before);
  });

  it("goes no step forward once its order is cancelled", async () => {
    const held = await taken();
    const { version } = await stored(held.orderId);
    await customer.call("POST", `/orders/${held.orderId}/cancel`);
    for (const step of [
      () => saga.reserveStock(ctx, held),
      () => saga.processPayment(ctx, held, { version }),
      () => saga.scheduleDelivery(ctx, held),
    ])
      await expect(step()).rejects.toMatchObject({ name: "OrderCancelled" });
    expect(await levelOf(held.orderId)).toEqual({ available: 10, reserved: 0, sold: 0 });
  });

  it("holds no units of a paid order when its first step comes late", async () => {
    const held = await taken();
    await saga.processPayment(ctx, held, await saga.reserveStock(ctx, held));
    const { version } = await stored(held.orderId);
    expect(await saga.reserveStock(ctx, held)).toEqual({ version });
    expect(await levelOf(held.orderId)).toEqual({ available: 9, reserved: 0, sold: 1 });
  });
});
