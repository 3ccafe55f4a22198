/** The stock of orders that are undone: it is all on sale again, in the lots that sold it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AwsError, NO_FAULTS } from "@tradewind/local-cloud";
import { answeredBackwards } from "../../support/database-faults.ts";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { callPerson, letSagasEnd, scanFirstParcel } from "../../support/orders.ts";
import { getBody, HOUR, lateScans, MINUTE, postBody, stopSweeps } from "../../support/scenarios.ts";
import { type Answer, TestShop } from "../../support/shop.ts";
import { Stockroom, variantInNorthernLots } from "../../support/stock.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let stockroom: Stockroom;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  stockroom = await Stockroom.of(shop);
});
afterEach(() => {
  faultSwitch.clear();
});
afterAll(() => shop.stop());

/** The second undo takes the order over from the first. */
async function undoTwice(first: () => Promise<Answer>, second: () => Promise<Answer>) {
  let hasTaken = false;
  let other: Promise<Answer> | undefined;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (caller !== "UndoOrder" || other) return undefined;
      if (!hasTaken) {
        hasTaken = operation === "TransactWriteItems";
        return undefined;
      }
      other = shop.shop.cloud.kernel.activity.track(second).finally(() => shop.clock?.advance(1));
      return { delayMs: 1 };
    },
  };
  const answer = await first();
  if (!other) throw new Error("The first undo did not take the order.");
  return [answer, await other] as const;
}

it("two members of staff undo an order two hours after its stock was committed: one succeeds", async () => {
  const customer = await shop.customer();
  const sku = await shop.variant({ stock: 1000 });
  // Functions of the saga are broken for hours: it can neither book the carrier nor refund.
  const gone = new AwsError("ResourceNotFoundException", "Function not found", { status: 404 });
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && (caller === "ScheduleDelivery" || caller === "RefundPayment")
        ? { refuse: gone }
        : undefined,
  };
  const id = await customer.buy(sku);
  await letSagasEnd(shop, 8 * HOUR);
  faultSwitch.clear();
  expect((await getBody(await shop.admin(), `/admin/orders/${id}`)).status).toBe("NEEDS_ATTENTION");
  expect(await stockroom.level(sku)).toEqual({ available: 999, reserved: 0, sold: 1 });

  // The stock is swept meanwhile.
  await shop.settle(2 * HOUR);
  const [first, second] = [await shop.admin(), await shop.admin()].map(
    (staff) => () => staff.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } }),
  );
  const [overtaken, undone] = await undoTwice(first!, second!);
  expect([undone.status, undone.body.status]).toEqual([200, "FAILED"]);
  expect([overtaken.status, overtaken.body.code]).toEqual([409, "order.not_undoable"]);
  expect(await stockroom.level(sku)).toEqual({ available: 1000, reserved: 0, sold: 0 });
});

it("an undo that begins while another begins is refused, and does none of its steps", async () => {
  const customer = await shop.customer();
  faultSwitch.active = lateScans(HOUR);
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(0);
  await callPerson(shop, id);
  const staff = await shop.admin();
  const undo = () => staff.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Broken" } });
  let writes = 0;
  let other: Promise<Answer> | undefined;
  faultSwitch.active = {
    ...lateScans(HOUR),
    onCall: ({ operation, caller }) => {
      if (caller !== "UndoOrder" || operation !== "TransactWriteItems") return undefined;
      writes += 1;
      if (writes === 1) {
        other = shop.shop.cloud.kernel.activity.track(undo);
        return { delayMs: 1 };
      }
      // The other has taken the order, and does its first step slowly.
      if (writes === 3) queueMicrotask(() => shop.clock?.advance(1));
      return writes === 3 ? { delayMs: 5000 } : undefined;
    },
  };
  const overtaken = await undo();
  expect([overtaken.status, overtaken.body.code, writes]).toEqual([409, "order.not_undoable", 3]);
  shop.clock?.advance(5000);
  const { status, body } = (await other) ?? expect.fail("There was no other undo.");
  expect([status, body.status, body.payment.status]).toEqual([200, "FAILED", "REFUNDED"]);
  expect(await stockroom.level(sku)).toEqual({ available: 10, reserved: 0, sold: 0 });
});

