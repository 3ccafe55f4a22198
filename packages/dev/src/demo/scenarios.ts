import type { StockLevel } from "@tradewind/blueprint/areas/inventory";
import { isSettled } from "@tradewind/blueprint/areas/order-states";
import type { Order, TimelineEntry } from "@tradewind/blueprint/areas/orders";
import type { ApiClient } from "./customer.ts";

/** One order and its expected outcome. */
export interface Scenario {
  title: string;
  card: string;
  postalCode: string;
  /** The customer cancels once this step of the saga has failed. */
  cancelAfter?: string;
  expected: {
    status: string;
    reason?: string;
    payment: string;
    /** Shares of the order's total. */
    captured: 0 | 1;
    refunded: 0 | 1;
    /** Units that stay sold. */
    sold: 0 | 1;
  };
}

export const APPROVED = "4242424242424242";
export const DELIVERABLE = "PO1 3AX";
const nothingPaid = { captured: 0, refunded: 0, sold: 0 } as const;

export const scenarios: readonly Scenario[] = [
  {
    title: "Approved: paid and shipped",
    card: APPROVED,
    postalCode: DELIVERABLE,
    expected: { status: "SHIPPED", payment: "CAPTURED", captured: 1, refunded: 0, sold: 1 },
  },
  {
    title: "Declined card: stock released",
    card: "4000000000000002",
    postalCode: DELIVERABLE,
    expected: { status: "FAILED", reason: "PAYMENT_FAILED", payment: "DECLINED", ...nothingPaid },
  },
  {
    title: "Insufficient funds: stock released",
    card: "4000000000009995",
    postalCode: DELIVERABLE,
    expected: { status: "FAILED", reason: "PAYMENT_FAILED", payment: "DECLINED", ...nothingPaid },
  },
  {
    title: "Processor does not answer: tried again later, until the customer cancels",
    card: "4000000000000119",
    postalCode: DELIVERABLE,
    cancelAfter: "ProcessPayment",
    expected: { status: "CANCELLED", payment: "VOIDED", ...nothingPaid },
  },
  {
    title: "Carrier refuses: refunded and stock released",
    card: APPROVED,
    postalCode: "00000",
    expected: {
      status: "FAILED",
      reason: "SHIPPING_FAILED",
      payment: "REFUNDED",
      captured: 1,
      refunded: 1,
      sold: 0,
    },
  },
];

export interface Outcome {
  order: Order;
  timeline: TimelineEntry[];
  stockBefore: StockLevel;
  stockAfter: StockLevel;
  /** One sentence for each difference from the expected outcome. */
  wrong: string[];
}

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

export async function play(
  scenario: Scenario,
  customer: ApiClient,
  admin: ApiClient,
  sku: string,
): Promise<Outcome> {
  const stockPath = `/admin/stock/${sku}`;
  await customer.addToCart(sku, 1);
  const stockBefore = await admin.get<StockLevel>(stockPath);
  const { id } = await customer.order(scenario.card, scenario.postalCode);
  const { cancelAfter } = scenario;
  if (cancelAfter !== undefined) {
    await follow(customer, id, ({ timeline }) =>
      timeline.some(({ name, outcome }) => name === cancelAfter && outcome === "failed"),
    );
    await customer.call("POST", `/orders/${id}/cancel`);
  }
  const seen = await follow(customer, id, isOver);
  const stockAfter = await admin.get<StockLevel>(stockPath);
  return {
    ...seen,
    stockBefore,
    stockAfter,
    wrong: differences(scenario, seen.order, stockBefore, stockAfter),
  };
}

type Seen = Pick<Outcome, "order" | "timeline">;

/**
 * The timeline shows the order's end. An order is CANCELLED at once; its undo, which follows, ends
 * with the release of its stock.
 */
const isOver = ({ order, timeline }: Seen): boolean =>
  isSettled(order.status) &&
  timeline.some(({ name, outcome }) =>
    order.status === "CANCELLED" ? name === "ReleaseStock" && outcome === "succeeded" : name === order.status,
  );

/** Looks at an order until `reached`, or until the demo's patience ends. */
async function follow(customer: ApiClient, id: string, reached: (seen: Seen) => boolean): Promise<Seen> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items: timeline } = await customer.get<{ items: TimelineEntry[] }>(`/orders/${id}/timeline`);
    // Read last: its payment is then at least as new as the timeline.
    const order = await customer.get<Order>(`/orders/${id}`);
    if (reached({ order, timeline }) || Date.now() > until) return { order, timeline };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function differences({ expected }: Scenario, order: Order, before: StockLevel, after: StockLevel): string[] {
  const { amount: total } = order.totals.total;
  const checks: [what: string, actual: unknown, wanted: unknown][] = [
    ["order status", order.status, expected.status],
    ["failure reason", order.failure?.reason, expected.reason],
    ["payment status", order.payment.status, expected.payment],
    ["captured", order.payment.captured?.amount ?? 0, expected.captured * total],
    ["refunded", order.payment.refunded?.amount ?? 0, expected.refunded * total],
    ["stock available", after.available, before.available - expected.sold],
    ["stock reserved", after.reserved, before.reserved],
    ["stock sold", after.sold, before.sold + expected.sold],
  ];
  return checks
    .filter(([, actual, wanted]) => actual !== wanted)
    .map(([what, actual, wanted]) => `${what}: expected ${String(wanted)}, found ${String(actual)}`);
}
