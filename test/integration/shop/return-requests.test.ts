/** Requests for returns, which clients repeat when they hear no answer. */
import { beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  [customer, staff] = [await shop.customer(), await shop.admin()];
  return () => shop.stop();
});

async function shipped(quantity: number): Promise<{ id: string; sku: string }> {
  const sku = await shop.variant();
  const id = await customer.buy(sku, { quantity });
  await shop.settle(60_000);
  return { id, sku };
}

const returnsOf = async (id: string) => (await customer.get(`/orders/${id}/returns`)).body.items;

describe("a request for a return", () => {
  const lines = (sku: string, quantity: number) => [{ sku, quantity }];

  it("that is repeated under its key makes one return, and is answered as at first", async () => {
    const { id, sku } = await shipped(3);
    const first = await customer.requestReturn(id, lines(sku, 1), { key: "one" });
    const again = await customer.requestReturn(id, lines(sku, 1), { key: "one" });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    // At the same time, too, and once it has come further.
    const both = ["two", "two", "two"].map((key) => customer.requestReturn(id, lines(sku, 1), { key }));
    const ids = new Set((await Promise.all(both)).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    await shop.settle(0);
    const path = `/admin/orders/${id}/returns/${first.body.id}/decision`;
    expect((await staff.call("POST", path, { body: { approve: true } })).status).toBe(200);
    const late = await customer.requestReturn(id, lines(sku, 1), { key: "one" });
    expect([late.status, late.body]).toEqual([first.status, first.body]);
    expect(await returnsOf(id)).toHaveLength(2);
    expect((await customer.requestReturn(id, lines(sku, 2))).body.code).toBe("order.return_exceeds");
  });

  it("is refused under the key of another, and without a key", async () => {
    const { id, sku } = await shipped(2);
    await customer.requestReturn(id, lines(sku, 1), { key: "one" });
    for (const [units, reason] of [
      [2, "Too small"],
      [1, "Too large"],
    ] as const) {
      const { status, body } = await customer.requestReturn(id, lines(sku, units), { key: "one", reason });
      expect([status, body.code]).toEqual([422, "idempotency.key_reused"]);
    }
    const request = { lines: lines(sku, 1), reason: "Too small" };
    const { status, body } = await customer.call("POST", `/orders/${id}/returns`, { body: request });
    expect([status, body.code]).toEqual([400, "idempotency.key_missing"]);
    expect(await returnsOf(id)).toHaveLength(1);
  });

  it.each([
    [8, 201, undefined],
    [9, 503, "unavailable"],
  ])("that %i other requests of the order overtake is answered with %i", async (others, status, code) => {
    const { id, sku } = await shipped(9);
    let left = others;
    let other: Promise<unknown> | undefined;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (caller !== "RequestReturn" || operation !== "TransactWriteItems" || other || left === 0)
          return undefined;
        left -= 1;
        other = shop.shop.cloud.kernel.activity
          .track(() => customer.requestReturn(id, lines(sku, 1)))
          .finally(() => {
            other = undefined;
            shop.clock?.advance(1);
          });
        return { delayMs: 1 };
      },
    };
    const answer = await customer.requestReturn(id, lines(sku, 1));
    faultSwitch.clear();
    expect([answer.status, answer.body.code, left]).toEqual([status, code, 0]);
    expect(await returnsOf(id)).toHaveLength(9);
  });
});
