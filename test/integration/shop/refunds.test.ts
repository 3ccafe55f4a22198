/** Refunds: asked when they are written down, made when the processor has confirmed them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
beforeEach(async () => {
  customer = await shop.customer();
  staff = await shop.admin();
});
afterEach(() => {
  faultSwitch.clear();
  vi.restoreAllMocks();
});
afterAll(() => shop.stop());

async function shipped(): Promise<string> {
  const id = await customer.buy(await shop.variant());
  await shop.settle(MINUTE);
  return id;
}

const refund = (id: string, reference: string, amount: number) =>
  staff.call("POST", `/admin/orders/${id}/refunds`, { body: { reference, amount, reason: "Sorry" } });

async function payment(id: string) {
  const { status, captured, refunded, refunding } = (await staff.get(`/admin/orders/${id}`)).body.payment;
  return {
    status,
    captured: captured.amount,
    refunded: refunded.amount,
    ...(refunding && { refunding: refunding.amount }),
  };
}

/** Names of the events about an order from its shipping on. */
async function toldSince(id: string): Promise<string[]> {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  const types = (await eventsAbout(id)).map(({ type }) => type);
  return types.slice(types.indexOf("order.shipped") + 1);
}

/** Functions of the shop, called in this process, where the processor can be replaced. */
async function inProcess() {
  const [{ refund }, { sweepRefunds }, { testProcessor }] = await Promise.all([
    import("@tradewind/commerce/order-admin"),
    import("@tradewind/commerce/orders/saga"),
    import("../../../packages/commerce/src/payments/test-processor.ts"),
  ]);
  return { refund, sweepRefunds, asked: vi.spyOn(testProcessor, "refund"), ctx: await shop.context() };
}

async function noAnswer(): Promise<never> {
  const { StepError } = await import("@tradewind/commerce/platform/errors");
  throw new StepError("ProcessorUnavailable", "The processor did not answer.");
}

const gesture = { reference: "gesture", amount: 500, reason: "Sorry" };