it("an order of units from 104 lots is cancelled", async () => {
  const customer = await shop.customer();
  faultSwitch.active = lateScans(HOUR);
  const skus: string[] = [];
  // A lot holds one unit.
  for (let n = 0; n < 4; n += 1) skus.push(await shop.variant({ stock: 26, lots: 26 }));
  const [first = "", ...others] = skus;
  for (const sku of others) await customer.addToCart(sku, 26);
  const id = await customer.buy(first, { quantity: 26 });
  await shop.settle(0);
  const Orders = await import("@tradewind/commerce/orders");
  const placed = await Orders.read(id);
  expect([placed?.status, placed?.allocations?.length]).toEqual(["FULFILLED", 104]);
  await postBody(customer, `/orders/${id}/cancel`);
  await shop.settle(5 * MINUTE);
  const { status, payment } = await getBody(await shop.admin(), `/admin/orders/${id}`);
  expect([status, payment.status]).toEqual(["CANCELLED", "REFUNDED"]);
  for (const sku of skus) expect(await stockroom.level(sku)).toEqual({ available: 26, reserved: 0, sold: 0 });
});

it("a parcel that leaves takes only the units that are back, when the undo gave back a part", async () => {
  const customer = await shop.customer();
  faultSwitch.active = lateScans(HOUR);
  // One unit in each of 46 lots: the undo gives 45 of them back at once, and then fails.
  const [first, second] = [await variantOfSingles(23), await variantOfSingles(23)];
  await customer.addToCart(first, 23);
  const id = await customer.buy(second, { quantity: 23 });
  await shop.settle(0);
  await callPerson(shop, id);
  let writes = 0;
  faultSwitch.active = {
    ...lateScans(HOUR),
    onCall: ({ operation, caller }) => {
      if (caller !== "UndoOrder" || operation !== "TransactWriteItems") return undefined;
      writes += 1;
      // After the undo's start, the cancelled parcel, the refund (twice) and the first chunk.
      return writes > 5 ? { crash: "before" } : undefined;
    },
  };
  const staff = await shop.admin();
  await staff.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Broken" } });
  faultSwitch.active = lateScans(HOUR);
  const available = async () =>
    (await stockroom.level(first)).available + (await stockroom.level(second)).available;
  expect(await available()).toBe(45);
  // The undo that died has the order for some minutes.
  shop.clock?.advance(6 * MINUTE);
  await postBody(await shop.admin(), `/admin/orders/${id}/resolution`, {
    outcome: "FAILED",
    reason: "Broken",
  });
  await scanFirstParcel(shop, id, "PICKED_UP", -HOUR);
  for (const sku of [first, second])
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 23 });
  expect((await violations(shop.shop)).filter(({ detail }) => detail.includes(first))).toEqual([]);
});

describe("an order whose undo stopped after its units, which staff close as SHIPPED,", () => {
  /** An order that needs a person, refunded and with its unit on sale again. */
  async function halfUndone(sku: string): Promise<string> {
    faultSwitch.active = lateScans(9 * HOUR);
    const id = await (await shop.customer()).buy(sku);
    await shop.settle(0);
    await callPerson(shop, id);
    let writes = 0;
    faultSwitch.active = {
      ...lateScans(9 * HOUR),
      onCall: ({ operation, caller }) => {
        if (caller !== "UndoOrder" || operation !== "TransactWriteItems") return undefined;
        writes += 1;
        // After the undo's start, the cancelled parcel, the refund (twice) and the units.
        return writes > 5 ? { crash: "before" } : undefined;
      },
    };
    const staff = await shop.admin();
    await staff.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Broken" } });
    faultSwitch.clear();
    // The undo that died has the order for some minutes.
    shop.clock?.advance(6 * MINUTE);
    return id;
  }

  async function close(id: string): Promise<string> {
    const body = { outcome: "SHIPPED", reason: "It left" };
    const { status, journal } = await postBody(await shop.admin(), `/admin/orders/${id}/resolution`, body);
    expect(status).toBe("SHIPPED");
    return journal.at(-1).detail;
  }

  /** All units of the order come back, and can be sold. */
  async function comeBack(id: string, sku: string): Promise<void> {
    const Returns = await import("@tradewind/commerce/returns");
    const Orders = await import("@tradewind/commerce/orders");
    const { customerId } = (await Orders.read(id)) ?? expect.fail("There is no order.");
    const ctx = await shop.context();
    const owner = { ...ctx, actor: { kind: "customer" as const, id: customerId } };
    const lines = [{ sku, quantity: 1 }];
    const asked = await Returns.requestReturn(owner, id, { idempotencyKey: "one", lines, reason: "Torn" });
    await Returns.decide(ctx, id, asked.id, { approve: true });
    await Returns.receive(ctx, id, asked.id, [{ sku, quantity: 1, condition: "resalable" }]);
    await shop.settle(5 * MINUTE);
    expect((await Orders.read(id))?.status).toBe("RETURNED");
  }

  it("has its unit again, and gives it back with its return", async () => {
    const sku = await shop.variant({ stock: 2 });
    const id = await halfUndone(sku);
    expect(await stockroom.level(sku)).toEqual({ available: 2, reserved: 0, sold: 0 });
    expect(await close(id)).toBe("SHIPPED: It left (Its units are sold again.)");
    expect(await stockroom.level(sku)).toEqual({ available: 1, reserved: 0, sold: 1 });
    await comeBack(id, sku);
    expect(await stockroom.level(sku)).toEqual({ available: 2, reserved: 0, sold: 0 });
  });

  it("is not undone once more when its parcel has left, and its journal tells of no other undo", async () => {
    const id = await halfUndone(await shop.variant({ stock: 2 }));
    await scanFirstParcel(shop, id, "PICKED_UP", -HOUR);
    const staff = await shop.admin();
    const body = { reason: "Broken still" };
    const again = await staff.call("POST", `/admin/orders/${id}/undo`, { body });
    expect([again.status, again.body.code]).toEqual([409, "order.not_undoable"]);
    const { journal } = await getBody(staff, `/admin/orders/${id}`);
    expect(journal.map(({ detail }: { detail: string }) => detail)).toEqual(["Broken"]);
  });

  /** The return put the unit of the other order on sale. */
  it("after others bought its unit says so, and its return gives back nothing", async () => {
    const sku = await shop.variant({ stock: 1 });
    const id = await halfUndone(sku);
    await (await shop.customer()).buy(sku);
    await shop.settle(0);
    expect(await close(id)).toContain("Its units are still on sale, as far as others");
    await comeBack(id, sku);
    expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 1 });
  });
});

