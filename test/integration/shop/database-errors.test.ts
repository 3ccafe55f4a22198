/** DynamoDB's error 500, which AWS asks its callers to repeat. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { getBody, twoBadSecondsFor } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
});
afterEach(() => faultSwitch.clear());
afterAll(() => shop.stop());

/**
 * The SDK repeats for less than a second. The saga then did not repeat what it did not know, so two
 * seconds at any step ended the order, and the customer was told that the goods are gone.
 */
describe.each(["ReserveStock", "AuthorizePayment", "CommitStock", "CapturePayment", "ScheduleDelivery"])(
  "an order during whose %s DynamoDB fails for two seconds",
  (step) => {
    it("ships", async () => {
      faultSwitch.active = twoBadSecondsFor(step, shop);
      const id = await customer.buy(await shop.variant());
      // The saga tries again within two minutes.
      await shop.settle(3 * 60_000);
      expect((await getBody(customer, `/orders/${id}`)).status).toBe("SHIPPED");
    });
  },
);
