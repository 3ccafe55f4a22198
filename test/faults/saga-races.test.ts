import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../support/fault-switch.ts";
import { countByStatus, violations } from "../support/invariants.ts";
import { type Answer, type Client, TestShop } from "../support/shop.ts";

/** Long enough for a saga and its undo, and shorter than any wait for a person. */
const SOON = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let admin: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
beforeEach(async () => {
  faultSwitch.clear();
  [customer, admin] = [await shop.customer(), await shop.admin()];
});
afterAll(() => shop.stop());

/** Injects faults into the first invocations of a function, in this order. Later ones succeed. */
function invocations(name: string, ...fates: ReturnType<Faults["onCall"]>[]): Faults["onCall"] {
  return ({ operation, caller }) => (operation === "Invoke" && caller === name ? fates.shift() : undefined);
}

/** Delays all messages of a queue. */
const delayQueue = (queue: string, delayMs: number): Faults => ({
  ...NO_FAULTS,
  onDelivery: ({ channel }) => (channel.endsWith(`:${queue}`) ? { copies: 1, delayMs } : undefined),
});

it("an order that ships before its booking is answered keeps its payment, and its saga ends", async () => {
  faultSwitch.active = {
    ...NO_FAULTS,
    // The carrier picks the parcel up before the booking is retried.
    onCall: invocations("ScheduleDelivery", { loseAnswer: true }, { delayMs: 5000 }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a second saga that cannot claim its order undoes nothing of the first saga", async () => {
  faultSwitch.active = delayQueue("CarrierScans", 2 * 60_000);
  const id = await customer.buy(await shop.variant());
  await shop.settle(0);
  const { body: order } = await customer.get(`/orders/${id}`);
  expect(order.status).toBe("FULFILLED");

  const crash = { crash: "before" } as const;
  faultSwitch.active = {
    ...faultSwitch.active,
    onCall: invocations("ReserveStock", crash, crash, crash, crash, crash, crash),
  };
  const { arn: stateMachineArn } = shop.shop.links.get("OrderSaga") as { arn: string };
  const input = JSON.stringify({ correlationId: "again", data: { orderId: id, lines: order.lines } });
  await shop.shop.cloud.call("states", "StartExecution", { stateMachineArn, input });
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a scan that arrives while the order is refunded does not ship it", async () => {
  faultSwitch.active = {
    ...delayQueue("CarrierScans", DAY_MS + 30_000),
    // After a day the saga stops waiting for the carrier and refunds. A delay precedes its release
    // of the stock.
    onCall: invocations("ReleaseStock", { delayMs: 60_000 }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(2 * DAY_MS);
  expect(await violations(shop.shop, { acknowledged: [id] })).toEqual([]);
  expect(await countByStatus(shop.shop)).toEqual({ SHIPPED: 2, FAILED: 1 });
});

it("an order whose undo fails for good needs attention, until a person repeats the undo", async () => {
  const crashes = Array.from({ length: 6 }, () => ({ crash: "before" }) as const);
  faultSwitch.active = { ...NO_FAULTS, onCall: invocations("RefundPayment", ...crashes) };
  const id = await customer.buy(await shop.variant(), { postalCode: "00000" });
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body.status).toBe("NEEDS_ATTENTION");
  expect(await violations(shop.shop, { attention: true })).toEqual([]);
  expect(await violations(shop.shop)).toEqual([
    { invariant: "every order ends", detail: `${id} is NEEDS_ATTENTION` },
  ]);

  // The failed step works again, and a person repeats the undo.
  const undone = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } });
  expect(undone.body).toMatchObject({ status: "FAILED", payment: { status: "REFUNDED" } });
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
  const again = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Twice" } });
  expect([again.status, again.body.code]).toEqual([409, "order.not_undoable"]);
});

/**
 * Delays the n-th AWS call of a function and runs `meanwhile` at its start. The returned function
 * tells if there was such a call.
 */
function delayCall(
  name: string,
  call: number,
  forMs: number,
  meanwhile: () => unknown,
  besides: Faults = NO_FAULTS,
): () => boolean {
  let made = 0;
  faultSwitch.active = {
    ...besides,
    onCall({ operation, caller }) {
      if (caller !== name || operation === "Invoke") return undefined;
      made += 1;
      if (made !== call) return undefined;
      meanwhile();
      return { delayMs: forMs };
    },
  };
  return () => made >= call;
}

/**
 * Sends a request and awaits its answer before a call that is delayed by a millisecond continues.
 */
async function answerFirst(request: () => Promise<Answer>): Promise<Answer> {
  const answer = await shop.shop.cloud.kernel.activity.track(request);
  shop.clock?.advance(1);
  return answer;
}

