/** Returns that get stuck: the goods are back, and the customer's money is not. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { type Answer, TestShop } from "../../../support/shop.ts";
import {
  DAY,
  getBody,
  MINUTE,
  postBody,
  returnOf,
  SECOND,
  stopSweeps,
  timeOf,
  twoBadSecondsFor,
} from "./support.ts";

const PRICE = 1000;
const SHIPPING = 499;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterAll(() => shop.stop());

interface Returned {
  orderId: string;
  returnId: string;
  sku: string;
}

/** A shipped order of one unit, which its customer asks to send back. */
async function requested(): Promise<Returned> {
  const customer = await shop.customer();
  const sku = await shop.variant({ price: PRICE });
  const orderId = await customer.buy(sku);
  await shop.settle(MINUTE);
  const body = { lines: [{ sku, quantity: 1 }], reason: "Too small" };
  const { id: returnId } = await postBody(customer, `/orders/${orderId}/returns`, body);
  return { orderId, returnId, sku };
}

/** Staff sign in for each step: days may have passed. */
async function byStaff({ orderId, returnId }: Returned, step: string, body?: object): Promise<Answer> {
  const path = `/admin/orders/${orderId}/returns/${returnId}/${step}`;
  return (await shop.admin()).call("POST", path, body ? { body } : {});
}

async function approve(one: Returned): Promise<void> {
  await shop.settle(0);
  expect((await byStaff(one, "decision", { approve: true })).status).toBe(200);
  await shop.settle(0);
}

const receive = (one: Returned) =>
  byStaff(one, "receipt", { lines: [{ sku: one.sku, quantity: 1, condition: "resalable" }] });

async function stateOf({ orderId, returnId }: Returned): Promise<{ status: string; refunded: number }> {
  const { status } = await returnOf(orderId, returnId);
  const { payment } = await getBody(await shop.admin(), `/admin/orders/${orderId}`);
  return { status, refunded: payment.refunded.amount };
}

/**
 * Today two seconds of DynamoDB's error 500, as the return's saga begins to wait, end the saga.
 * Staff can still approve and receive; nothing refunds the goods, and nobody is told.
 */
describe("a return whose saga DynamoDB fails for two seconds", () => {
  let receipt: number;
  let later: { status: string; refunded: number };
  beforeAll(async () => {
    faultSwitch.active = twoBadSecondsFor("AwaitReturn", shop);
    const one = await requested();
    await shop.settle(5 * MINUTE);
    faultSwitch.clear();
    await approve(one);
    receipt = (await receive(one)).status;
    await shop.settle(DAY);
    later = await stateOf(one);
  });

  it("takes its goods in", () => {
    expect(receipt).toBe(200);
  });
  it.fails("is refunded", () => {
    expect(later).toEqual({ status: "COMPLETED", refunded: PRICE + SHIPPING });
  });
});

/**
 * Today staff cannot settle a return whose saga was aborted: they are told that it is not open.
 * Nothing else settles it.
 */
describe("a return whose saga was aborted before its goods came", () => {
  let later: { status: string };
  beforeAll(async () => {
    const one = await requested();
    await approve(one);
    const { execution: executionArn } = await returnOf(one.orderId, one.returnId);
    await shop.shop.cloud.call("states", "StopExecution", { executionArn });
    expect((await receive(one)).status).toBe(200);
    await shop.settle(DAY);
    // Refused when a sweep has settled it by now.
    await byStaff(one, "settlement");
    await shop.settle(MINUTE);
    later = await stateOf(one);
  });

  it.fails("is settled by a sweep or by staff", () => {
    expect(later.status).toBe("COMPLETED");
  });
});

/**
 * Today the refund of a return is tried for 62 seconds with a token that is good for 60. The last
 * attempt is refused for its token, and the return needs attention for the wrong reason.
 */
describe("a return whose refund fails for 61 seconds", () => {
  let attempts = 0;
  let later: { status: string };
  beforeAll(async () => {
    const { handler } = await import("../../../../functions/returns/saga/refund-return.ts");
    const one = await requested();
    await approve(one);
    let from: number | undefined;
    shop.shop.cloud.lambda.define({
      name: "RefundReturn",
      timeoutMs: 30 * SECOND,
      load: () => async (event, context) => {
        attempts += 1;
        from ??= timeOf(shop);
        if (timeOf(shop) - from < 61 * SECOND)
          throw Object.assign(new Error("The processor did not answer."), { name: "ProcessorUnavailable" });
        return handler(event as Parameters<typeof handler>[0], context as Parameters<typeof handler>[1]);
      },
    });
    expect((await receive(one)).status).toBe(200);
    await shop.settle(5 * MINUTE);
    later = await stateOf(one);
  });

  it("is tried until the processor answers", () => {
    expect(attempts).toBeGreaterThanOrEqual(6);
  });
  it.fails("is refunded by the attempt that reaches the processor", () => {
    expect(later.status).toBe("COMPLETED");
  });
});

/**
 * Today goods that are received in the moment their return lapses are never refunded: the saga ends
 * with the lapse, which finds nothing to do, and the return stays RECEIVED.
 */
describe("a return whose goods are received while it lapses", () => {
  let receipt: Answer;
  let later: { status: string };
  beforeAll(async () => {
    await stopSweeps(shop);
    const one = await requested();
    await approve(one);
    // The wait for the goods ends after thirty days. The function that lapses the return takes five
    // seconds to start.
    let answer: Promise<Answer> | undefined;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (operation !== "Invoke" || caller !== "LapseReturn" || answer) return undefined;
        answer = shop.shop.cloud.kernel.activity.track(() => receive(one));
        return { delayMs: 5 * SECOND };
      },
    };
    await shop.settle(31 * DAY);
    if (!answer) throw new Error("The return did not lapse.");
    receipt = await answer;
    await shop.settle(2 * DAY);
    later = await stateOf(one);
  });

  it("takes its goods in", () => {
    expect(receipt.status).toBe(200);
  });
  it.fails("is refunded, or calls a person", () => {
    expect(["COMPLETED", "NEEDS_ATTENTION"]).toContain(later.status);
  });
});
