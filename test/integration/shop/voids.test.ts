/** Payments that are given up while their authorisation is on its way to the processor. */
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;
const TOTAL = { amount: 1499, currency: "USD" };
const METHOD = { token: "tok_test", brand: "visa", last4: "4242", instrument: "test_approved" } as const;

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
  await shop.stopSweeps();
  return () => shop.stop();
});
afterEach(() => vi.restoreAllMocks());

async function inProcess() {
  const [Payments, { sweepRefunds }, { testProcessor }] = await Promise.all([
    import("@tradewind/commerce/payments"),
    import("@tradewind/commerce/orders/saga"),
    import("../../../packages/commerce/src/payments/test-processor.ts"),
  ]);
  const ctx = await shop.context();
  return { Payments, sweepRefunds, testProcessor, ctx, orderId: ctx.ids.next("ord") };
}

describe("a payment that is given up while its authorisation is on its way", () => {
  it("is voided again once the authorisation has come", async () => {
    const { Payments, sweepRefunds, testProcessor, ctx, orderId } = await inProcess();
    // A processor that knows nothing of a payment before its authorisation arrives.
    const setAside = new Set<string>();
    let arrive = () => {};
    const underway = new Promise<void>((resolve) => (arrive = resolve));
    const authorize = vi.spyOn(testProcessor, "authorize").mockImplementation(async (payment) => {
      await underway;
      setAside.add(payment);
      return { approved: true, authorization: "auth" };
    });
    const voids = vi.spyOn(testProcessor, "void").mockImplementation(async (payment) => {
      setAside.delete(payment);
    });

    const authorisation = Payments.authorize(ctx, orderId, METHOD, TOTAL);
    await vi.waitFor(() => expect(authorize).toHaveBeenCalled(), { timeout: 20_000 });
    await Payments.undo(ctx, orderId);
    arrive();
    await authorisation;
    expect([...setAside]).toEqual([orderId]);

    const sweep = () => sweepRefunds(ctx, (_item, error) => expect.fail(String(error)));
    expect(await sweep()).toMatchObject({ handled: 0 });
    shop.clock?.advance(5 * MINUTE);
    // Two runs at the same time do it once.
    await Promise.all([sweep(), sweep()]);
    expect(voids).toHaveBeenCalledTimes(2);
    expect([...setAside]).toEqual([]);
    shop.clock?.advance(60 * MINUTE);
    expect(await sweep()).toMatchObject({ handled: 0 });
    expect((await Payments.summary(orderId))?.status).toBe("VOIDED");
  });

  it("is voided again by each repeated undo", async () => {
    const { Payments, testProcessor, ctx, orderId } = await inProcess();
    const voids = vi.spyOn(testProcessor, "void");
    await Payments.authorize(ctx, orderId, METHOD, TOTAL);
    await Payments.undo(ctx, orderId);
    await Payments.undo(ctx, orderId);
    expect(voids).toHaveBeenCalledTimes(2);
  });

  it("is tried again when the processor does not answer", async () => {
    const { Payments, sweepRefunds, testProcessor, ctx, orderId } = await inProcess();
    await Payments.authorize(ctx, orderId, METHOD, TOTAL);
    await Payments.undo(ctx, orderId);
    const voids = vi.spyOn(testProcessor, "void").mockRejectedValueOnce(new Error("No answer"));
    shop.clock?.advance(5 * MINUTE);
    expect(await sweepRefunds(ctx, () => {})).toMatchObject({ failed: 1 });
    shop.clock?.advance(5 * MINUTE);
    expect(await sweepRefunds(ctx, () => {})).toMatchObject({ failed: 0 });
    expect(voids).toHaveBeenCalledWith(orderId);
  });
});

it("the test processor refuses to authorise a payment after its void", async () => {
  const { testProcessor, orderId } = await inProcess();
  expect(await testProcessor.authorize(orderId, METHOD.instrument, TOTAL)).toMatchObject({ approved: true });
  await testProcessor.void(orderId);
  expect(await testProcessor.authorize(orderId, METHOD.instrument, TOTAL)).toMatchObject({
    approved: false,
    code: "voided",
  });
});
