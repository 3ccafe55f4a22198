/** Units that come back with a return are on sale again, each once. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { beforeNextTransaction } from "../../support/races.ts";
import { getBody, MINUTE, postBody, stopSweeps } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";
import { Stockroom } from "../../support/stock.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let stockroom: Stockroom;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  await stopSweeps(shop);
  stockroom = await Stockroom.of(shop);
  [customer, staff] = [await shop.customer(), await shop.admin()];
});
afterEach(() => {
  faultSwitch.clear();
  vi.restoreAllMocks();
});
afterAll(() => shop.stop());

/** Buys units of these SKUs, which are shipped and come back whole, and are not restocked yet. */
async function received(lines: readonly { sku: string; quantity: number }[]) {
  for (const { sku, quantity } of lines) await customer.addToCart(sku, quantity);
  const { id: orderId } = (await customer.order()).body;
  await shop.settle(MINUTE);
  const { id: returnId } = (await customer.requestReturn(orderId, [...lines])).body;
  await shop.settle(0);
  const path = `/admin/orders/${orderId}/returns/${returnId}`;
  await postBody(staff, `${path}/decision`, { approve: true });
  await shop.settle(0);
  await postBody(staff, `${path}/receipt`, {
    lines: lines.map((line) => ({ ...line, condition: "resalable" })),
  });
  return { orderId, returnId };
}

const returnOf = async (orderId: string) =>
  (await getBody(customer, `/orders/${orderId}/returns`)).items[0].status;

it("units of more lots than one transaction takes are restocked whole, although the step dies between", async () => {
  // One unit in each of 46 lots: 45 of them go back at once.
  const skus = [await shop.variant({ stock: 23, lots: 23 }), await shop.variant({ stock: 23, lots: 23 })];
  let writes = 0;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (caller !== "RestockReturn" || operation !== "TransactWriteItems") return undefined;
      writes += 1;
      return writes === 2 ? { crash: "before" } : undefined;
    },
  };
  const { orderId } = await received(skus.map((sku) => ({ sku, quantity: 23 })));
  await shop.settle(5 * MINUTE);
  expect(await returnOf(orderId)).toBe("COMPLETED");
  expect(writes).toBeGreaterThan(2);
  for (const sku of skus) expect(await stockroom.level(sku)).toEqual({ available: 23, reserved: 0, sold: 0 });
});

it("two attempts to restock a return at once take no unit of another order", async () => {
  const { restockAndRequestRefund } = await import("@tradewind/commerce/returns");
  const sku = await shop.variant({ stock: 2 });
  await customer.buy(sku);
  await shop.settle(MINUTE);
  // The saga restocks later.
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && caller === "RestockReturn" ? { delayMs: 5000 } : undefined,
  };
  const key = await received([{ sku, quantity: 1 }]);
  await shop.settle(0);
  const restock = () => restockAndRequestRefund(stockroom.ctx, key);
  await beforeNextTransaction(restock);
  await expect(restock()).rejects.toMatchObject({ code: "unavailable" });
  expect(await stockroom.level(sku)).toEqual({ available: 1, reserved: 0, sold: 1 });
  await shop.settle(5 * MINUTE);
  expect(await returnOf(key.orderId)).toBe("COMPLETED");
  expect(await stockroom.level(sku)).toEqual({ available: 1, reserved: 0, sold: 1 });
});
