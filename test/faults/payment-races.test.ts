/** The payment of an order runs twice at once, or while the order is cancelled. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FaultSwitch } from "../support/fault-switch.ts";
import { violations } from "../support/invariants.ts";
import { buyWithoutSaga, letSagasEnd } from "../support/orders.ts";
import { changeOrder } from "../support/races.ts";
import { type Client, TestShop } from "../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
});
afterAll(() => shop.stop());

describe("a payment step", () => {
  /** Runs the step for an order whose stock is held, and something else at one of its calls. */
  async function payWhile(
    call: number,
    meanwhile: (id: string, pay: () => Promise<unknown>) => Promise<unknown>,
    only?: string,
  ) {
    const { processPayment, reserveStock, takeUp } = await import("@tradewind/commerce/orders/saga");
    const ctx = await shop.context();
    const id = await buyWithoutSaga(shop, customer);
    const { lease } = await takeUp(ctx, id, "run");
    const held = { orderId: id, lease };
    const reserved = await reserveStock(ctx, held);
    const pay = () => processPayment(ctx, held, reserved);
    const payAgain = async () => processPayment(ctx, held, await reserveStock(ctx, held));
    let other: Promise<unknown> | undefined;
    const wasReached = faultSwitch.delayCall(
      undefined,
      call,
      1,
      () => (other = meanwhile(id, pay).finally(() => shop.clock?.advance(1))),
      only,
    );
    const [outcome] = await Promise.allSettled([pay()]);
    await other;
    return { id, outcome, payAgain, reached: wasReached() };
  }

  it("that runs twice at once takes the money once, and both runs go on", async () => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      let second: unknown;
      const paid = await payWhile(calls + 1, async (_id, pay) => (second = await pay()));
      reached = paid.reached;
      expect(paid.outcome).toEqual({ status: "fulfilled", value: { course: "deliver" } });
      if (reached) expect(second).toEqual({ course: "deliver" });
    }
    expect(calls).toBeGreaterThan(5);
    faultSwitch.clear();
    await letSagasEnd(shop, 60 * 60_000);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it.each([
    { status: "PENDING", transaction: 1 },
    { status: "PROCESSING", transaction: 2 },
  ])(
    "fails when its $status order changes in another way, and is done when it is tried again",
    async ({ status, transaction }) => {
      const { read } = await import("@tradewind/commerce/orders");
      const paid = await payWhile(transaction, changeOrder, "TransactWriteItems");
      expect(paid.outcome).toMatchObject({ status: "rejected", reason: { name: "Error" } });
      expect((await read(paid.id))?.status).toBe(status);
      expect(await paid.payAgain()).toEqual({ course: "deliver" });
      faultSwitch.clear();
      await letSagasEnd(shop, 60 * 60_000);
      expect((await customer.get(`/orders/${paid.id}`)).body.payment.captured.amount).toBe(1499);
      expect(await violations(shop.shop)).toEqual([]);
    },
  );

  it("that runs while its order is cancelled stops if the customer is told so, who then pays nothing", async () => {
    const answers = new Map<string, number>();
    for (let reached = true; reached; ) {
      const cancel = async (id: string) =>
        answers.set(id, (await customer.call("POST", `/orders/${id}/cancel`)).status);
      const { outcome, ...paid } = await payWhile(answers.size + 1, cancel);
      if (outcome?.status === "rejected") expect(outcome.reason.name).toBe("OrderCancelled");
      reached = paid.reached;
    }
    expect(new Set(answers.values())).toEqual(new Set([200, 409]));
    faultSwitch.clear();
    await letSagasEnd(shop, 60 * 60_000);
    for (const [id, answer] of answers) {
      const { status, payment } = (await customer.get(`/orders/${id}`)).body;
      expect([id, status]).toEqual([id, answer === 200 ? "CANCELLED" : "SHIPPED"]);
      expect([undefined, "VOIDED", "REFUNDED"].includes(payment.status)).toBe(answer === 200);
    }
    expect(await violations(shop.shop)).toEqual([]);
  });
});
