import type { Client } from "../../support/shop.ts";
import type { SimulatedShop } from "../shop/simulated-shop.ts";

/** The SKUs of a simulated shop, and the units that have come to the house. */
export interface Assortment {
  skus: readonly string[];
  /** Customers order more of this SKU than there is. */
  promised: string;
  /** A variant of the same product that costs no more, by SKU. */
  exchangeFor: ReadonlyMap<string, string>;
  /** Units that came, by SKU. */
  received: Map<string, number>;
}

export async function openAssortment({ shop }: SimulatedShop, staff: Client): Promise<Assortment> {
  const received = new Map<string, number>();
  const open = async (stock: number, more: { lots?: number; price?: number; of?: string } = {}) => {
    const sku = await shop.variant({ stock, ...more });
    received.set(sku, stock);
    return sku;
  };
  const common = await open(12, { lots: 2 });
  const smaller = await open(4, { price: 800, of: common });
  const scarce = await open(3);
  const north = await open(0);
  const promised = await open(1);
  await staff.call("POST", `/admin/stock/${north}/adjustments`, {
    body: { reference: "north", quantity: 6, reason: "received", location: "loc_north" },
  });
  received.set(north, 6);
  await staff.call("PUT", `/admin/stock/${promised}/policy`, { body: { policy: "backorder", limit: 5 } });
  return {
    skus: [common, smaller, scarce, north, promised],
    promised,
    exchangeFor: new Map([[common, smaller]]),
    received,
  };
}

/** Units of a SKU come to the house. */
export async function receive(
  sim: SimulatedShop,
  staff: Client,
  { received }: Assortment,
  { sku, quantity, reference }: { sku: string; quantity: number; reference: string },
): Promise<void> {
  const path = `/admin/stock/${sku}/adjustments`;
  const body = { reference, quantity, reason: "received" };
  const { status } = await sim.repeat(() => staff.call("POST", path, { body }));
  if (status === 201) received.set(sku, (received.get(sku) ?? 0) + quantity);
}