describe("a cancellation racing the carrier", () => {
  const cancel = (id: string) => customer.call("POST", `/orders/${id}/cancel`);
  const seen = new Set<string>();

  /** Checks that the order's state matches the answer that its customer got. */
  async function check(id: string, sku: string, { status, body }: Answer): Promise<void> {
    const { body: order } = await customer.get(`/orders/${id}`);
    const { available, sold } = (await admin.get(`/admin/stock/${sku}`)).body;
    seen.add(order.status);
    expect([status, body.code, order.status, order.payment.status, available, sold]).toEqual(
      status === 200
        ? [200, undefined, "CANCELLED", "REFUNDED", 10, 0]
        : [409, "order.not_cancellable", "SHIPPED", "CAPTURED", 9, 1],
    );
  }

  it.each(["ScheduleDelivery", "RecordScan"])("agrees with its answer at each call of %s", async (name) => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      const sku = await shop.variant();
      let cancelling: Promise<Answer> | undefined;
      const cancelNewest = async () => cancel((await customer.get("/orders")).body.items[0].id);
      // The saga learns of the cancellation only after the delayed call.
      const lateInterruption = delayQueue("SagaInterruptions", 10);
      const wasReached = delayCall(
        name,
        calls + 1,
        1,
        () => (cancelling = answerFirst(cancelNewest)),
        lateInterruption,
      );
      const id = await customer.buy(sku);
      await shop.settle(SOON);
      if (cancelling) await check(id, sku, await cancelling);
      reached = wasReached();
    }
    expect(calls).toBeGreaterThan(3);
  });

  it.each(["CancelOrder", "InterruptSaga", "RefundPayment", "ReleaseStock", "FailOrder"])(
    "agrees with its answer when the carrier comes at each call of %s",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const sku = await shop.variant();
        const id = await customer.buy(sku);
        await shop.settle(0);
        const wasReached = delayCall(name, calls + 1, 5000, () => shop.settle(SOON));
        const answer = await cancel(id);
        await shop.settle(SOON);
        await check(id, sku, answer);
        reached = wasReached();
      }
      expect(calls).toBeGreaterThan(2);
    },
  );

  it("may win or lose, and leaves no violation", async () => {
    expect(seen).toEqual(new Set(["CANCELLED", "SHIPPED"]));
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("a refund racing another", () => {
  const refund = (id: string, reference: string, amount: number) =>
    admin.call("POST", `/admin/orders/${id}/refunds`, { body: { reference, amount, reason: "Sorry" } });
  const post = (client: Client, path: string, body: unknown) => client.call("POST", path, { body });

  async function placeShippedOrder(): Promise<{ id: string; sku: string }> {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(SOON);
    return { id, sku };
  }

  /** The captured amount is 1499. */
  const refundedAmount = async (id: string) =>
    (await customer.get(`/orders/${id}`)).body.payment.refunded.amount;

  it.each([
    { which: "with another reference", other: "b", statuses: [200, 409], total: 1000 },
    { which: "with the same reference", other: "a", statuses: [200, 200], total: 1000 },
  ])(
    "gives back no more than allowed at each of its calls, $which",
    async ({ other, statuses: expected, total }) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const { id } = await placeShippedOrder();
        let second: Promise<Answer> | undefined;
        const wasReached = delayCall(
          "RefundOrder",
          calls + 1,
          1,
          () => (second = answerFirst(() => refund(id, other, 1000))),
        );
        const answers = [await refund(id, "a", 1000), await second];
        reached = wasReached();
        if (reached)
          expect(answers.map((one) => one?.status ?? 0).toSorted((a, b) => a - b)).toEqual(expected);
        expect(await refundedAmount(id)).toBe(total);
      }
      expect(calls).toBeGreaterThan(2);
    },
  );

  it.each(["ReceiveReturn", "RefundReturn", "CompleteReturn"])(
    "leaves the rest to the refund of a return, at each call of %s",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const { id, sku } = await placeShippedOrder();
        const asked = await customer.requestReturn(id, [{ sku, quantity: 1 }]);
        const path = `/admin/orders/${id}/returns/${asked.body.id}`;
        await post(admin, `${path}/decision`, { approve: true });
        await shop.settle(SOON);
        let gesture: Promise<Answer> | undefined;
        const wasReached = delayCall(
          name,
          calls + 1,
          1,
          () => (gesture = answerFirst(() => refund(id, "a", 1000))),
        );
        await post(admin, `${path}/receipt`, { lines: [{ sku, quantity: 1, condition: "resalable" }] });
        await shop.settle(SOON);
        reached = wasReached();
        // The return refunds the rest of the payment, so a later refund finds nothing.
        const status = (await gesture)?.status;
        if (reached) expect([200, 409]).toContain(status);
        expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
          status: "RETURNED",
          payment: { status: "REFUNDED", refunded: { amount: 1499 } },
        });
      }
      expect(calls).toBeGreaterThan(2);
      expect(await violations(shop.shop)).toEqual([]);
    },
  );
});
