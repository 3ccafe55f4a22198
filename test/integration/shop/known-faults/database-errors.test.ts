/** DynamoDB's error 500, which AWS asks its callers to repeat. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { type Client, TestShop } from "../../../support/shop.ts";
import { getBody, twoBadSecondsFor } from "./support.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
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
