/** A merchant's webhook whose deliveries lose count of their attempts. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { TestShop } from "../../../support/shop.ts";
import { DAY, getBody, postBody, stopSweeps } from "./support.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  await stopSweeps(shop);
});
afterAll(() => shop.stop());

/**
 * Today a delivery one of whose attempts died with its function says RETRYING for good. The queue
 * has given it up, but its own count of attempts lacks the one that died, and so never reaches the
 * last.
 */
describe("a delivery that fails every time, once because its function died", () => {
  let deadLetters: number | undefined;
  let state: string;
  beforeAll(async () => {
    const url = "https://nobody.tradewind-test.example/hook";
    const webhook = await postBody(await shop.admin(), "/admin/webhooks", { url, events: ["order.placed"] });
    let died = false;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (died || operation !== "Invoke" || caller !== "DeliverWebhook") return undefined;
        died = true;
        return { crash: "before" };
      },
    };
    await (await shop.customer()).buy(await shop.variant());
    await shop.settle(DAY);
    deadLetters = shop.shop.cloud.sqs.queues().find(({ name }) => name === "WebhookDeliveriesDlq")?.visible;
    const { items } = await getBody(await shop.admin(), `/admin/webhooks/${webhook.id}/deliveries`);
    ({ state } = items[0]);
  });

  it("ends as a dead letter", () => {
    expect(deadLetters).toBe(1);
  });
  it.fails("is shown as failed", () => {
    expect(state).toBe("FAILED");
  });
});
