/** Staff close the replacement order of an exchange. Returned goods have paid for it. */
import { beforeAll, expect, it } from "vitest";
import { getBody, postBody } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;

let shop: TestShop;
let customer: Client;
let staff: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  await shop.stopSweeps();
  [customer, staff] = [await shop.customer(), await shop.admin()];
  return () => shop.stop();
});

/** A replacement of $14.99 that waits for stock and needs a person, and the order it replaces. */
async function flaggedExchange(): Promise<{ id: string; replacement: string }> {
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(MINUTE);
  const other = await shop.variant({ stock: 0, of: sku });
  const policy = { policy: "backorder", limit: 5 };
  await staff.call("PUT", `/admin/stock/${other}/policy`, { body: policy });
  const wanted = [{ sku, quantity: 1, exchange: { sku: other } }];
  const { body } = await customer.requestReturn(id, wanted);
  const path = `/admin/orders/${id}/returns/${body.id}`;
  await shop.settle(0);
  await postBody(staff, `${path}/decision`, { approve: true });
  await shop.settle(0);
  await postBody(staff, `${path}/receipt`, { lines: [{ sku, quantity: 1, condition: "resalable" }] });
  await shop.settle(MINUTE);
  const [{ replacement }] = (await getBody(customer, `/orders/${id}/returns`)).items;
  const { read } = await import("@tradewind/commerce/orders");
  const { flagWrites } = await import("../../../packages/commerce/src/orders/saga/flag-order.ts");
  const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  const order = await read(replacement);
  if (order?.status !== "AWAITING_STOCK") throw new Error(`The replacement is ${order?.status}.`);
  await transact(flagWrites(await shop.context(), order, "By the test"));
  return { id, replacement };
}

async function mailAboutClosing(replacement: string): Promise<string> {
  await postBody(staff, `/admin/orders/${replacement}/resolution`, { outcome: "FAILED", reason: "Lost" });
  await shop.settle(MINUTE);
  const { items } = await getBody(shop.anybody(), "/_local/outbox");
  const subject = `Your order ${replacement} could not be completed`;
  return items.find((mail: { subject: string }) => mail.subject === subject).text;
}

it("the mail says that the value of the returned goods is not refunded yet", async () => {
  const { replacement } = await flaggedExchange();
  const mail = await mailAboutClosing(replacement);
  expect(mail).toContain("$14.99 is not refunded yet. We will write to you about it.");
  expect(mail).not.toContain("You have not been charged.");
});

it("the mail counts what support has refunded of the first order", async () => {
  const { id, replacement } = await flaggedExchange();
  const refund = { reference: "part", amount: 1000, reason: "Late" };
  await postBody(staff, `/admin/orders/${id}/refunds`, refund);
  expect(await mailAboutClosing(replacement)).toContain("$4.99 is not refunded yet.");
});
