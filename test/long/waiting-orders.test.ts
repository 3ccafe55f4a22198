/** The sweep beside a crowd of orders that wait for their carrier. */
import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FaultSwitch } from "../support/fault-switch.ts";
import { openOrders } from "../support/orders.ts";
import { HOUR, lateScans } from "../support/scenarios.ts";
import { TestShop } from "../support/shop.ts";
import { documentsOf, type StoredItem } from "../support/tables.ts";

const ORDERS = 10_000;
const BATCH = 25;
const TableName = "Commerce";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterAll(() => shop.stop());

it("the sweep makes the same calls beside 10,000 orders that wait for a carrier as beside none", async () => {
  const idle = await sweepCalls();
  faultSwitch.active = lateScans(2 * HOUR);
  const id = await (await shop.customer()).buy(await shop.variant());
  await shop.settle(0);
  await copyOrder(id, ORDERS - 1);
  expect(await openOrders(shop)).toHaveLength(ORDERS);
  expect(await sweepCalls()).toEqual(idle);
});

async function sweepCalls(): Promise<string[]> {
  const { sweep } = await import("@tradewind/commerce/orders/saga");
  const calls: string[] = [];
  const stop = shop.shop.meter.tap(({ service, operation }) => calls.push(`${service}.${operation}`));
  await sweep(await shop.context(), () => {});
  stop();
  return calls;
}

/** Stores copies of an order under ids of their own, spread over the queues of due orders. */
async function copyOrder(id: string, copies: number): Promise<void> {
  const documents = documentsOf(shop.shop.cloud);
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk AND sk = :sk",
      ExpressionAttributeValues: { ":pk": `$tradewind#orderId_${id}`, ":sk": "$order_1" },
    }),
  );
  const { dueFields } = await import("../../packages/commerce/src/platform/due.ts");
  const dueAt = Date.parse(String(Items[0]?.["dueAt"]));
  const copy = (number: number): StoredItem => {
    const orderId = `ord_${String(number).padStart(26, "0")}`;
    const { due } = dueFields(orderId, dueAt);
    const text = JSON.stringify(Items[0]).replaceAll(id, orderId);
    return { ...(JSON.parse(text) as StoredItem), due, gsi2pk: `$tradewind#due_${due}` };
  };
  for (let first = 0; first < copies; first += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, copies - first) }, (_, index) => copy(first + index));
    const puts = some.map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  }
}
