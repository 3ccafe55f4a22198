/** The saga of a return meets failures: the goods and the customer's money never get stuck. */

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { passDays, sweepReturns } from "../../support/returns.ts";
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

/** Names of the executions that worked on the return. Those of the sweep begin with "sweep". */
const executionsOf = async (one: Returned) =>
  ((await stored(one)).executions ?? []).map((arn) => arn.split(":").at(-1));

const label = ({ orderId, returnId }: Returned) =>
  customer.get(`/orders/${orderId}/returns/${returnId}/label`);

const saga = () => (shop.shop.links.get("ReturnSaga") as { arn: string }).arn;

async function running(): Promise<string[]> {
  const request = { stateMachineArn: saga(), statusFilter: "RUNNING" };
  const { executions } = (await shop.shop.cloud.call("states", "ListExecutions", request)) as {
    executions: { executionArn: string }[];
  };
  return executions.map(({ executionArn }) => executionArn);
}

/** Ends the only execution that runs. */
async function abort(): Promise<void> {
  const [executionArn, ...others] = await running();
  expect([typeof executionArn, others]).toEqual(["string", []]);
  await shop.shop.cloud.call("states", "StopExecution", { executionArn });
}

/** The return is due since a moment, whoever has it. */
async function dueNow({ orderId, returnId }: Returned): Promise<void> {
  const { ReturnEntity } = await import("../../../packages/commerce/src/returns/entity.ts");
  const { dueFields } = await import("@tradewind/commerce/platform/due");
  await ReturnEntity.patch({ orderId, returnId })
    .set(dueFields(returnId, now() - 1))
    .go();
}

/** Starts an execution, as an event does that comes twice or late. */
const startAgain = ({ orderId, returnId }: Returned) =>
  shop.shop.cloud.call("states", "StartExecution", {
    stateMachineArn: saga(),
    input: JSON.stringify({ correlationId: "again", data: { orderId, returnId } }),
  });

/** Invocations of a function take this long to begin. */
function slow(name: string, delayMs: number): void {
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => (operation === "Invoke" && caller === name ? { delayMs } : undefined),
  };
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
  it.each(["TakeUpReturn", "BookReturn", "RestockReturn", "CompleteReturn"])(
    "for two seconds, in %s, goes on by itself",
    async (name) => {
      faultSwitch.active = badDatabase(name, 2 * SECOND);
      const one = await requested();
      await approve(one);
      await shop.settle(MINUTE);
      expect((await label(one)).status).toBe(200);
      expect((await receive(one)).status).toBe(200);
      await shop.settle(MINUTE);
      await expectSettled(one);
      expect(await executionsOf(one)).toEqual([
        expect.not.stringContaining("sweep"),
        expect.not.stringContaining("sweep"),
      ]);
    },
  );

  it("for ten minutes can be approved and received, and is refunded by the next execution", async () => {
    faultSwitch.active = badDatabase("TakeUpReturn", 10 * MINUTE);
    const one = await requested();
    await approve(one);
    await shop.settle(2 * MINUTE);
    expect((await receive(one)).status).toBe(200);
    await shop.settle(10 * MINUTE);
    expect([await statusOf(one), await executionsOf(one)]).toEqual(["RECEIVED", []]);
    await shop.settle(HOUR);
    await expectSettled(one);
    expect(await executionsOf(one)).toEqual([expect.stringContaining(`sweep-${one.returnId}`)]);
  });
});

