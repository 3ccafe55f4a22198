import type { Allocation, Marker, StockSweep } from "@tradewind/commerce/inventory";
import type { Context } from "@tradewind/commerce/platform/context";
import type { TestShop } from "./shop.ts";

type Inventory = typeof import("@tradewind/commerce/inventory");

/** Nothing records it: the test gives back once. */
export const NO_MARKER: Marker = { isDone: () => false, writes: () => [] };

/** Records each chunk in an item of its own: a lot without units. */
export async function markerOf(orderId: string, done: number[] = []): Promise<Marker> {
  const { StockLotEntity } = await import("../../packages/commerce/src/inventory/entity.ts");
  const { emptyLot } = await import("../../packages/commerce/src/inventory/stock-lot.ts");
  const { asWrite } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  const record = (lot: number) => emptyLot({ sku: orderId, location: "loc_main", lot }, 0, 0);
  return {
    isDone: (chunk) => done.includes(chunk),
    writes: (chunk) => [asWrite(StockLotEntity.create(record(chunk)))],
  };
}

/** Uses the stock as the saga does, without a saga. */
export class Stockroom {
  readonly inventory: Inventory;
  readonly ctx: Context;

  private constructor(inventory: Inventory, ctx: Context) {
    this.inventory = inventory;
    this.ctx = ctx;
  }

  static async of(shop: TestShop): Promise<Stockroom> {
    const Inventory = await import("@tradewind/commerce/inventory");
    return new Stockroom(Inventory, await shop.context());
  }

  /** The same stock, used by somebody whose clock is so much ahead. */
  later(milliseconds: number): Stockroom {
    const { clock } = this.ctx;
    const ahead = { now: () => clock.now() + milliseconds };
    return new Stockroom(this.inventory, { ...this.ctx, clock: ahead });
  }

  /**
   * Reserves units in the planned lot, then in others. Returns undefined when there are too few.
   */
  async reserve(sku: string, orderId: string, quantity = 1): Promise<Allocation[] | undefined> {
    let allocations = this.inventory.plan(orderId, [{ sku, quantity }]);
    const open = [...allocations];
    for (let next = open.shift(); next; next = open.shift()) {
      const refused = next;
      if ((await this.inventory.hold(this.ctx, refused, orderId)) === "held") continue;
      const others = await this.inventory.reallocate(this.ctx, refused, orderId, allocations);
      if (!others) {
        await this.release(orderId, allocations);
        return undefined;
      }
      allocations = allocations.flatMap((one) => (one === refused ? others : [one]));
      open.push(...others);
    }
    return allocations;
  }

  /** Releases the holds of an order that was never paid. */
  async release(orderId: string, allocations: readonly Allocation[]): Promise<void> {
    await this.inventory.giveBack(this.ctx, orderId, allocations, "held", NO_MARKER);
  }

  /** Sweeps the stock. Nothing is an orphan, nobody waits, and there is time enough, by default. */
  async sweep(options: Partial<StockSweep> = {}) {
    return this.inventory.sweep(this.ctx, {
      isOrphan: async () => false,
      serveWaiting: async () => {},
      deadline: Number.POSITIVE_INFINITY,
      failed: (sku, error) => {
        throw new Error(`The sweep of ${sku} failed.`, { cause: error });
      },
      ...options,
    });
  }

  /** The SKU's counts over all lots. */
  async level(sku: string) {
    const { available, reserved, sold } = await this.inventory.get(this.ctx, sku);
    return { available, reserved, sold };
  }
}

/** Opens a SKU with so many units in each lot of the north; lots become as many when it is hot. */
export async function variantInNorthernLots(shop: TestShop, units: readonly number[]): Promise<string> {
  const { readStock, rewrite } = await import("../../packages/commerce/src/inventory/stock.ts");
  const { emptyLot } = await import("../../packages/commerce/src/inventory/stock-lot.ts");
  const sku = await shop.variant({ stock: 0 });
  const ctx = await shop.context();
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  if (!stock) throw new Error(`${sku} has no stock.`);
  const opened = units.map((there, index) =>
    emptyLot({ sku, location: "loc_north", lot: index + 1 }, there, now),
  );
  const lots = { ...stock.record.lots, loc_north: opened.map(({ lot }) => lot) };
  const written = await rewrite(ctx, stock, { opened, record: { lots, next: opened.length + 1 } });
  if (!written) throw new Error(`The lots of ${sku} could not be opened.`);
  return sku;
}

export const orderIds = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `ord_${String(from + index).padStart(26, "0")}`);

export async function inParallel<T>(
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
