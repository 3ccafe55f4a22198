import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ settings: { CarrierPace: "1", BeaconShare: "0" } });
});
afterAll(() => shop.stop());

it("a beacon outside the server's own share is taken and not kept", async () => {
  const body = { events: [{ type: "view", path: "/" }] };
  expect((await shop.anybody().call("POST", "/beacon", { body })).status).toBe(204);
  await shop.settle();
  const { cloud } = shop.shop;
  expect(await cloud.call("events", "DescribeArchive", { ArchiveName: "SignalsArchive" })).toMatchObject({
    EventCount: 0,
  });
});
