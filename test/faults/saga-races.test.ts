import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../support/fault-switch.ts";
import { violations } from "../support/invariants.ts";
import { callPerson, endWait, letSagasEnd, scanFirstParcel, startSaga } from "../support/orders.ts";
import { type Answer, type Client, TestShop } from "../support/shop.ts";

/** Long enough for a saga and its undo, and shorter than any wait for a person. */
const SOON = 30_000;

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
    // The carrier picks the parcel up before the order is taken up again.
    onCall: invocations("ScheduleDelivery", { loseAnswer: true }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(5 * 60_000);
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a second saga that cannot take the order undoes nothing of the first saga", async () => {
  const crash = { crash: "before" } as const;
  faultSwitch.active = { ...NO_FAULTS, onCall: invocations("ReserveStock", { delayMs: 5000 }) };
  const id = await customer.buy(await shop.variant());
  await startSaga(shop, id);
  faultSwitch.active = { ...NO_FAULTS, onCall: invocations("TakeUpOrder", crash, crash) };
  await startSaga(shop, id);
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a run that outlives its lease stops at its next write, and what it asked of the processor is void", async () => {
  // The answer of the processor comes when the order has been withdrawn and undone by another run.
  const SEVEN_MINUTES = 7 * 60_000;
  let calls = 0;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (caller !== "ProcessPayment" || operation !== "TransactWriteItems") return undefined;
      calls += 1;
      return calls === 1 ? { delayMs: SEVEN_MINUTES } : undefined;
    },
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(0);
  const cancelled = await customer.call("POST", `/orders/${id}/cancel`);
  expect(cancelled.status).toBe(200);
  await shop.settle(20 * 60_000);
  const { body } = await customer.get(`/orders/${id}`);
  expect([body.status, body.payment.status]).toEqual(["CANCELLED", "VOIDED"]);
  expect(await violations(shop.shop)).toEqual([]);
});

it("a pickup that is reported after the order was undone calls a person, and its unit stays sold", async () => {
  faultSwitch.active = delayQueue("CarrierScans", 6 * 60_000);
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(0);
  await endWait(shop, id);
  await shop.settle(20 * 60_000);
  expect((await customer.get(`/orders/${id}`)).body.status).toBe("FAILED");
  expect((await admin.get(`/admin/stock/${sku}`)).body).toMatchObject({ available: 9, sold: 1 });
  const { items } = (await admin.get(`/admin/orders/${id}/timeline`)).body;
  expect(items).toContainEqual(expect.objectContaining({ kind: "event", name: "order.needs_attention" }));
  expect(await violations(shop.shop, { acknowledged: [id] })).toEqual([]);
});

it("an order whose undo fails for good needs attention, until a person repeats the undo", async () => {
  const dead = ({ operation, caller }: { operation: string; caller: string | undefined }) =>
    operation === "Invoke" && caller === "RefundPayment" ? ({ crash: "before" } as const) : undefined;
  faultSwitch.active = { ...NO_FAULTS, onCall: dead };
  const id = await customer.buy(await shop.variant(), { postalCode: "00000" });
  await letSagasEnd(shop, 8 * 60 * 60_000);
  admin = await shop.admin();
  const staffOrder = async () => (await admin.get(`/admin/orders/${id}`)).body;
  expect((await staffOrder()).status).toBe("NEEDS_ATTENTION");
  expect(await violations(shop.shop, { attention: true })).toEqual([]);
  expect(await violations(shop.shop)).toEqual([
    { invariant: "every order ends", detail: `${id} is NEEDS_ATTENTION` },
  ]);

  // The failed step works again, and a person repeats the undo.
  faultSwitch.clear();
  const undone = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } });
  expect(undone.body).toMatchObject({ status: "FAILED", payment: { status: "REFUNDED" } });
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
  const again = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Twice" } });
  expect([again.status, again.body.code]).toEqual([409, "order.not_undoable"]);
});

/**
 * Sends a request and awaits its answer before a call that is delayed by a millisecond continues.
 */
async function answerFirst<T>(request: () => Promise<T>): Promise<T> {
  const answer = await shop.shop.cloud.kernel.activity.track(request);
  shop.clock?.advance(1);
  return answer;
}

