/** The commands of `npm run ops`, against a shop in this process. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { buyWithoutSaga, endWait, letSagasEnd, passTime } from "../../support/orders.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults, receipts: true });
});
// Hours pass in a test, so sessions end.
beforeEach(async () => {
  customer = await shop.customer();
});
afterEach(() => {
  faultSwitch.clear();
});
afterAll(() => shop.stop());

/** Output lines of a command, and its exit code. */
async function ops(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const { run } = await import("@tradewind/ops/run");
  const lines: string[] = [];
  const code = await run(await shop.context(), args, (line) => lines.push(line));
  return { code, lines };
}

describe("dlq", () => {
  it("lists, shows and redrives dead letters", async () => {
    expect((await ops("dlq", "list")).code).toBe(0);
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "Invoke" && caller === "SendMail" ? { crash: "before" } : undefined,
    };
    const id = await customer.buy(await shop.variant());
    await shop.settle(60 * MINUTE);
    const { code, lines } = await ops("dlq", "list");
    expect(code).toBe(1);
    expect(lines.find((line) => line.startsWith("CustomerMail"))).toMatch(/queue +2$/);
    // Showing twice gives the same: messages that were shown stay.
    for (let look = 0; look < 2; look += 1)
      expect((await ops("dlq", "show", "CustomerMail")).lines.join()).toContain(id);

    faultSwitch.clear();
    await ops("dlq", "redrive", "CustomerMail");
    await shop.settle();
    expect((await ops("dlq", "list")).code).toBe(0);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("names the queues and commands when it is asked for an unknown one", async () => {
    await expect(ops("dlq", "show", "Nothing")).rejects.toThrow(/^Name one of: .*CustomerMail/);
    await expect(ops("dlq", "burn")).rejects.toThrow(/dlq redrive NAME/);
    await expect(ops("dlq", "r", "CustomerMail")).rejects.toThrow(/dlq redrive NAME/);
  });
});

describe("orders cost", () => {
  const totalOf = (lines: string[]) => Number(lines.at(-1)?.trim().split(" ")[0]);

  it("shows the metered calls of an order's requests on a laptop, and its model on a stage", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    const { run } = await import("@tradewind/ops/run");
    const metered: string[] = [];
    await run(await shop.context(), ["orders", "cost", id], (line) => metered.push(line), shop.shop.url);
    expect(metered[0]).toMatch(/^metered since this start of the shop, .* us-east-1/);
    expect(metered.join("\n")).toContain("dynamodb TransactWriteItems, PlaceOrder: 1");
    const { lines } = await ops("orders", "cost", id);
    expect(lines[0]).toMatch(/^by a model of its steps/);
    expect(totalOf(lines) / totalOf(metered)).toBeCloseTo(1, 1);
  });

  it("refuses an order that does not exist", async () => {
    await expect(ops("orders", "cost", "ord_01M6A6FT00BX6V59AKCA989BSF")).rejects.toThrow(
      /^There is no order/,
    );
  });
});

it("orders stuck lists orders that need a person, or that nobody takes up", async () => {
  expect(await ops("orders", "stuck")).toEqual({ code: 0, lines: ["No order is overdue."] });
  const crash = { crash: "before" } as const;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && caller === "RefundPayment" ? crash : undefined,
  };
  const id = await customer.buy(await shop.variant(), { postalCode: "00000" });
  await letSagasEnd(shop, 8 * 60 * MINUTE);
  const forgotten = await buyWithoutSaga(shop, await shop.customer());
  await endWait(shop, forgotten, 16 * MINUTE);
  const { code, lines } = await ops("orders", "stuck");
  expect(code).toBe(1);
  expect(lines[1]).toMatch(
    new RegExp(`^${id}  NEEDS_ATTENTION  \\d+ min +Its undo failed 12 times, the last time in RefundPayment`),
  );
  expect(lines[2]).toMatch(new RegExp(`^${forgotten}  PENDING +16 min`));

  faultSwitch.clear();
  await shop.settle(2 * MINUTE);
  const admin = await shop.admin();
  await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } });
  expect((await ops("orders", "stuck")).code).toBe(0);
});

describe("events replay", () => {
  const at = (offset: number) => new Date((shop.clock?.now() ?? 0) + offset).toISOString();

  it("publishes the events of a time and type again, without further effect", async () => {
    shop.clock?.advance(MINUTE);
    const from = at(0);
    customer = await shop.customer();
    await customer.buy(await shop.variant(), { card: CARDS.declined });
    await customer.buy(await shop.variant());
    await shop.settle();
    const range = ["--from", from, "--to", at(0), "--type", "order.placed"];
    const mails = shop.shop.cloud.ses.messages().length;
    const tap = await tapped(() => ops("events", "replay", ...range, "--dry-run"));
    expect(tap.result.lines.at(-1)).toBe("2 events would be published again.");
    expect(tap.events).toBe(0);
    const again = await tapped(() => ops("events", "replay", ...range));
    expect(again.result.lines.at(-1)).toBe("2 events were published again.");
    expect(again.events).toBe(2);
    expect(shop.shop.cloud.ses.messages()).toHaveLength(mails);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("refuses a time of which consumers have forgotten what they handled, unless one insists", async () => {
    await customer.buy(await shop.variant());
    await shop.settle();
    const range = ["--from", at(-MINUTE * 20), "--to", at(0), "--type", "order.placed"];
    await passTime(shop, 13 * DAY);
    expect((await ops("events", "replay", ...range)).code).toBe(0);
    await passTime(shop, DAY);
    await expect(ops("events", "replay", ...range)).rejects.toThrow(
      /^Consumers no longer know .* --mail-again\.$/,
    );
    const dry = await ops("events", "replay", ...range, "--dry-run");
    expect(dry.lines.at(-1)).toMatch(/ events would be published again\.$/);
    const insisted = await ops("events", "replay", ...range, "--mail-again");
    expect(insisted.lines.at(-1)).toMatch(/ events were published again\.$/);
    await shop.settle();
  });

  it("refuses unknown times and types", async () => {
    await expect(ops("events", "replay", "--from", "yesterday", "--to", at(0))).rejects.toThrow(
      /^--from must be a time/,
    );
    await expect(ops("events", "replay", "--type", "order.lost")).rejects.toThrow(
      /^--type must be one of: order\.placed/,
    );
  });

  /** Number of events on the bus while `work` runs. */
  async function tapped<T>(work: () => Promise<T>) {
    let events = 0;
    const stop = shop.shop.meter.tap((call) => {
      if (call.service === "events" && call.operation === "PutEvents") events += 1;
    });
    const result = await work();
    await shop.settle();
    stop();
    return { result, events };
  }
});

it("stock audit agrees with the orders, and names a lot that does not", async () => {
  const sku = await shop.variant();
  await customer.buy(sku, { quantity: 2 });
  await shop.settle();
  const sound = await ops("stock", "audit");
  expect(sound.lines).toEqual([expect.stringMatching(/: 0 findings\.$/)]);
  expect(sound.code).toBe(0);

  const Inventory = await import("@tradewind/commerce/inventory");
  const ctx = await shop.context();
  const allocation = { sku, location: "loc_main", lot: 0, quantity: 1 } as const;
  await Inventory.hold(ctx, allocation, "ord_00000000000000000000000000");
  await Inventory.commit(ctx, "ord_00000000000000000000000000", [allocation]);
  const { code, lines } = await ops("stock", "audit");
  expect(code).toBe(1);
  expect(lines[0]).toBe(`${sku}, loc_main, lot 0: 3 units are sold, but orders hold 2.`);
});
