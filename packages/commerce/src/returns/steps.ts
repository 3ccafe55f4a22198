/** The steps of a return's saga, which `workflows/return-saga.ts` puts in order. Each may run again at any time. */
import { isoNow } from "../platform/time.ts";
import { orderNeedsAttention, orderReturned, orderReturnLapsed } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { refundOfReturn } from "@tradewind/blueprint/areas/return-saga";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import * as Inventory from "../inventory/index.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import * as Orders from "../orders/index.ts";
import * as Payments from "../payments/index.ts";
import { accept, issue } from "../platform/service-tokens.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, transact } from "../platform/dynamodb/transaction.ts";
import { asAgreed, returnWrite, factsOf, moveOn, tell } from "./decide.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { read } from "./read.ts";
import { plus } from "./rules.ts";

interface ReturnKey {
  orderId: string;
  returnId: string;
}

export interface ReturnStep extends ReturnKey {
  execution: string;
}

/** The saga waits under `taskToken` for support's decision, or for the goods. @throws OrderClaimedElsewhere */
export async function awaitReturn(
  _ctx: Context,
  { orderId, returnId, execution }: ReturnStep,
  until: "decision" | "goods",
  taskToken: string,
): Promise<void> {
  const { rejected, data: item } = await ReturnEntity.patch({ orderId, returnId })
    .set({ execution, taskToken })
    .where(
      (attributes, { eq, notExists }) =>
        `${notExists(attributes.execution)} OR ${eq(attributes.execution, execution)}`,
    )
    .go({ ...electroOptions, response: "all_new", returnOnConditionCheckFailure: "all_old" });
  if (rejected || !item)
    throw new StepError(stepErrors.claimedElsewhere, "Another execution has the return.");
  const waiting = until === "decision" ? "REQUESTED" : "APPROVED";
  if (item.status !== waiting) await tell(item);
}

/** Resalable units go back on sale. Damaged ones stay sold: they are written off. */
export async function restockReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<Return> {
  const item = await read(orderId, returnId);
  const { restock = [], restockedAt } = item;
  if (restock.length === 0 || restockedAt !== undefined) return item;
  const marker = asWrite(
    ReturnEntity.patch({ orderId, returnId })
      .set({ restockedAt: isoNow(ctx) })
      .where((attributes, { notExists }) => notExists(attributes.restockedAt)),
  );
  await Inventory.returnSales(ctx, orderId, restock, marker);
  return item;
}

/** Restocks, and asks the payments for the refund. */
export async function restockThenAsk(ctx: Context, key: ReturnKey): Promise<{ token: string }> {
  return { token: await issue(ctx, refundOfReturn, refundAsked(await restockReturn(ctx, key))) };
}

/** What is asked of the payments: this much for this return, whatever is written elsewhere by then. */
const refundAsked = ({ orderId, returnId, refund }: Return) => ({ orderId, returnId, ...refund });

/** @throws CallRefused when it was not the restocking that asked, or not for this much */
export async function refundAsAsked(
  ctx: Context,
  { orderId, returnId }: ReturnKey,
  token: string,
): Promise<void> {
  const item = await read(orderId, returnId);
  await accept(ctx, refundOfReturn, refundAsked(item), token);
  await refundReturn(ctx, item);
}

/** A part of the payment that support has given back before is not given back twice. */
export async function refundReturn(ctx: Context, item: Return): Promise<void> {
  const { orderId, returnId, refund, customerId, reason } = item;
  const order = await Orders.read(orderId);
  if (!refund || !order) return;
  await Payments.refund(ctx, Orders.payerOf(order), {
    reference: returnId,
    amount: { upTo: refund.amount },
    tell: { orderId, customerId, reason },
  });
}

/** -> COMPLETED, and the order -> RETURNED with the last of its units. What is sent for them becomes an order with that. */
export async function completeReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<void> {
  const [item, order] = await Promise.all([read(orderId, returnId), Orders.read(orderId)]);
  if ((item.status !== "RECEIVED" && item.status !== "NEEDS_ATTENTION") || !order) return;
  const { complete = false, received = [], exchange } = item;
  const placed = exchange && Orders.replacementWrites(ctx, order, { returnId, ...exchange });
  const replacement = placed && { replacement: placed.orderId };
  const data = { ...factsOf(item, order, asAgreed(item, received)), complete, ...replacement };
  const { committed } = await transact([
    returnWrite(ctx, item, { status: "COMPLETED", ...replacement }),
    ...(complete
      ? Orders.transitionWrites(ctx, order, "RETURNED", { definition: orderReturned, data })
      : [publishWrite(ctx, orderReturned, data)]),
    ...(placed?.writes ?? []),
  ]);
  // The carrier's report of the delivery may have come between: the step is tried again.
  if (!committed) throw new Error(`Order ${orderId} changed while ${returnId} was completed.`);
}

/** What came could not be restocked or refunded: a person has to look. */
export async function flagReturn(
  ctx: Context,
  { orderId, returnId }: ReturnKey,
  error: string,
): Promise<void> {
  const item = await read(orderId, returnId);
  if (item.status !== "RECEIVED") return;
  const detail = `Return ${returnId} could not be completed: ${error}`;
  const { customerId } = item;
  await transact([
    returnWrite(ctx, item, { status: "NEEDS_ATTENTION" }),
    publishWrite(ctx, orderNeedsAttention, { orderId, customerId, detail }),
  ]);
}

/** Nobody decided, or nothing came: the units are the customer's again. */
export async function lapseReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<void> {
  const { status } = await read(orderId, returnId);
  if (status !== "REQUESTED" && status !== "APPROVED") return;
  await moveOn(ctx, orderId, returnId, status, (item, { claimed }, order) => ({
    change: { status: "LAPSED" },
    units: { claimed: plus(claimed, item.lines, -1) },
    event: (of) => publishWrite(of, orderReturnLapsed, factsOf(item, order, item.lines)),
  }));
}
