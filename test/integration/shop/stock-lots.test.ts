import type { Context } from "@tradewind/commerce/context";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";

type Inventory = typeof import("@tradewind/commerce/inventory")["Inventory"];

let shop: TestShop;
let inventory: Inventory;
let ctx: Context;

beforeAll(async () => {
  shop = await TestShop.open();
  ({ Inventory: inventory } = await import("@tradewind/commerce/inventory"));
  ctx = await shop.context();
});
afterAll(() => shop.stop());

/** Write units that DynamoDB bills for what `work` does, and its round trips. */
async function metered<T>(work: () => Promise<T>): Promise<{ result: T; writeUnits: number; calls: number }> {
  let writeUnits = 0;
  let calls = 0;
  const stop = shop.shop.meter.tap(({ service, units }) => {
    if (service !== "dynamodb") return;
    writeUnits += units.writeUnits ?? 0;
    calls += 1;
  });
  const result = await work();
  stop();
  return { result, writeUnits, calls };
}

async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  workers = 16,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
    }),
  );
}

const orderIds = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `ord_${String(from + index).padStart(26, "0")}`);

/** Reserves one unit as the saga does: the planned lot, then others. */
async function reserve(sku: string, orderId: string) {
  const [planned] = inventory.plan(orderId, [{ sku, quantity: 1 }]);
  let open = planned ? [planned] : [];
  for (;;) {
    const [next] = open;
    if (!next) throw new Error("Nothing was planned.");
    if ((await inventory.hold(next, orderId)) === "held") return next;
    const others = await inventory.reallocate(ctx, next, orderId);
    if (!others) return undefined;
    open = others;
  }
}

describe("a stock lot", () => {
  it("holds, commits and gives back in one write each, and refuses to hold twice", async () => {
    const sku = await shop.variant({ stock: 5 });
    const [first, second, third] = orderIds(3);
    const held = await metered(() => reserve(sku, first!));
    expect(held.result).toEqual({ sku, lot: 0, quantity: 1 });
    expect(held.calls).toBe(1);
    await reserve(sku, first!);
    expect(await inventory.get(sku)).toEqual({ sku, available: 4, reserved: 1, sold: 0 });

    const committed = await metered(() => inventory.commit(ctx, first!, [held.result!]));
    expect(committed.calls).toBe(1);
    await inventory.commit(ctx, first!, [held.result!]);
    expect(await inventory.get(sku)).toEqual({ sku, available: 4, reserved: 0, sold: 1 });

    // A duplicate that comes after the commit finds its mark, and holds nothing.
    expect(await reserve(sku, first!)).toEqual(held.result);
    expect(await inventory.get(sku)).toEqual({ sku, available: 4, reserved: 0, sold: 1 });

    const given = await reserve(sku, second!);
    await inventory.release(ctx, second!, [given!]);
    await inventory.release(ctx, second!, [given!]);
    expect(await inventory.get(sku)).toEqual({ sku, available: 4, reserved: 0, sold: 1 });
    // Released is final: a reservation that arrives late must not hold again.
    await expect(reserve(sku, second!)).rejects.toThrow(
      expect.objectContaining({ name: "ReservationLapsed" }),
    );

    // An undo of what never happened bars what may still be on its way.
    await inventory.release(ctx, third!, [{ sku, lot: 0, quantity: 1 }]);
    await expect(reserve(sku, third!)).rejects.toThrow(
      expect.objectContaining({ name: "ReservationLapsed" }),
    );
    expect(await inventory.get(sku)).toEqual({ sku, available: 4, reserved: 0, sold: 1 });
  });

  it("never goes below zero, whoever comes at once", async () => {
    const sku = await shop.variant({ stock: 7 });
    let held = 0;
    await inParallel(orderIds(40, 100), async (orderId) => {
      if (await reserve(sku, orderId)) held += 1;
    });
    expect(held).toBe(7);
    expect(await inventory.get(sku)).toEqual({ sku, available: 0, reserved: 7, sold: 0 });
  });
});

describe("several lots of one SKU", () => {
  it("find the last unit wherever it is, and sell no more", async () => {
    const sku = await shop.variant({ stock: 20, lots: 8 });
    const outcomes: boolean[] = [];
    for (const orderId of orderIds(25, 1000)) outcomes.push((await reserve(sku, orderId)) !== undefined);
    expect(outcomes.filter(Boolean)).toHaveLength(20);
    expect(outcomes.slice(0, 20).every(Boolean)).toBe(true);
    expect(await inventory.get(sku)).toEqual({ sku, available: 0, reserved: 20, sold: 0 });
  });

  it("give one order what no single lot has", async () => {
    const sku = await shop.variant({ stock: 8, lots: 4 });
    const orderId = orderIds(1, 2000)[0]!;
    const [planned] = inventory.plan(orderId, [{ sku, quantity: 5 }]);
    expect(await inventory.hold(planned!, orderId)).toBe("short");
    const others = await inventory.reallocate(ctx, planned!, orderId);
    expect(others?.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
  });

  it("hold 5,000 open reservations, conserve every unit, and stay cheap to write", async () => {
    const sku = await shop.variant({ stock: 6000, lots: 40 });
    const orders = orderIds(5000, 10_000);
    // The process learns how many lots there are.
    await inventory.get(sku);
    const allocations = new Map<string, NonNullable<Awaited<ReturnType<typeof reserve>>>>();
    const holding = await metered(() =>
      inParallel(orders, async (orderId) => {
        const allocation = await reserve(sku, orderId);
        if (allocation) allocations.set(orderId, allocation);
      }),
    );
    expect(allocations.size).toBe(5000);
    expect(await inventory.get(sku)).toEqual({ sku, available: 1000, reserved: 5000, sold: 0 });

    const halves = [orders.slice(0, 2500), orders.slice(2500)] as const;
    const committing = await metered(() =>
      inParallel(halves[0], (orderId) => inventory.commit(ctx, orderId, [allocations.get(orderId)!])),
    );
    const releasing = await metered(() =>
      inParallel(halves[1], (orderId) => inventory.release(ctx, orderId, [allocations.get(orderId)!])),
    );
    expect(await inventory.get(sku)).toEqual({ sku, available: 3500, reserved: 0, sold: 2500 });

    const each = ({ writeUnits }: { writeUnits: number }, count: number) => writeUnits / count;
    const costs = {
      hold: each(holding, 5000),
      commit: each(committing, 2500),
      release: each(releasing, 2500),
    };
    process.stdout.write(
      `write units with 5,000 open holds in 40 lots: hold ${costs.hold.toFixed(1)}, commit ${costs.commit.toFixed(1)}, release ${costs.release.toFixed(1)}\n`,
    );
    // 125 holds of about 35 bytes a lot; settled marks are larger. A lot of 1 KB costs one unit.
    expect(costs.hold).toBeLessThan(6);
    expect(costs.commit).toBeLessThan(16);
    expect(costs.release).toBeLessThan(24);
  });
});
