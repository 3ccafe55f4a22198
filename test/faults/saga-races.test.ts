import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countByStatus, violations } from "../support/invariants.ts";
import { type Answer, type Client, TestShop } from "../support/shop.ts";
import { FaultSwitch } from "../support/fault-switch.ts";

/** Long enough for a saga and its undoing, short of what waits for people. */
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

/** The fates of the invocations of a function, first to last; those that come later go well. */
function invocations(name: string, ...fates: ReturnType<Faults["onCall"]>[]): Faults["onCall"] {
  return ({ operation, caller }) => (operation === "Invoke" && caller === name ? fates.shift() : undefined);
}

/** What comes through a queue takes so much longer. */
const late = (queue: string, delayMs: number): Faults => ({
  ...NO_FAULTS,
  onDelivery: ({ channel }) => (channel.endsWith(`:${queue}`) ? { copies: 1, delayMs } : undefined),
});

it("an order that ships before its booking is answered for keeps its payment, and its saga ends", async () => {
  faultSwitch.active = {
    ...NO_FAULTS,
    // The carrier has come and gone when the booking is tried again.
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

it("a second saga of the same order that cannot claim it undoes nothing of the first", async () => {
  faultSwitch.active = late("CarrierScans", 2 * 60_000);
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
    ...late("CarrierScans", DAY_MS + 30_000),
    // The saga gives the carrier up after a day, refunds, and is held up before it releases the stock.
    onCall: invocations("ReleaseStock", { delayMs: 60_000 }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(2 * DAY_MS);
  expect(await violations(shop.shop, { acknowledged: [id] })).toEqual([]);
  expect(await countByStatus(shop.shop)).toEqual({ SHIPPED: 2, FAILED: 1 });
});

it("an order whose undo fails throughout is shown as one that needs attention", async () => {
  const crashes = Array.from({ length: 6 }, () => ({ crash: "before" }) as const);
  faultSwitch.active = { ...NO_FAULTS, onCall: invocations("RefundPayment", ...crashes) };
  const id = await customer.buy(await shop.variant(), { postalCode: "00000" });
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body.status).toBe("NEEDS_ATTENTION");
  expect(await violations(shop.shop, { attention: true })).toEqual([]);
  expect(await violations(shop.shop)).toEqual([
    { invariant: "every order ends", detail: `${id} is NEEDS_ATTENTION` },
  ]);

  // What failed works again: a person has it undone.
  const undone = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } });
  expect(undone.body).toMatchObject({ status: "FAILED", payment: { status: "REFUNDED" } });
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
  const again = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Twice" } });
  expect([again.status, again.body.code]).toEqual([409, "order.not_undoable"]);
});

/** Holds up the n-th call that a function makes to a service, and does something else meanwhile. Tells whether there was one. */
function holdUp(
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

/** A request that is answered before a call that is held up for a millisecond goes on. */
async function answered(request: () => Promise<Answer>): Promise<Answer> {
  const answer = await shop.shop.cloud.kernel.activity.track(request);
  shop.clock?.advance(1);
  return answer;
}

describe("a cancellation racing the carrier", () => {
  const cancel = (id: string) => customer.call("POST", `/orders/${id}/cancel`);
  const seen = new Set<string>();

  /** What became of the order is what its customer was answered. */
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

  it.each(["ScheduleDelivery", "RecordScan"])("at each call of %s", async (name) => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      const sku = await shop.variant();
      let cancelling: Promise<Answer> | undefined;
      const cancelNewest = async () => cancel((await customer.get("/orders")).body.items[0].id);
      // The saga hears of the cancellation when the call has gone on.
      const untold = late("SagaInterruptions", 10);
      const wasReached = holdUp(name, calls + 1, 1, () => (cancelling = answered(cancelNewest)), untold);
      const id = await customer.buy(sku);
      await shop.settle(SOON);
      if (cancelling) await check(id, sku, await cancelling);
      reached = wasReached();
    }
    expect(calls).toBeGreaterThan(3);
  });

  it.each(["CancelOrder", "InterruptSaga", "RefundPayment", "ReleaseStock", "FailOrder"])(
    "who comes at each call of %s",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const sku = await shop.variant();
        const id = await customer.buy(sku);
        await shop.settle(0);
        const wasReached = holdUp(name, calls + 1, 5000, () => shop.settle(SOON));
        const answer = await cancel(id);
        await shop.settle(SOON);
        await check(id, sku, answer);
        reached = wasReached();
      }
      expect(calls).toBeGreaterThan(2);
    },
  );

  it("is won by either, and leaves the shop in order", async () => {
    expect(seen).toEqual(new Set(["CANCELLED", "SHIPPED"]));
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("a refund racing another", () => {
  const refund = (id: string, reference: string, amount: number) =>
    admin.call("POST", `/admin/orders/${id}/refunds`, { body: { reference, amount, reason: "Sorry" } });
  const post = (client: Client, path: string, body: unknown) => client.call("POST", path, { body });

  async function shipped(): Promise<{ id: string; sku: string }> {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(SOON);
    return { id, sku };
  }

  /** All that was captured is 1499. */
  const given = async (id: string) => (await customer.get(`/orders/${id}`)).body.payment.refunded.amount;

  it.each([
    { which: "of another reference", other: "b", statuses: [200, 409], total: 1000 },
    { which: "of the same reference", other: "a", statuses: [200, 200], total: 1000 },
  ])("at each of its calls, $which", async ({ other, statuses: expected, total }) => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      const { id } = await shipped();
      let second: Promise<Answer> | undefined;
      const wasReached = holdUp(
        "RefundOrder",
        calls + 1,
        1,
        () => (second = answered(() => refund(id, other, 1000))),
      );
      const answers = [await refund(id, "a", 1000), await second];
      reached = wasReached();
      if (reached) expect(answers.map((one) => one?.status ?? 0).toSorted((a, b) => a - b)).toEqual(expected);
      expect(await given(id)).toBe(total);
    }
    expect(calls).toBeGreaterThan(2);
  });

  it.each(["ReceiveReturn", "RefundReturn", "CompleteReturn"])(
    "of a return, at each call of %s, leaves what is left to it",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const { id, sku } = await shipped();
        const lines = [{ sku, quantity: 1 }];
        const asked = await post(customer, `/orders/${id}/returns`, { lines, reason: "Too small" });
        const path = `/admin/orders/${id}/returns/${asked.body.id}`;
        await post(admin, `${path}/decision`, { approve: true });
        await shop.settle(SOON);
        let gesture: Promise<Answer> | undefined;
        const wasReached = holdUp(
          name,
          calls + 1,
          1,
          () => (gesture = answered(() => refund(id, "a", 1000))),
        );
        await post(admin, `${path}/receipt`, { lines: [{ ...lines[0], condition: "resalable" }] });
        await shop.settle(SOON);
        reached = wasReached();
        // The return takes all that is left: whoever comes after it finds nothing.
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
