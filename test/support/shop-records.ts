/** A shop's records as the invariants see them: read past the code that wrote them. */
interface Money {
  amount: number;
}
export interface Line {
  sku: string;
  quantity: number;
}
interface Allocation extends Line {
  location: string;
  lot: number;
}
export interface Order {
  orderId: string;
  status: string;
  lines: Line[];
  totals: { total: Money };
  payment: { token: string };
  allocations?: Allocation[];
  returns?: { restocked: Allocation[] };
  edits?: { refunds: Record<string, number> };
}
export interface Payment {
  orderId: string;
  status: string;
  amount: number;
  captured: number;
  refunded: number;
  refunds?: Record<string, number>;
}
export interface Return {
  orderId: string;
  returnId: string;
  status: string;
  received?: Line[];
  refund?: Money;
}
export const hasLeft = (status: string) => ["SHIPPED", "DELIVERED", "RETURNED"].includes(status);

export const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0);