/** Nothing settled such a return, and staff were told that it is not open. */
describe("a return whose saga is gone", () => {
  it("when its goods have come is settled by the next execution", async () => {
    const one = await requested();
    await approve(one);
    slow("RestockReturn", 5 * SECOND);
    expect((await receive(one)).status).toBe(200);
    await shop.settle(0);
    await abort();
    await shop.settle(10 * MINUTE);
    expect(await statusOf(one)).toBe("RECEIVED");
    await shop.settle(HOUR);
    await expectSettled(one);
  });

  it("before its parcel is booked gets its label from the next execution", async () => {
    const one = await requested();
    slow("BookReturn", 5 * SECOND);
    await approve(one);
    await abort();
    faultSwitch.clear();
    expect((await label(one)).status).toBe(404);
    await shop.settle(HOUR);
    expect((await label(one)).status).toBe(200);
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it.each(["decision", "receipt"])(
    "because its %s never started it is taken up by the sweep, once",
    async (step) => {
      const rule = { Name: "StartReturnSaga", EventBusName: "Events" };
      const one = await requested();
      if (step === "receipt") await approve(one);
      const before = (await executionsOf(one)).length;
      await shop.shop.cloud.call("events", "DisableRule", rule);
      await (step === "receipt" ? receive(one) : decide(one));
      await shop.settle(0);
      await shop.shop.cloud.call("events", "EnableRule", rule);
      expect((await stored(one)).execution).toBeUndefined();
      await shop.settle(HOUR);
      expect((await executionsOf(one)).slice(before)).toEqual([
        expect.stringContaining(`sweep-${one.returnId}`),
      ]);
      if (step === "decision") await receive(one);
      await shop.settle(MINUTE);
      await expectSettled(one);
    },
  );

  it("while its goods are there can be settled by staff at once", async () => {
    const one = await requested();
    await approve(one);
    slow("RestockReturn", 5 * SECOND);
    await receive(one);
    await shop.settle(0);
    await abort();
    faultSwitch.clear();
    const { status, body } = await byStaff(one, "settlement", {});
    expect([status, body.status, body.refundState]).toEqual([200, "COMPLETED", "made"]);
    await shop.settle(HOUR);
    await expectSettled(one);
    expect((await stored(one)).dueAt).toBeUndefined();
  });
});

describe("executions of one return", () => {
  it("end while it waits, and the next event starts another", async () => {
    const one = await requested();
    await shop.settle(0);
    expect([await running(), await executionsOf(one)]).toEqual([[], []]);
    await approve(one);
    expect([await running(), await executionsOf(one)]).toEqual([[], [expect.any(String)]]);
    await receive(one);
    await shop.settle(MINUTE);
    expect(await running()).toEqual([]);
    await expectSettled(one);
    const { items } = (await staff.get(`/admin/orders/${one.orderId}/timeline`)).body;
    const steps = items.filter(
      ({ cause, outcome }: { cause?: string; outcome?: string }) =>
        cause?.includes(":ReturnSaga:") && outcome === "succeeded",
    );
    expect(steps.map(({ name }: { name: string }) => name)).toEqual([
      "TakeUp",
      "BookReturn",
      "TakeUp",
      "Restock",
      "Refund",
      "Complete",
    ]);
  });

  it("change nothing when their event comes twice, or late", async () => {
    const one = await requested();
    const steps: (() => Promise<unknown>)[] = [() => approve(one), () => receive(one)];
    for (const step of [...steps, undefined]) {
      await shop.settle(MINUTE);
      const before = await stored(one);
      await startAgain(one);
      await shop.settle(0);
      expect([await stored(one), await running()]).toEqual([before, []]);
      await step?.();
    }
    await expectSettled(one);
  });

  it("end at once while another has the return", async () => {
    const one = await requested();
    await approve(one);
    slow("RestockReturn", 5 * SECOND);
    await receive(one);
    await shop.settle(0);
    const before = await stored(one);
    await startAgain(one);
    await shop.settle(0);
    expect([await stored(one), await running()]).toEqual([before, [before.execution]]);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it.each(["RestockReturn", "RefundReturn", "CompleteReturn"])(
    "that settle it at the same time, from %s on, refund it once",
    async (name) => {
      const one = await requested();
      await approve(one);
      slow(name, 5 * SECOND);
      await receive(one);
      await shop.settle(0);
      // The sweep takes the return from an execution that still runs.
      await dueNow(one);
      await sweepReturns(shop);
      expect(await running()).toHaveLength(2);
      await shop.settle(5 * MINUTE);
      await expectSettled(one);
      expect((await staff.get(`/admin/stock/${one.sku}`)).body).toMatchObject({ available: 10, sold: 0 });
    },
  );

  it("leave a return alone that is received while its parcel is booked", async () => {
    const one = await requested();
    let receiving: Promise<Answer> | undefined;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (operation !== "UpdateItem" || caller !== "BookReturn" || receiving) return undefined;
        receiving = shop.shop.cloud.kernel.activity.track(() => receive(one));
        return { delayMs: 5 * SECOND };
      },
    };
    await approve(one);
    expect((await receiving)?.status).toBe(200);
    await shop.settle(MINUTE);
    await expectSettled(one);
    expect(await stored(one)).not.toHaveProperty("dueAt");
    expect(await running()).toEqual([]);
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
    await passDays(shop, 31);
    expect((await answer()).status).toBe(200);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("a return that is approved while it lapses waits for its goods", async () => {
    const one = await requested();
    await shop.settle(0);
    const answer = whileItLapses(() => decide(one));
    await passDays(shop, 15);
    expect((await answer()).status).toBe(200);
    expect(await statusOf(one)).toBe("APPROVED");
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("a return that nobody decides on lapses 14 days after its request, and is left alone until then", async () => {
    const one = await requested();
    await shop.settle(0);
    shop.clock?.advance(14 * DAY - HOUR);
    expect(await sweepReturns(shop)).toMatchObject({ handled: 0 });
    shop.clock?.advance(2 * HOUR);
    expect(await sweepReturns(shop)).toMatchObject({ handled: 1, failed: 0 });
    await shop.settle(0);
    expect(await statusOf(one)).toBe("LAPSED");
    expect((await stored(one)).dueAt).toBeUndefined();
  });

  it("an execution that takes over does not begin the wait anew", async () => {
    const one = await requested();
    slow("BookReturn", 5 * SECOND);
    await approve(one);
    await abort();
    faultSwitch.clear();
    const { approvedAt, dueAt } = await stored(one);
    shop.clock?.advanceTo(Date.parse(dueAt ?? "") + 3 * HOUR);
    await sweepReturns(shop);
    await shop.settle(0);
    expect((await label(one)).status).toBe(200);
    expect(Date.parse((await stored(one)).dueAt ?? "")).toBe(Date.parse(approvedAt ?? "") + 30 * DAY);
    expect((await stored(one)).restarts).toBeUndefined();
    await passDays(shop, 31);
    expect(await statusOf(one)).toBe("LAPSED");
  });

  it("a return whose saga ends again and again calls a person once, and is still taken up", async () => {
    const one = await requested();
    // No execution comes further than its first step.
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "Invoke" && caller === "TakeUpReturn" ? { crash: "before" } : undefined,
    };
    await approve(one);
    await abort();
    const starts: number[] = [];
    for (let run = 0; run < 7; run += 1) {
      shop.clock?.advanceTo(Date.parse((await stored(one)).dueAt ?? ""));
      await sweepReturns(shop);
      starts.push(now());
      await abort();
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
    await sweepReturns(shop);
    await shop.settle(0);
    expect((await label(one)).status).toBe(200);
    await receive(one);
    await shop.settle(MINUTE);
    await expectSettled(one);
  });

  it("returns that wait cost the sweep nothing but its queries", async () => {
    for (let count = 0; count < 3; count += 1) await requested();
    await approve(await requested());
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
    await sweepReturns(shop);
    expect(calls).toEqual({ Query: 8, others: [] });
  });

  it("all the same, every return comes to rest", async () => {
    await passDays(shop, 60);
    expect(await violations(shop.shop)).toEqual([]);
  });
});
