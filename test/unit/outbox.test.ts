import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { orderPlaced, stockArrived } from "@tradewind/blueprint/areas/events";
import { systemClock, ulids } from "@tradewind/commerce/platform/context";
import { publishWrite } from "@tradewind/commerce/platform/messaging";

const ctx = {
  actor: { kind: "system" as const, id: "test" },
  clock: systemClock,
  ids: ulids,
  correlationId: "test",
  causationId: "test",
};

describe("publishing an event", () => {
  beforeEach(() => vi.stubEnv("AWS_REGION", "us-west-2"));
  afterEach(() => vi.unstubAllEnvs());

  it("names the region that it is written in, whose pipe publishes it", () => {
    const item = { Put: { Item: { region: "us-west-2" } } };
    expect(publishWrite(ctx, stockArrived, { sku: "A-1" }).item).toMatchObject(item);
    vi.stubEnv("AWS_REGION", undefined);
    expect(() => publishWrite(ctx, stockArrived, { sku: "A-1" })).toThrow("AWS_REGION is not set");
  });

  it("writes what its schema declares", () => {
    const data = { sku: "A-1", secret: "no subscriber expects it" };
    const written = publishWrite(ctx, stockArrived, data);
    expect(written.item).toMatchObject({ Put: { Item: { event: { data: { sku: "A-1" } } } } });
    expect(JSON.stringify(written.item)).not.toContain("secret");
  });

  it("throws when a subscriber would refuse its data", () => {
    const data = { orderId: "ord_1", customerId: "c", lines: [], total: { amount: 0.5, currency: "USD" } };
    expect(() => publishWrite(ctx, orderPlaced, data)).toThrow(
      "The data of the event order.placed, version 1, is wrong.",
    );
  });
});