describe("a cancellation racing the carrier", () => {
  const cancel = (id: string) => customer.call("POST", `/orders/${id}/cancel`);
  const seen = new Set<string>();

  /**
   * Checks that the order's state matches the answer that its customer got. A carrier that comes
   * before its booking is cancelled wins: the order has shipped, and a person is called.
   */
  async function check(id: string, sku: string, { status, body }: Answer): Promise<void> {
    const { body: order } = await customer.get(`/orders/${id}`);
    const { available, sold } = (await admin.get(`/admin/stock/${sku}`)).body;
    seen.add(order.status);
    expect([status, body.code, order.status, order.payment.status, available, sold]).toEqual(
      status === 200 && order.status === "CANCELLED"
        ? [200, undefined, "CANCELLED", "REFUNDED", 10, 0]
        : [status, body.code, "SHIPPED", "CAPTURED", 9, 1],
    );
    if (order.status === "CANCELLED") return;
    if (status === 409) return expect(body.code).toBe("order.not_cancellable");
    const { items } = (await admin.get(`/admin/orders/${id}/timeline`)).body;
    expect(items).toContainEqual(expect.objectContaining({ kind: "event", name: "order.needs_attention" }));
  }

  it.each(["ScheduleDelivery", "RecordScan"])("agrees with its answer at each call of %s", async (name) => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      const sku = await shop.variant();
      let cancelling: Promise<Answer> | undefined;
      const cancelNewest = async () => cancel((await customer.get("/orders")).body.items[0].id);
      const wasReached = faultSwitch.delayCall(
        name,
        calls + 1,
        1,
        () => (cancelling = answerFirst(cancelNewest)),
      );
      const id = await customer.buy(sku);
      await shop.settle(SOON);
      if (cancelling) await check(id, sku, await cancelling);
      reached = wasReached();
    }
    expect(calls).toBeGreaterThan(3);
  });

  it.each(["CancelOrder", "TakeUpOrder", "CancelDelivery", "RefundPayment", "ReleaseStock", "FailOrder"])(
    "agrees with its answer when the carrier comes at each call of %s",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const sku = await shop.variant();
        const id = await customer.buy(sku);
        await shop.settle(0);
        const wasReached = faultSwitch.delayCall(name, calls + 1, 5000, () => shop.settle(SOON));
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
        const wasReached = faultSwitch.delayCall(
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
        const wasReached = faultSwitch.delayCall(
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

describe("a parcel that left before its booking was cancelled", () => {
  const received = new Map<string, number>();
  const picked = new Set<string>();

  async function bought(): Promise<{ id: string; sku: string }> {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(0);
    received.set(sku, 10);
    picked.add(id.replace("ord_", "trk_"));
    return { id, sku };
  }

  const scan = (id: string) => scanFirstParcel(shop, id, "PICKED_UP", -10 * 60_000);
  const available = async (sku: string) => (await admin.get(`/admin/stock/${sku}`)).body.available;

  it.each(["CancelDelivery", "RefundPayment", "ReleaseStock", "FailOrder"])(
    "is not on sale, seen at each call of %s",
    async (name) => {
      let calls = 0;
      for (let reached = true; reached; calls += 1) {
        const { id, sku } = await bought();
        const wasReached = faultSwitch.delayCall(name, calls + 1, 1, () => answerFirst(() => scan(id)));
        await customer.call("POST", `/orders/${id}/cancel`);
        await shop.settle(SOON);
        reached = wasReached();
        if (!reached) await scan(id);
        expect(await available(sku)).toBe(9);
      }
      expect(calls).toBeGreaterThan(2);
    },
  );

  it.each([
    { what: "seen", meanwhile: (id: string): Promise<unknown> => scan(id) },
    { what: "closed as SHIPPED by staff", meanwhile: (id: string) => close(id, "SHIPPED") },
    { what: "closed as FAILED by staff", meanwhile: (id: string) => close(id, "FAILED") },
  ])("is not on sale, $what at each write of an undo by staff", async ({ meanwhile }) => {
    let calls = 0;
    for (let reached = true; reached; calls += 1) {
      const { id, sku } = await bought();
      await callPerson(shop, id);
      const operation = "TransactWriteItems";
      const wasReached = faultSwitch.delayCall(
        "UndoOrder",
        calls + 1,
        1,
        () => answerFirst(() => meanwhile(id)),
        operation,
      );
      const { status } = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Broken" } });
      expect([200, 409, 503]).toContain(status);
      await shop.settle(SOON);
      reached = wasReached();
      await scan(id);
      expect(await available(sku)).toBe(9);
    }
    expect(calls).toBeGreaterThan(4);
  });

  const close = (id: string, outcome: string) =>
    admin.call("POST", `/admin/orders/${id}/resolution`, { body: { outcome, reason: "Found it" } });

  it("is on the books of the house", async () => {
    const about = await violations(shop.shop, { received, pickedUp: picked, attention: true });
    const stock = ["units in the house are on the books", "sold units match paid orders"];
    expect(about.filter(({ invariant }) => stock.includes(invariant))).toEqual([]);
  });
});
