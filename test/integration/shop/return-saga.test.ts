/** The saga of a return meets failures: the goods and the customer's money never get stuck. */

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { type Answer, type Client, TestShop } from "../../support/shop.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const PRICE = 1000;
const SHIPPING = 499;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  [customer, staff] = [await shop.customer(), await shop.admin()];
  return () => shop.stop();
});
afterEach(() => faultSwitch.clear());

interface Returned {
  orderId: string;
  returnId: string;
  sku: string;
}

/** A shipped order of one unit, which its customer asks to send back. */
async function requested(): Promise<Returned> {
  const sku = await shop.variant({ price: PRICE });
  const orderId = await customer.buy(sku);
  await shop.settle(MINUTE);
  const { id: returnId } = (await customer.requestReturn(orderId, [{ sku, quantity: 1 }])).body;
  return { orderId, returnId, sku };
}

const byStaff = ({ orderId, returnId }: Returned, step: string, body: object): Promise<Answer> =>
  staff.call("POST", `/admin/orders/${orderId}/returns/${returnId}/${step}`, { body });

const decide = (one: Returned) => byStaff(one, "decision", { approve: true });

async function approve(one: Returned): Promise<void> {
  await shop.settle(0);
  expect((await decide(one)).status).toBe(200);
  await shop.settle(0);
}

const receive = (one: Returned) =>
  byStaff(one, "receipt", { lines: [{ sku: one.sku, quantity: 1, condition: "resalable" }] });

async function stored({ orderId, returnId }: Returned) {
  const { read } = await import("../../../packages/commerce/src/returns/read.ts");
  return read(orderId, returnId);
}

const statusOf = async (one: Returned) => (await stored(one)).status;

async function refundedOf({ orderId }: Returned): Promise<number> {
  return (await staff.get(`/admin/orders/${orderId}`)).body.payment.refunded.amount;
}

async function expectSettled(one: Returned): Promise<void> {
  expect(await statusOf(one)).toBe("COMPLETED");
  expect(await refundedOf(one)).toBe(PRICE + SHIPPING);
}

async function abort(one: Returned): Promise<void> {
  const { execution: executionArn } = await stored(one);
  await shop.shop.cloud.call("states", "StopExecution", { executionArn });
}

const now = () => shop.clock?.now() ?? expect.fail("The shop is on a virtual clock.");

/** DynamoDB answers a function with its error 500, for some time from the function's first call. */
function badDatabase(name: string, duration: number): Faults {
  let from: number | undefined;
  return {
    ...NO_FAULTS,
    onCall: ({ service, caller }) => {
      if (service !== "dynamodb" || caller !== name) return undefined;
      from ??= now();
      if (now() - from >= duration) return undefined;
      return { refuse: new AwsError("InternalServerError", "Internal server error", { status: 500 }) };
    },
  };
}

/** An error 500 of DynamoDB ended the saga, and staff took goods in that nobody refunded. */
describe("a return whose saga cannot reach the database", () => {
  it.each(["TakeUpReturn", "AwaitReturn"])("for two seconds, in %s, goes on by itself", async (name) => {
    faultSwitch.active = badDatabase(name, 2 * SECOND);
    const one = await requested();
    await shop.settle(5 * MINUTE);
    const { execution } = await stored(one);
    await approve(one);
    expect((await receive(one)).status).toBe(200);
    await shop.settle(MINUTE);
    await expectSettled(one);
    expect((await stored(one)).execution).toBe(execution);
  });

  it("for ten minutes can be approved and received, and is refunded by the next saga", async () => {
    faultSwitch.active = badDatabase("AwaitReturn", 10 * MINUTE);
    const one = await requested();
    await shop.settle(10 * MINUTE);
    faultSwitch.clear();
    const { execution } = await stored(one);
    expect((await decide(one)).status).toBe(200);
    expect((await receive(one)).status).toBe(200);
    await shop.settle(HOUR);
    await expectSettled(one);
    expect((await stored(one)).execution).not.toBe(execution);
  });
});

