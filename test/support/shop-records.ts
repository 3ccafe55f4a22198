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
  due?: string;
  leaseUntil?: string;
  exchangeOf?: { orderId: string; returnId: string; paidBy: string };
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
    data: { orderId?: string; returnId?: string; refunded?: { amount: number } };
  };
}
/** The order whose payment pays for this order. */
export const payerOf = ({ orderId, exchangeOf }: Order) => exchangeOf?.paidBy ?? orderId;
const hasLeft = (status: string) => ["SHIPPED", "DELIVERED", "RETURNED"].includes(status);

/** True if the order owns its units, or has a promise of them, and we keep its money. */
export const isPaidFor = (status: string) => hasLeft(status) || status === "AWAITING_STOCK";

export const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);
