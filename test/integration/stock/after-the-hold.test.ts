/** DynamoDB fails just after an order's units are held: the order goes on. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { getBody, internalServerError, MINUTE } from "../../support/scenarios.ts";
import { TestShop } from "../../support/shop.ts";
import { orderIds, Stockroom } from "../../support/stock.ts";
import { readEntities } from "../../support/tables.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  faultSwitch.clear();
  vi.restoreAllMocks();
});
afterAll(() => shop.stop());

/** The hold is an UpdateItem. The reads and the transaction after it fail. */
function failingAfterTheHold(caller: string | undefined): Faults {
  let holds = 0;
  return {
    ...NO_FAULTS,
    onCall: (call) => {
      if (call.service !== "dynamodb" || call.caller !== caller) return undefined;
      if (call.operation !== "UpdateItem") return holds > 0 ? { refuse: internalServerError() } : undefined;
      holds += 1;
      return undefined;
    },
  };
}

/** Number of events `stock.out` about the SKU. */
async function toldToBeOut(sku: string): Promise<number> {
  const { name } = shop.shop.links.get(commerceTable.name) as { name: string };
  const outbox = (await readEntities(shop.shop.cloud, name)).get("outbox") ?? [];
  const events = outbox.map(({ event }) => event as { type: string; data: { sku?: string } });
  return events.filter(({ type, data }) => type === "stock.out" && data.sku === sku).length;
}

it("an order takes the last unit, which is told when the stock is swept", async () => {
  const customer = await shop.customer();
  const sku = await shop.variant({ stock: 1 });
  faultSwitch.active = failingAfterTheHold("ReserveStock");
  const id = await customer.buy(sku);
  await shop.settle(5 * MINUTE);
  expect((await getBody(customer, `/orders/${id}`)).status).toBe("SHIPPED");
  faultSwitch.clear();
  await shop.settle(20 * MINUTE);
  expect(await toldToBeOut(sku)).toBe(1);
});

it("a lot that DynamoDB cannot write is not split: only a throttled one is", async () => {
  const { inventory, ctx } = await Stockroom.of(shop);
  const sku = await shop.variant({ stock: 1000 });
  const refuse = internalServerError();
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "UpdateItem" && caller === undefined ? { refuse } : undefined,
  };
  const allocation = { sku, location: "loc_main", lot: 0, quantity: 1 } as const;
  await expect(inventory.hold(ctx, allocation, "ord_one")).rejects.toMatchObject({ name: refuse.name });
  faultSwitch.clear();
  expect((await inventory.get(ctx, sku)).locations).toMatchObject([{ lots: 1 }]);
});

it("a crowd comes to a lot that cannot be split", async () => {
  const { inventory, ctx } = await Stockroom.of(shop);
  const sku = await shop.variant({ stock: 1000 });
  await inventory.get(ctx, sku);
  faultSwitch.active = failingAfterTheHold(undefined);
  const allocation = { sku, location: "loc_main", lot: 0, quantity: 1 } as const;
  for (const orderId of orderIds(100)) expect(await inventory.hold(ctx, allocation, orderId)).toBe("held");
  expect(console.error).toHaveBeenCalledWith(
    expect.stringContaining(`Splitting a lot of ${sku}`),
    expect.objectContaining({ name: "InternalServerError" }),
  );
});