/** Nothing settled such a return, and staff were told that it is not open. */
describe("a return whose saga is gone", () => {
  it("before its goods came is settled by the next one", async () => {
    const one = await requested();
    await approve(one);
    await abort(one);
    expect((await receive(one)).status).toBe(200);
    await shop.settle(HOUR);
    await expectSettled(one);
  });

  it("before it was approved gets its label from the next one", async () => {
    const one = await requested();
    await shop.settle(0);
    await abort(one);
    await decide(one);
    const label = () => customer.get(`/orders/${one.orderId}/returns/${one.returnId}/label`);
    expect((await label()).status).toBe(404);
    await shop.settle(HOUR);
    expect((await label()).status).toBe(200);
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("because it never started is taken up by the sweep, once", async () => {
    const rule = { Name: "StartReturnSaga", EventBusName: "Events" };
    await shop.shop.cloud.call("events", "DisableRule", rule);
    const one = await requested();
    await shop.settle(0);
    await shop.shop.cloud.call("events", "EnableRule", rule);
    expect((await stored(one)).execution).toBeUndefined();
    await shop.settle(HOUR);
    const { execution, restarts } = await stored(one);
    expect([execution, restarts]).toEqual([expect.stringContaining(`sweep-${one.returnId}`), 1]);
    await approve(one);
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("while its goods are there can be settled by staff at once", async () => {
    const one = await requested();
    await approve(one);
    await abort(one);
    await receive(one);
    const { status, body } = await byStaff(one, "settlement", {});
    expect([status, body.status, body.refundState]).toEqual([200, "COMPLETED", "made"]);
    await shop.settle(HOUR);
    await expectSettled(one);
    expect((await stored(one)).dueAt).toBeUndefined();
  });

  it("in the moment it is received, though it still runs, is woken by the sweep", async () => {
    const one = await requested();
    await approve(one);
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "SendTaskSuccess" && caller === "ReceiveReturn"
          ? { refuse: new AwsError("ServiceUnavailable", "Later", { status: 503 }) }
          : undefined,
    };
    const [answer] = await Promise.all([receive(one), shop.settle(MINUTE)]);
    expect(answer.status).toBe(503);
    faultSwitch.clear();
    expect(await statusOf(one)).toBe("RECEIVED");
    await shop.settle(HOUR);
    await expectSettled(one);
  });
});

/**
 * The refund of a return was tried for 62 seconds with a token that was good for 60, and the return
 * needed attention for the wrong reason.
 */
it("a return whose refund fails for a minute is refunded by the attempt that succeeds", async () => {
  const one = await requested();
  await approve(one);
  const faults = badDatabase("RefundReturn", 61 * SECOND);
  let attempts = 0;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: (call) => {
      if (call.operation === "Invoke" && call.caller === "RefundReturn") attempts += 1;
      return faults.onCall(call);
    },
  };
  expect((await receive(one)).status).toBe(200);
  await shop.settle(5 * MINUTE);
  expect(attempts).toBe(6);
  await expectSettled(one);
});

describe("over weeks, without other sweeps,", () => {
  beforeAll(() => shop.stopSweeps());

  const sweep = async () => {
    const { sweepReturns } = await import("@tradewind/commerce/returns");
    return sweepReturns(await shop.context(), (item, error) =>
      expect.fail(`${JSON.stringify(item)}: ${String(error)}`),
    );
  };

  /** The function that lapses a return takes five seconds to start: meanwhile something happens. */
  function whileItLapses(work: () => Promise<Answer>): () => Promise<Answer> {
    let answer: Promise<Answer> | undefined;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (operation !== "Invoke" || caller !== "LapseReturn" || answer) return undefined;
        answer = shop.shop.cloud.kernel.activity.track(work);
        return { delayMs: 5 * SECOND };
      },
    };
    return () => answer ?? expect.fail("The return did not lapse.");
  }

  /** The saga ended with the lapse, which found nothing to do: the goods were never refunded. */
  it("a return that is received while it lapses is refunded", async () => {
    const one = await requested();
    await approve(one);
    const answer = whileItLapses(() => receive(one));
    await shop.settle(31 * DAY);
    expect((await answer()).status).toBe(200);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("a return that is approved while it lapses waits for its goods", async () => {
    const one = await requested();
    await shop.settle(0);
    const answer = whileItLapses(() => decide(one));
    await shop.settle(15 * DAY);
    expect((await answer()).status).toBe(200);
    expect(await statusOf(one)).toBe("APPROVED");
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("a saga that takes over does not begin the wait anew", async () => {
    const one = await requested();
    await shop.settle(0);
    await abort(one);
    shop.clock?.advance(14 * DAY - HOUR);
    expect(await sweep()).toMatchObject({ handled: 0 });
    shop.clock?.advance(2 * HOUR);
    expect(await sweep()).toMatchObject({ handled: 1, failed: 0 });
    await shop.settle(0);
    expect(await statusOf(one)).toBe("LAPSED");
    expect((await stored(one)).dueAt).toBeUndefined();
  });

  it("a return whose saga ends again and again calls a person once, and is still taken up", async () => {
    const one = await requested();
    await shop.settle(0);
    await abort(one);
    await decide(one);
    // No saga comes further than its first step.
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "Invoke" && caller === "TakeUpReturn" ? { delayMs: MINUTE } : undefined,
    };
    const starts: number[] = [];
    for (let run = 0; run < 7; run += 1) {
      shop.clock?.advanceTo(Date.parse((await stored(one)).dueAt ?? ""));
      await sweep();
      starts.push(now());
      await abort(one);
    }
    const pauses = starts.slice(1).map((at, index) => (at - (starts[index] ?? 0)) / MINUTE);
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480]);
    const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
    const told = (await eventsAbout(one.orderId)).filter(({ type }) => type === "order.needs_attention");
    expect(told.map(({ data }) => (data as { detail: string }).detail)).toEqual([
      `The saga of return ${one.returnId} ended 5 times before the return.`,
    ]);
    faultSwitch.clear();
    shop.clock?.advanceTo(Date.parse((await stored(one)).dueAt ?? ""));
    await sweep();
    await shop.settle(0);
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("returns that wait cost the sweep nothing but its queries", async () => {
    for (let count = 0; count < 3; count += 1) await requested();
    await shop.settle(0);
    const calls = { Query: 0, others: [] as string[] };
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation }) => {
        if (operation === "Query") calls.Query += 1;
        else calls.others.push(operation);
        return undefined;
      },
    };
    await sweep();
    expect(calls).toEqual({ Query: 8, others: [] });
  });

  it("all the same, every return comes to rest", async () => {
    await shop.settle(60 * DAY);
    expect(await violations(shop.shop)).toEqual([]);
  });
});
