/** Outbox items of two regions in one table, as a global table has them. */

import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tapBus } from "../../support/bus-tap.ts";
import { TestShop } from "../../support/shop.ts";
import { documentsOf, readEntities } from "../../support/tables.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterAll(() => shop.stop());

it("the pipe publishes the events that were written in its own region, and a replay the others", async () => {
  const [{ ulids }, { run }, { name: TableName }] = [
    await import("@tradewind/commerce/platform/context"),
    await import("@tradewind/ops/run"),
    shop.shop.links.get("Commerce") as { name: string },
  ];
  const orderId = await (await shop.customer()).buy(await shop.variant());
  await shop.settle();
  const [item] = (await readEntities(shop.shop.cloud, TableName)).get("outbox") ?? [];
  if (!item) throw new Error("The order has no event.");
  expect(item["region"]).toBe("us-east-1");

  const seen = await tapBus(shop.shop);
  shop.clock?.advance(60_000);
  const time = new Date(shop.clock?.now() ?? 0).toISOString();
  const writeIn = async (region: string) => {
    const id = ulids.next("evt");
    const event = {
      ...(item["event"] as object),
      id,
      type: "order.delivered",
      time,
      data: { orderId, customerId: "c" },
    };
    const sk = String(item["sk"]).replace(String(item["eventId"]), id);
    const copy = { ...item, sk, eventId: id, region, event };
    await documentsOf(shop.shop.cloud).send(new PutCommand({ TableName, Item: copy }));
    return id;
  };
  const [here, there] = [await writeIn("us-east-1"), await writeIn("us-west-2")];
  await shop.settle();
  expect([...(await seen())]).toEqual([here]);

  await run(await shop.context(), ["events", "replay", "--from", time, "--to", time], () => {});
  expect([...(await seen())].toSorted()).toEqual([here, there].toSorted());
});