const variantOfSingles = (lots: number) => shop.variant({ stock: lots, lots });

describe("orders from lots that were merged", () => {
  beforeAll(() => stopSweeps(shop));

  it("are cancelled, whatever the order of the lots in DynamoDB's answers", async () => {
    faultSwitch.active = lateScans(12 * HOUR);
    const Orders = await import("@tradewind/commerce/orders");
    const customer = await shop.customer();
    const sku = await variantInNorthernLots(shop, [5, 5, 5]);
    const orders = new Map<number, string>();
    for (let n = 0; n < 3; n += 1) {
      const id = await customer.buy(sku);
      await shop.settle(0);
      const [allocation] = (await Orders.read(id))?.allocations ?? [];
      orders.set(allocation?.lot ?? 0, id);
    }
    expect(new Set(orders.keys())).toEqual(new Set([1, 2, 3]));

    shop.clock?.advance(3 * HOUR);
    faultSwitch.active = { ...lateScans(12 * HOUR), onBatch: answeredBackwards };
    await stockroom.sweep();
    faultSwitch.active = lateScans(12 * HOUR);
    const { locations } = await stockroom.inventory.get(stockroom.ctx, sku);
    expect(locations).toContainEqual(expect.objectContaining({ location: "loc_north", lots: 2 }));
    // The order of the merged lot goes first.
    const staff = await shop.admin();
    for (const lot of [2, 1, 3])
      await postBody(staff, `/admin/orders/${orders.get(lot)}/cancel`, { reason: "Asked for it" });
    await shop.settle(10 * MINUTE);
    expect(await stockroom.level(sku)).toEqual({ available: 15, reserved: 0, sold: 0 });
  });

  it("are sold again from the lots that have the units now, when the parcel leaves", async () => {
    faultSwitch.active = lateScans(12 * HOUR);
    const customer = await shop.customer();
    const sku = await variantInNorthernLots(shop, [5, 5, 5]);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push(await customer.buy(sku));
      await shop.settle(0);
    }
    for (const id of ids) await postBody(customer, `/orders/${id}/cancel`);
    await shop.settle(5 * MINUTE);
    shop.clock?.advance(3 * HOUR);
    await stockroom.sweep();
    for (const id of ids) await scanFirstParcel(shop, id, "PICKED_UP", -4 * HOUR);
    expect(await stockroom.level(sku)).toEqual({ available: 12, reserved: 0, sold: 3 });
    expect((await violations(shop.shop)).filter(({ detail }) => detail.includes(sku))).toEqual([]);
  });
});
