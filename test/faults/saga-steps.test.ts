/**
 * Runs every step of the order's saga with every kind of fault, and checks the final state of the
 * order, its payment, its stock and the customer's mail.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { letSagasEnd } from "../support/orders.ts";
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
const CAPTURED = { status: "CAPTURED", captured: TOTAL, refunded: 0 };
const REFUNDED = { status: "REFUNDED", captured: TOTAL, refunded: TOTAL };
const GOOD_NEWS = ["We have received your order", "is on its way"];
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
  // No step may take as long, so the retry starts before the first attempt arrives.
  timeout: [{ delayMs: 60_000 }],
  "failing twice": [{ crash: "before" }, { crash: "before" }],
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
  "failing twice": outcome,
});

const forward: Record<string, Record<Fate, Outcome>> = {
  ReserveStock: outcomes(shipped, failed("INVENTORY_UNAVAILABLE", UNPAID)),
  ProcessPayment: outcomes(shipped, failed("PAYMENT_FAILED", UNPAID)),
  ScheduleDelivery: outcomes(shipped, failed("SHIPPING_FAILED", REFUNDED)),
};
/** For an order that the carrier refuses, which makes the saga undo its steps. */
const back: Record<string, Record<Fate, Outcome>> = {
  WithdrawOrder: outcomes(refused, refused),
  CancelDelivery: outcomes(refused, attention(CAPTURED, SOLD)),
  RefundPayment: outcomes(refused, attention(CAPTURED, SOLD)),
  ReleaseStock: outcomes(refused, attention(REFUNDED, SOLD)),
  FailOrder: outcomes(refused, attention(REFUNDED, ON_SALE)),
};
/** For an order whose refund fails at first: it is tried again later. */
const later: Record<string, Record<Fate, Outcome>> = {
  PostponeOrder: outcomes(refused, refused),
};

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
    execution: "again",
    correlationId: "again",
    lease: order?.lease,
    why: { step: "ScheduleDelivery", reason: "SHIPPING_FAILED", failure: { Error: "CarrierRefused" } },
    refund: {},
  };
  // The order is at rest: the step finds that its lease is over.
  await shop.shop.cloud.lambda.invoke(step, input);
  await shop.settle();
}

/** Access tokens live for an hour: staff sign in again. */
const staffOrder = async (id: string) => (await shop.admin()).get(`/admin/orders/${id}`);

async function outcome(orderId: string, sku: string): Promise<Outcome> {
  const Inventory = await import("@tradewind/commerce/inventory");
  const [{ body: order }, stock, { body: outbox }] = await Promise.all([
    staffOrder(orderId),
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

/** An error that never passes is tried for some hours. */
const HOURS = 12 * 60 * 60_000;

describe("a step forward", () => {
  it.each(rowsOf(forward))("%s, %s", async (step, fate, wanted) => {
    plan = faultsOf(step, fate);
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await letSagasEnd(shop, HOURS);
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});

describe("a step back", () => {
  it.each(rowsOf(back))("%s, %s", async (step, fate, wanted) => {
    plan = faultsOf(step, fate);
    const sku = await shop.variant();
    const id = await customer.buy(sku, { postalCode: "00000" });
    await letSagasEnd(shop, HOURS);
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});

describe("the step that postpones an order", () => {
  it.each(rowsOf(later))("%s, %s", async (step, fate, wanted) => {
    const [refund, postpone] = [faultsOf("RefundPayment", "failing twice"), faultsOf(step, fate)];
    plan = (call) => refund(call) ?? postpone(call);
    const sku = await shop.variant();
    const id = await customer.buy(sku, { postalCode: "00000" });
    await letSagasEnd(shop, HOURS);
    if (FATES[fate] === "again") await repeatStep(step, id);
    expect(await outcome(id, sku)).toEqual(wanted);
  });
});
