/** Returns wait for weeks, without an execution: what is due is found, and nothing else is read. */

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { returnDesk } from "../../support/return-desk.ts";
import { passDays, sweepReturns } from "../../support/returns.ts";
import { type Answer, type Client, TestShop } from "../../support/shop.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
const {
  requested,
  decide,
  approve,
  receive,
  stored,
  statusOf,
  expectSettled,
  label,
  abort,
  slow,
  dueNow,
  now,
} = returnDesk({
  shop: () => shop,
  customer: () => customer,
  staff: () => staff,
  faultSwitch,
});
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  [customer, staff] = [await shop.customer(), await shop.admin()];
  return () => shop.stop();
});
afterEach(() => faultSwitch.clear());

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

  /** It was started again and again, until it called a person. */
  it.each(["the sweep", "the booking of its parcel"])(
    "a return that waits and is due too early is put back by %s",
    async (by) => {
      const one = await requested();
      await approve(one);
      const { approvedAt, ...before } = await stored(one);
      await dueNow(one);
      const Returns = await import("@tradewind/commerce/returns");
      if (by === "the sweep") await sweepReturns(shop);
      else await Returns.bookReturn(await shop.context(), one);
      await shop.settle(MINUTE);
      const { dueAt, restarts } = await stored(one);
      expect([dueAt, restarts]).toEqual([before.dueAt, undefined]);
      expect(Date.parse(dueAt ?? "")).toBe(Date.parse(approvedAt ?? "") + 30 * DAY);
    },
  );

  it("a return that has lapsed hands out no label, and asks for a new request while one is possible", async () => {
    const [late, early] = [await requested(), await requested()];
    await approve(late);
    expect((await label(late)).status).toBe(200);
    await passDays(shop, 15);
    expect(await statusOf(early)).toBe("LAPSED");
    await passDays(shop, 16);
    expect(await statusOf(late)).toBe("LAPSED");
    expect((await label(late)).body.code).toBe("return.no_label");
    expect(await lapseMailOf(early)).toContain("please send us a new request");
    expect(await lapseMailOf(late)).not.toContain("request");
  });

  async function lapseMailOf({ orderId }: { orderId: string }): Promise<string> {
    const { items } = (await shop.anybody().get("/_local/outbox")).body;
    const subject = `Your return of order ${orderId} has expired`;
    return items.find((mail: { subject: string }) => mail.subject === subject).text;
  }

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
      `Return ${one.returnId} has not moved on after 5 executions of its saga.`,
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
