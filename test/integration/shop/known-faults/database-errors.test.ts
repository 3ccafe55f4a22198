/** DynamoDB's error 500, which AWS asks its callers to repeat. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { type Client, TestShop } from "../../../support/shop.ts";
import { getBody, internalServerError, MINUTE, postBody } from "./support.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
  staff = await shop.admin();
});
afterEach(() => faultSwitch.clear());
afterAll(() => shop.stop());

/** Buys a SKU with so many units in stock. */
async function statusAfterBuying(stock: number): Promise<string> {
  const id = await customer.buy(await shop.variant({ stock }));
  await shop.settle();
  return (await getBody(customer, `/orders/${id}`)).status;
}

it("an order ships while DynamoDB answers", async () => {
  expect(await statusAfterBuying(10)).toBe("SHIPPED");
});

/**
 * Today two seconds of it at any step end the order: the SDK repeats for less than a second, and
 * the saga does not repeat what it does not know. The customer is told that the goods are gone, or
 * that the payment failed.
 */
describe.each(["ReserveStock", "AuthorizePayment", "CommitStock", "CapturePayment", "ScheduleDelivery"])(
  "an order during whose %s DynamoDB fails for two seconds",
  (step) => {
    let status: string;
    beforeAll(async () => {
      faultSwitch.active = twoBadSecondsFor(step, shop);
      status = await statusAfterBuying(10);
    });

    it.fails("ships", () => {
      expect(status).toBe("SHIPPED");
    });
  },
);

/**
 * Today an adjustment of stock that was made is answered 503 when the new level cannot be told.
 * Nothing ties the repeated request to the first: the units are there twice.
 */
describe("ten units that are received, which is answered 503 and asked for again", () => {
  let first: number;
  let available: number;
  beforeAll(async () => {
    const sku = await shop.variant({ stock: 0 });
    let written = false;
    const underWay = Promise.withResolvers<void>();
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ service, operation, caller }) => {
        if (service !== "dynamodb" || caller !== "AdjustStock") return undefined;
        if (operation === "TransactWriteItems") written = true;
        underWay.resolve();
        return written && operation === "GetItem" ? { refuse: internalServerError() } : undefined;
      },
    };
    const path = `/admin/stock/${sku}/adjustments`;
    const body = { quantity: 10, reason: "received" };
    const answer = staff.call("POST", path, { body });
    // The SDK repeats its call on the shop's clock.
    await underWay.promise;
    await shop.settle(MINUTE);
    first = (await answer).status;
    faultSwitch.clear();
    if (first !== 201) await postBody(staff, path, body);
    ({ available } = await getBody(staff, `/admin/stock/${sku}`));
  });

  it.fails("are there once", () => {
    expect(available).toBe(10);
  });
});
