/**
 * Runs every step of the order's saga with every kind of fault, and checks the final state of the
 * order, its payment, its stock and the customer's mail.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { type Client, TestShop } from "../support/shop.ts";

/** One unit at $10.00 with $4.99 shipping, of ten in stock. */
const TOTAL = 1499;

type CallFault = NonNullable<ReturnType<Faults["onCall"]>>;

interface Outcome {
  order: string;
  reason?: string;
  payment: { status?: string; captured?: number; refunded?: number };
  stock: { available: number; reserved: number; sold: number };
  mails: string[];
}

const ON_SALE = { available: 10, reserved: 0, sold: 0 };
const SOLD = { available: 9, reserved: 0, sold: 1 };
const UNPAID = {};
const VOIDED = { status: "VOIDED", captured: 0, refunded: 0 };
const CAPTURED = { status: "CAPTURED", captured: TOTAL, refunded: 0 };
const REFUNDED = { status: "REFUNDED", captured: TOTAL, refunded: TOTAL };
const GOOD_NEWS = ["We have received your order", "is on its way"];
const WAITED = ["is not in stock yet", "are in stock"];
const BAD_NEWS = ["We have received your order", "could not be completed"];

const shipped: Outcome = { order: "SHIPPED", payment: CAPTURED, stock: SOLD, mails: GOOD_NEWS };
const failed = (reason: string, payment: Outcome["payment"]): Outcome => ({
  order: "FAILED",
  reason,
  payment,
  stock: ON_SALE,
  mails: BAD_NEWS,
});
const refused = failed("SHIPPING_FAILED", REFUNDED);
const attention = (payment: Outcome["payment"], stock: Outcome["stock"]): Outcome => ({
  order: "NEEDS_ATTENTION",
  payment,
  stock,
  mails: ["We have received your order"],
});

/** The faults of a step's invocations, from the first on. Later invocations succeed. */
const FATES = {
  "transient error": [{ refuse: new AwsError("TooManyRequestsException", "Rate exceeded", { status: 429 }) }],
  "permanent error": "always",
  "crash before": [{ crash: "before" }],
  "crash after": [{ crash: "after" }],
  "duplicate delivery": "again",
  // The step's own limit is 35 s, so the retry starts before the first attempt arrives.
  timeout: [{ delayMs: 60_000 }],
} as const satisfies Record<string, readonly CallFault[] | "always" | "again">;
type Fate = keyof typeof FATES;

const PERMANENT: CallFault = {
  refuse: new AwsError("ResourceNotFoundException", "Function not found", { status: 404 }),
};

/** Only the permanent error changes the outcome. */
const outcomes = (outcome: Outcome, permanent: Outcome): Record<Fate, Outcome> => ({
  "transient error": outcome,
  "permanent error": permanent,
  "crash before": outcome,
  "crash after": outcome,
  "duplicate delivery": outcome,
  timeout: outcome,
});

const forward: Record<string, Record<Fate, Outcome>> = {
  ReserveStock: outcomes(shipped, failed("INVENTORY_UNAVAILABLE", UNPAID)),
  AuthorizePayment: outcomes(shipped, failed("PAYMENT_FAILED", UNPAID)),
  CommitStock: outcomes(shipped, failed("INVENTORY_UNAVAILABLE", VOIDED)),
  CapturePayment: outcomes(shipped, failed("PAYMENT_FAILED", VOIDED)),
  ScheduleDelivery: outcomes(shipped, failed("SHIPPING_FAILED", REFUNDED)),
};
/** For an order of a promised unit that arrives. */
const promised: Record<string, Record<Fate, Outcome>> = {
  AwaitStock: outcomes(
    { ...shipped, mails: [...GOOD_NEWS.slice(0, 1), ...WAITED, ...GOOD_NEWS.slice(1)] },
    {
      ...failed("INVENTORY_UNAVAILABLE", REFUNDED),
      mails: [GOOD_NEWS[0] as string, WAITED[0] as string, BAD_NEWS[1] as string],
    },
  ),
};
/** For an order that the carrier refuses, which makes the saga undo its steps. */
const back: Record<string, Record<Fate, Outcome>> = {
  RefundPayment: outcomes(refused, attention(CAPTURED, SOLD)),
  ReleaseStock: outcomes(refused, attention(REFUNDED, SOLD)),
  FailOrder: outcomes(refused, attention(REFUNDED, ON_SALE)),
};
/** For an order whose refund fails for good. If even the flag fails, the sweep finds the order. */
const flagging = outcomes(attention(CAPTURED, SOLD), attention(CAPTURED, SOLD));

