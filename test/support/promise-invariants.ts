import type { Order } from "./shop-records.ts";
import { type Violation, violation } from "./violation.ts";

interface Lot {
  sku: string;
  location: string;
  available: number;
  reserved: number;
  sold: number;
  book?: { policy?: { limit: number; shipsFrom?: string } };
}

export interface Waiting {
  sku: string;
  orderId: string;
  lot: number;
  quantity: number;
}

const isIncoming = ({ location }: { location: string }) => location === "incoming";
const nameOf = ({ sku, orderId, lot, quantity }: Waiting) => `${orderId}: ${quantity} × ${sku} of lot ${lot}`;

/** Checks incoming units: promises stay within the limit, and the waiting orders are recorded. */
export function promises(
  lots: readonly Lot[],
  waiting: readonly Waiting[],
  orders: ReadonlyMap<string, Order>,
  now: number,
): Violation[] {
  const found: Violation[] = [];
  for (const [sku, all] of Map.groupBy(lots, (lot) => lot.sku)) {
    const policy = all.find(({ book }) => book)?.book?.policy;
    const promised = all.filter(isIncoming).reduce((sum, { reserved, sold }) => sum + reserved + sold, 0);
    if (policy && promised > policy.limit)
      found.push(violation("promises stay within the limit")(`${sku}: ${promised} of ${policy.limit}`));
    const onHand = all.filter((lot) => !isIncoming(lot)).reduce((sum, { available }) => sum + available, 0);
    const early = policy?.shipsFrom !== undefined && Date.parse(policy.shipsFrom) > now;
    const idle = waiting.filter((one) => one.sku === sku && one.quantity <= onHand && !early);
    for (const one of idle)
      found.push(
        violation("no unit is idle while an order waits for it")(`${nameOf(one)}, ${onHand} on hand`),
      );
  }
  const known = new Set(waiting.map(nameOf));
  const wanted = new Set(
    [...orders.values()]
      .filter(({ status }) => status === "AWAITING_STOCK")
      .flatMap(({ orderId, allocations = [] }) =>
        allocations
          .filter(isIncoming)
          .map(({ sku, lot, quantity }) => nameOf({ sku, orderId, lot, quantity })),
      ),
  );
  const report = violation("every waiting order is recorded, and no other");
  const missing = [...wanted].filter((one) => !known.has(one));
  const surplus = [...known].filter((one) => !wanted.has(one));
  return [...found, ...[...missing, ...surplus].map(report)];
}
