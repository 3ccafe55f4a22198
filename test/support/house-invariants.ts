/** The units in the house, counted by what came and went, against those on the books. */
import type { Allocation, Line, Order, OutboxItem, Return, Shipment } from "./shop-records.ts";
import { unitsSoldTo } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

interface Lot {
  sku: string;
  location: string;
  available: number;
  reserved: number;
}

interface Records {
  outbox: readonly OutboxItem[];
  shipments: readonly Shipment[];
  returns: readonly Return[];
}

class Units {
  readonly #units = new Map<string, number>();

  add(lines: readonly Line[]): void {
    for (const { sku, quantity } of lines) this.#units.set(sku, this.of(sku) + quantity);
  }

  of(sku: string): number {
    return this.#units.get(sku) ?? 0;
  }
}

/**
 * Checks for each SKU: what came, less what the carrier fetched, and what came back for sale, is
 * available, reserved, or sold and not yet fetched.
 */
export function house(
  lots: readonly Lot[],
  orders: ReadonlyMap<string, Order>,
  { outbox, shipments, returns }: Records,
  { received, pickedUp }: { received?: ReadonlyMap<string, number>; pickedUp?: ReadonlySet<string> },
): Violation[] {
  if (!received) return [];
  const gone = new Units();
  const back = new Units();
  const sold = new Units();
  /** Units whose parcel left after others had bought them; a person was told so. */
  const missing = new Units();
  const toldOf = new Set(
    outbox
      .filter(({ event: { type, data } }) => type === "order.needs_attention" && isOnSale(data.detail))
      .map(({ event }) => event.data.orderId),
  );
  const fetched = new Map<string, Set<string>>();
  for (const { orderId, parcels } of shipments) {
    const left = parcels.filter(({ trackingNumber, scans }) =>
      pickedUp ? pickedUp.has(trackingNumber) : Object.keys(scans).length > 0,
    );
    fetched.set(orderId, new Set(left.map(({ location }) => location)));
    const { stockReturned = 0 } = orders.get(orderId) ?? {};
    for (const { contents } of left) {
      gone.add(contents);
      if (stockReturned > 0 && toldOf.has(orderId)) missing.add(contents);
    }
  }
  for (const { restock = [], restocked = 0 } of returns) if (restocked > 0) back.add(restock);
  for (const order of orders.values())
    sold.add(unitsSoldTo(order).filter((one) => isInHouse(one, fetched.get(order.orderId))));
  const bySku = Map.groupBy(
    lots.filter(({ location }) => location !== "incoming"),
    ({ sku }) => sku,
  );
  const report = violation("units in the house are on the books");
  return [...received].flatMap(([sku, came]) => {
    const counts = bySku.get(sku) ?? [];
    const onSale = counts.reduce((sum, { available, reserved }) => sum + available + reserved, 0);
    const inHouse = came - gone.of(sku) + back.of(sku);
    const onBooks = onSale + sold.of(sku);
    if (inHouse <= onBooks && onBooks <= inHouse + missing.of(sku)) return [];
    return [
      report(
        `${sku}: ${inHouse} in the house (${came} came, ${gone.of(sku)} left, ${back.of(sku)} came back), ` +
          `${onBooks} on the books (${onSale} on sale, ${sold.of(sku)} sold)`,
      ),
    ];
  });
}

/** The detail of the event says that the units of the parcel are on sale. */
const isOnSale = (detail = ""): boolean => detail.includes("still on sale");

const isInHouse = ({ location }: Allocation, fetched: ReadonlySet<string> | undefined): boolean =>
  location !== "incoming" && !fetched?.has(location);

/** The detail of an order that staff closed: they count its units themselves. */
const CLOSED = "Closed by the shop";

/** An undo gives all units back, unless their parcel leaves: then they are sold again. */
export function keptUnits(orders: ReadonlyMap<string, Order>, shipments: readonly Shipment[]): Violation[] {
  const left = new Set(shipments.flatMap(({ orderId, leftAt }) => (leftAt === undefined ? [] : orderId)));
  return [...orders.values()]
    .filter(({ status }) => status === "FAILED" || status === "CANCELLED")
    .filter(({ orderId, history }) => !left.has(orderId) && !history.some(({ detail }) => detail === CLOSED))
    .filter((order) => unitsSoldTo(order).length > 0)
    .map(({ orderId, status }) => `${orderId} is ${status}, and has its units`)
    .map(violation("an undone order keeps no units"));
}
