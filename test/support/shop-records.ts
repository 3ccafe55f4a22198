/** The stored records that the invariants read. The shop's own code is not used. */
interface Money {
  amount: number;
}
export interface Line {
  sku: string;
  quantity: number;
}
export interface Allocation extends Line {
  location: string;
  lot: number;
}
export interface Order {
  orderId: string;
  status: string;
  lines: (Line & { unitPrice: Money })[];
  totals: { shipping: Money; credit?: Money; total: Money };
  payment: { token: string };
  allocations?: Allocation[];
  returns?: { restocked: Allocation[] };
  edits?: { refunds: Record<string, number> };
  fulfilledAt?: string;
  stockReturned?: number;
  withdrawnAt?: string;
  history: { detail?: string }[];
  due?: string;
  leaseUntil?: string;
  exchangeOf?: { orderId: string; returnId: string; paidBy: string };
}

/** An order as it is stored: `350 USD` for an amount, `2 MUG-RED loc_main/0` for an allocation. */
export type StoredOrder = Omit<Order, "lines" | "totals" | "allocations"> & {
  lines: (Line & { unitPrice: string })[];
  totals: Record<keyof Order["totals"], string>;
  allocations?: string[];
};

export function orderOf(stored: StoredOrder): Order {
  const amountOf = (text: string): Money => ({ amount: Number(text.split(" ")[0]) });
  return {
    ...stored,
    lines: stored.lines.map((line) => ({ ...line, unitPrice: amountOf(line.unitPrice) })),
    totals: Object.fromEntries(
      Object.entries(stored.totals).map(([name, text]) => [name, amountOf(text)]),
    ) as unknown as Order["totals"],
    ...(stored.allocations && { allocations: stored.allocations.map(allocationOf) }),
  } as Order;
}

function allocationOf(text: string): Allocation {
  const [, quantity, sku = "", location = "", lot] = /^(\d+) (\S+) (\w+)\/(\d+)$/.exec(text) ?? [];
  return { sku, quantity: Number(quantity), location, lot: Number(lot) };
}

export interface Payment {
  orderId: string;
  status: string;
  amount: number;
  captured: number;
  refunded: number;
  refunds?: Record<string, { state: "asked" | "made"; amount: number }>;
}
export interface Return {
  orderId: string;
  returnId: string;
  status: string;
  received?: Line[];
  refund?: Money;
  complete?: boolean;
  replacement?: string;
  /** Set until the return is at rest: then its saga has gone on, or a sweep replaces it. */
  due?: string;
  dueAt?: string;
  requestedAt: string;
  approvedAt?: string;
  updatedAt: string;
  restock?: Allocation[];
  restocked?: number;
}
export interface Shipment {
  orderId: string;
  leftAt?: string;
  parcels: {
    trackingNumber: string;
    location: string;
    contents: Line[];
    scans: Record<string, string>;
  }[];
}
/** An item of the outbox: an event of the shop. */
export interface OutboxItem {
  eventId: string;
  event: {
    type: string;
    /** ISO time. */
    time: string;
    data: {
      orderId?: string;
      returnId?: string;
      refunded?: { amount: number };
      refunding?: { amount: number };
      kept?: { amount: number };
      reason?: string;
      detail?: string;
    };
  };
}
/** An undo gives units back in chunks of so many allocations. */
const CHUNK = 45;

/** The units that were sold to the order and not given back by its undo. */
export const unitsSoldTo = ({ fulfilledAt, allocations = [], stockReturned = 0 }: Order): Allocation[] =>
  fulfilledAt === undefined ? [] : allocations.slice(CHUNK * stockReturned);

/** The order whose payment pays for this order. */
export const payerOf = ({ orderId, exchangeOf }: Order) => exchangeOf?.paidBy ?? orderId;
const hasLeft = (status: string) => ["SHIPPED", "DELIVERED", "RETURNED"].includes(status);

/** True if the order owns its units, or has a promise of them, and we keep its money. */
export const isPaidFor = (status: string) => hasLeft(status) || status === "AWAITING_STOCK";

export const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);
