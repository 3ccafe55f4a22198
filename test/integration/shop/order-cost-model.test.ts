/** The receipt of one order at `GET /admin/orders/{id}/cost`, beside its metered calls. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MeteredCall, report } from "@tradewind/local-cloud";
import { dollarsOf, receiptOf } from "@tradewind/ops/cost/receipt";
import { usageOf } from "@tradewind/ops/metering/usage";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let staff: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  await shop.stopSweeps();
  staff = await shop.admin();
});
afterAll(() => shop.stop());

interface Wanted {
  lines: number;
  card?: string;
  cancelled?: boolean;
}

/** Places an order and meters it up to its rest. */
async function metered({ lines, card = CARDS.approved, cancelled = false }: Wanted) {
  const customer = await shop.customer();
  for (let line = 0; line < lines; line += 1) await customer.addToCart(await shop.variant());
  const paymentToken = await customer.cardToken(card);
  const calls: MeteredCall[] = [];
  const stop = shop.shop.meter.tap((call) => void (call.traces.size > 0 && calls.push(call)));
  const { body } = await customer.order({ paymentToken });
  if (cancelled) {
    await shop.settle(0);
    expect((await customer.call("POST", `/orders/${body.id}/cancel`)).status).toBe(200);
  }
  await shop.settle();
  stop();
  return { id: body.id as string, receipt: receiptOf(usageOf(calls)) };
}

const cost = async (id: string) => (await staff.get(`/admin/orders/${id}/cost`)).body;

describe("the model of an order's cost", () => {
  it.each<[string, Wanted]>([
    ["of one line that shipped", { lines: 1 }],
    ["of three lines that shipped", { lines: 3 }],
    ["of twelve lines that shipped", { lines: 12 }],
    ["of three lines whose card was declined", { lines: 3, card: CARDS.declined }],
    ["of three lines that was cancelled", { lines: 3, cancelled: true }],
  ])("tells an order %s within 15 %% of what was metered", async (_what, wanted) => {
    const { id, receipt } = await metered(wanted);
    const { platform, mail } = await cost(id);
    const counted = dollarsOf(receipt, "order");
    process.stdout.write(`${_what}: $${platform.toFixed(2)} by the model, $${counted.toFixed(2)} metered\n`);
    expect(Math.abs(platform - counted) / counted).toBeLessThan(0.15);
    expect(mail).toBeCloseTo(dollarsOf(receipt, "mail"), 6);
  });

  it("names its source, the date of the prices, and each step that the order took", async () => {
    const { id } = await metered({ lines: 1 });
    const { source, pricesOf, items } = await cost(id);
    expect(source).toBe("model");
    expect(report([]).pricesOf).toContain(pricesOf);
    expect(items.map(({ name, count }: { name: string; count: number }) => `${count} ${name}`)).toEqual([
      "1 place",
      "1 run",
      "1 reserve",
      "1 pay",
      "1 deliver",
      "1 scan",
      "4 event",
      "2 tell",
      "2 mail",
    ]);
  });

  it("is for staff, and knows only orders that exist", async () => {
    const unknown = "/admin/orders/ord_01M6A6FT00BX6V59AKCA989BSF/cost";
    expect((await staff.get(unknown)).status).toBe(404);
    expect((await (await shop.customer()).get(unknown)).status).toBe(403);
  });
});
