/** Refunds by staff, and the mails about them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { type Client, TestShop } from "../../../support/shop.ts";
import { eventTypesOf, MINUTE } from "./support.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
  staff = await shop.admin();
});
afterAll(() => shop.stop());

/**
 * Today a refund by support is written down, and mailed to the customer, before the processor hears
 * of it. When the function dies in between, the customer has been told of money that nobody will
 * ask the processor for again.
 */
describe("a refund whose function dies before it asks the processor", () => {
  let status: number;
  let told: string[];
  beforeAll(async () => {
    faultSwitch.clear();
    const id = await customer.buy(await shop.variant());
    await shop.settle(MINUTE);
    faultSwitch.active = {
      onCall: ({ operation, caller }) =>
        operation === "TransactWriteItems" && caller === "RefundOrder" ? { crash: "after" } : undefined,
      // Whoever asks the processor again later has not done so yet.
      onDelivery: () => ({ copies: 1, delayMs: MINUTE }),
    };
    const body = { reference: "gesture", amount: 500, reason: "Sorry" };
    ({ status } = await staff.call("POST", `/admin/orders/${id}/refunds`, { body }));
    told = await eventTypesOf(id);
  });

  it("is not answered as made", () => {
    expect(status).toBeGreaterThanOrEqual(500);
  });
  it.fails("is not told to the customer yet", () => {
    expect(told).not.toContain("order.refunded");
  });
});