describe("a refund by support", () => {
  it("never exceeds the captured amount, even with concurrent requests", async () => {
    const id = await shipped();
    const answers = await Promise.all(["a", "b", "c", "d"].map((reference) => refund(id, reference, 700)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 409, 409]);
    expect(await payment(id)).toMatchObject({ captured: 1499, refunded: 1400 });
  });

  it("is made once for its reference, however often it is requested", async () => {
    const id = await shipped();
    const answers = await Promise.all([refund(id, "a", 100), refund(id, "a", 100), refund(id, "a", 100)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await payment(id)).toMatchObject({ refunded: 100 });
  });

  it.each(["ret_01KB2Z9QW40000000000000004", "constructor", "a__proto__"])(
    "may have the reference %s",
    async (reference) => {
      const id = await shipped();
      for (const _ of [1, 2]) expect((await refund(id, reference, 100)).status).toBe(200);
      expect(await payment(id)).toMatchObject({ refunded: 100 });
    },
  );

  it.each(["__proto__", "a.b", "a b", ""])("may not have the reference %j", async (reference) => {
    const { status, body } = await refund(await shipped(), reference, 100);
    expect([status, body.errors[0].pointer]).toEqual([400, "/body/reference"]);
  });

  it("is not for customers", async () => {
    const id = await shipped();
    const answer = await customer.call("POST", `/admin/orders/${id}/refunds`, { body: gesture });
    expect(answer.status).toBe(403);
  });
});

/**
 * The refund was written down, and mailed to the customer, before the processor heard of it. When
 * the function died in between, nobody asked the processor again.
 */
describe("a refund whose function dies before it asks the processor", () => {
  let id: string;
  let status: number;
  let told: string[];
  let seen: object;
  beforeAll(async () => {
    customer = await shop.customer();
    staff = await shop.admin();
    id = await shipped();
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "TransactWriteItems" && caller === "RefundOrder" ? { crash: "after" } : undefined,
    };
    ({ status } = await refund(id, "gesture", 500));
    [told, seen] = await Promise.all([toldSince(id), payment(id)]);
    faultSwitch.clear();
    await shop.settle(5 * MINUTE);
  });

  it("is not answered as made, nor told to the customer", () => {
    expect(status).toBeGreaterThanOrEqual(500);
    expect(told).toEqual([]);
    expect(seen).toEqual({ status: "CAPTURED", captured: 1499, refunded: 0, refunding: 500 });
  });

  it("is made by the sweep, and told once", async () => {
    expect(await toldSince(id)).toEqual(["order.refunded"]);
    expect(await payment(id)).toEqual({ status: "PARTIALLY_REFUNDED", captured: 1499, refunded: 500 });
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("a refund that the processor does not answer", () => {
  it("is answered as asked, booked once however often it is requested, and made later", async () => {
    const id = await shipped();
    const { refund, asked, ctx } = await inProcess();
    asked.mockImplementation(noAnswer);
    const answer = { state: "asked", amount: { amount: 500 }, left: { amount: 999 } };
    expect(await refund(ctx, id, gesture)).toMatchObject(answer);
    expect(await refund(ctx, id, gesture)).toMatchObject(answer);
    // What is asked for is taken: another refund cannot have it.
    await expect(refund(ctx, id, { ...gesture, reference: "more", amount: 1000 })).rejects.toMatchObject({
      code: "payment.refund_exceeds",
    });
    expect(asked.mock.calls.map(([, reference]) => reference)).toEqual([
      "support:gesture",
      "support:gesture",
    ]);
    expect(await toldSince(id)).toEqual([]);

    // The functions of the shop reach the processor.
    await shop.settle(5 * MINUTE);
    expect(await payment(id)).toMatchObject({ refunded: 500 });
    expect(await toldSince(id)).toEqual(["order.refunded"]);
    expect(await refund(ctx, id, gesture)).toMatchObject({ ...answer, state: "made" });
    expect(asked).toHaveBeenCalledTimes(2);
    const journal = (await staff.get(`/admin/orders/${id}`)).body.journal;
    expect(journal).toHaveLength(1);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("is told to the customer with the correlation id of the order", async () => {
    const id = await shipped();
    const { refund, asked, ctx } = await inProcess();
    asked.mockImplementation(noAnswer);
    await refund(ctx, id, gesture);
    await shop.settle(5 * MINUTE);
    const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
    const ids = new Set((await eventsAbout(id)).map(({ correlationId }) => correlationId));
    expect(ids.size).toBe(1);
  });
});

describe("a refund that the processor never answers", () => {
  beforeAll(() => shop.stopSweeps());

  const clock = () => shop.clock ?? expect.fail("The shop is on a virtual clock.");

  /** Runs the sweep when a payment is due. @returns false when it is not due any more */
  async function sweepWhenDue(orderId: string): Promise<boolean> {
    const { PaymentEntity } = await import("../../../packages/commerce/src/payments/entity.ts");
    const { data } = await PaymentEntity.get({ orderId }).go();
    if (data?.dueAt === undefined) return false;
    clock().advanceTo(Date.parse(data.dueAt));
    const { sweepRefunds, ctx } = await inProcess();
    await sweepRefunds(ctx, () => {});
    return true;
  }

  it("is asked for less and less often; after sixteen attempts a person is called", async () => {
    const id = await shipped();
    const { refund, asked, ctx } = await inProcess();
    const times: number[] = [];
    asked.mockImplementation(() => {
      times.push(clock().now());
      return noAnswer();
    });
    await refund(ctx, id, gesture);
    while (await sweepWhenDue(id)) expect(times.length).toBeLessThanOrEqual(16);
    expect(times).toHaveLength(16);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(pauses[0]).toBeLessThanOrEqual(MINUTE);
    expect(pauses[1]).toBeGreaterThanOrEqual(MINUTE);
    for (const pause of pauses.slice(6)) {
      expect(pause).toBeGreaterThanOrEqual(HOUR / 2);
      expect(pause).toBeLessThanOrEqual(HOUR);
    }
    expect(await toldSince(id)).toEqual(["order.needs_attention"]);
    // The money stays asked for. Nothing asks by itself any more, but a request does.
    staff = await shop.admin();
    expect(await payment(id)).toMatchObject({ refunded: 0, refunding: 500 });
    const { items } = (await staff.get(`/admin/orders/${id}/timeline`)).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        name: "order.needs_attention",
        detail: expect.stringMatching(/: The refund support:gesture is not confirmed after 16 attempts\.$/),
      }),
    );
    asked.mockRestore();
    expect((await refund(ctx, id, gesture)).state).toBe("made");
    expect(await toldSince(id)).toEqual(["order.needs_attention", "order.refunded"]);
    expect(await sweepWhenDue(id)).toBe(false);
  });

  it("does not keep other refunds from being made", async () => {
    const ids = [await shipped(), await shipped(), await shipped()];
    const { refund, sweepRefunds, asked, ctx } = await inProcess();
    asked.mockImplementation(noAnswer);
    for (const id of ids) await refund(ctx, id, gesture);
    asked.mockReset();
    asked.mockImplementation(async (order) => {
      if (order === ids[1]) throw new Error("There is a bug in the adapter.");
    });
    clock().advance(MINUTE);
    const errors: unknown[] = [];
    const done = await sweepRefunds(ctx, (item, error) => errors.push([item, (error as Error).message]));
    expect(done).toEqual({ handled: 2, failed: 1, left: false });
    expect(errors).toEqual([[expect.objectContaining({ orderId: ids[1] }), "Refunds of a payment failed."]]);
    const refunded = await Promise.all(ids.map(async (id) => (await payment(id)).refunded));
    expect(refunded).toEqual([500, 0, 500]);
    asked.mockResolvedValue();
    while (await sweepWhenDue(ids[1] ?? "")) expect(asked.mock.calls.length).toBeLessThan(10);
  });

  it("is not read by a sweep before it is due", async () => {
    const id = await shipped();
    const { refund, asked, sweepRefunds, ctx } = await inProcess();
    asked.mockImplementation(noAnswer);
    await refund(ctx, id, gesture);
    expect(await sweepRefunds(ctx, () => {})).toEqual({ handled: 0, failed: 0, left: false });
    expect(asked).toHaveBeenCalledTimes(1);
    // Another sweep at the same time finds it counted already.
    clock().advance(2 * MINUTE);
    await Promise.all([sweepRefunds(ctx, () => {}), sweepRefunds(ctx, () => {})]);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