const nothing: Faults["onCall"] = () => undefined;
let plan = nothing;
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({
    faults: { ...NO_FAULTS, onCall: (call) => plan(call) },
  });
});
beforeEach(async () => {
  customer = await shop.customer();
});
afterEach(() => {
  plan = nothing;
});
afterAll(() => shop.stop());

function faultsOf(step: string, fate: Fate): Faults["onCall"] {
  const fates = FATES[fate];
  const left = typeof fates === "string" ? [] : [...fates];
  return ({ operation, caller }) => {
    if (operation !== "Invoke" || caller !== step) return undefined;
    return fates === "always" ? PERMANENT : left.shift();
  };
}

/** Runs the step again after everything has ended, as the latest possible duplicate. */
async function repeatStep(step: string, orderId: string): Promise<void> {
  const Orders = await import("@tradewind/commerce/orders");
  const order = await Orders.read(orderId);
  const input = {
    orderId,
    execution: order?.execution,
    correlationId: "again",
    lines: order?.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    taskToken: "gone",
    reason: "SHIPPING_FAILED",
    failure: { Error: "CarrierRefused" },
    refund: {},
  };
  await shop.shop.cloud.lambda.invoke(step, input);
  await shop.settle();
}

async function outcome(orderId: string, sku: string): Promise<Outcome> {
  const Inventory = await import("@tradewind/commerce/inventory");
  const [{ body: order }, stock, { body: outbox }] = await Promise.all([
    customer.get(`/orders/${orderId}`),
    Inventory.get(await shop.context(), sku),
    customer.get("/_local/outbox"),
  ]);
  const { status, captured, refunded } = order.payment;
  const subjects = (outbox.items as { subject: string }[])
    .map(({ subject }) => subject)
    .filter((subject) => subject.includes(orderId));
  return {
    order: order.status,
    ...(order.status === "FAILED" && { reason: order.failure.reason }),
    payment: status ? { status, captured: captured.amount, refunded: refunded.amount } : {},
    stock: { available: stock.available, reserved: stock.reserved, sold: stock.sold },
    mails: subjects.toReversed().map((subject) =>
      subject
        .replace(/^(Your|Part of your|All items of your) order /, "")
        .replace(orderId, "")
        .trim(),
    ),
  };
}

const rowsOf = (table: Record<string, Record<Fate, Outcome>>) =>
  Object.entries(table).flatMap(([step, fates]) =>
    Object.entries(fates).map(([fate, wanted]) => [step, fate as Fate, wanted] as const),
  );

describe("a step forward", () => {
  it.each(rowsOf(forward))("%s, %s", async (step, fate, wanted) => {
    plan = faultsOf(step, fate);
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle();
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});

describe("a step that waits for stock", () => {
  it.each(rowsOf(promised))("%s, %s", async (step, fate, wanted) => {
    const Inventory = await import("@tradewind/commerce/inventory");
    plan = faultsOf(step, fate);
    const sku = await shop.variant({ stock: 0 });
    await Inventory.setPolicy(await shop.context(), sku, { policy: "backorder", limit: 1 });
    const id = await customer.buy(sku);
    await shop.settle(60_000);
    await Inventory.adjust(await shop.context(), sku, {
      reference: "box-1",
      quantity: 10,
      reason: "received",
    });
    await shop.settle();
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});

describe("a step back", () => {
  it.each(rowsOf(back))("%s, %s", async (step, fate, wanted) => {
    plan = faultsOf(step, fate);
    const sku = await shop.variant();
    const id = await customer.buy(sku, { postalCode: "00000" });
    await shop.settle();
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});

describe("the step that flags an order for a person", () => {
  it.each(rowsOf({ FlagForAttention: flagging }))("%s, %s", async (step, fate, wanted) => {
    const [refund, flag] = [faultsOf("RefundPayment", "permanent error"), faultsOf(step, fate)];
    plan = (call) => refund(call) ?? flag(call);
    const sku = await shop.variant();
    const id = await customer.buy(sku, { postalCode: "00000" });
    await shop.settle(40 * 60_000);
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});
