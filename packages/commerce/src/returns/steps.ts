/**
 * The steps of a return's saga, which `workflows/return-saga.ts` puts in order. Each is idempotent.
 */

import { orderNeedsAttention, orderReturned, orderReturnLapsed } from "@tradewind/blueprint/areas/events";
import { refundOfReturn } from "@tradewind/blueprint/areas/return-saga";
import * as Inventory from "../inventory/index.ts";
import * as Orders from "../orders/index.ts";
import type { RefundState } from "../payments/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { changeStatus, factsOf, receivedLines, returnWrite } from "./decide.ts";
import { dueToTakeUp } from "./due.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { read } from "./read.ts";
import { isRequestable } from "./request.ts";
import { addUnits, wayOf } from "./rules.ts";
import { accept, issue } from "./service-tokens.ts";
import { isHeldBy, type ReturnKey, type ReturnStep } from "./take-up.ts";

/**
 * Puts resalable units back on sale. Damaged ones stay sold: they are written off.
 * @throws unavailable when another attempt puts them back at the same time
 */
export async function restockReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<Return> {
  const item = await read(orderId, returnId);
  const { restock = [], restocked = 0 } = item;
  const done = await Inventory.giveBack(ctx, orderId, restock, "committed", {
    isDone: (chunk) => chunk < restocked,
    writes: (chunk) => [restockedWrite({ orderId, returnId }, chunk)],
  });
  if (!done) throw refused(`The units of return ${returnId} are restocked by another attempt.`);
  return item;
}

/** The saga tries the step again, and so do staff. */
const refused = (detail: string) => new DomainError("unavailable", { detail });

/** Records that a chunk of the return's units is on sale again; refused the second time. */
function restockedWrite({ orderId, returnId }: ReturnKey, chunk: number): TransactionWrite {
  return asWrite(
    ReturnEntity.patch({ orderId, returnId })
      .set({ restocked: chunk + 1 })
      .where(({ restocked }, { eq, notExists }) =>
        chunk === 0 ? notExists(restocked) : eq(restocked, chunk),
      ),
  );
}

/** Restocks, and issues the token with which the payments service is asked for the refund. */
export async function restockAndRequestRefund(ctx: Context, key: ReturnKey): Promise<{ token: string }> {
  return { token: await issue(ctx, refundOfReturn, refundRequest(await restockReturn(ctx, key))) };
}

/** The payload of the refund request: the token binds the return and the amount. */
const refundRequest = ({ orderId, returnId, refund }: Return) => ({ orderId, returnId, ...refund });

/**
 * Refunds a return when its token is valid.
 * @throws CallRefused when the restocking did not issue the token for this return and amount
 */
export async function refundOnRequest(
  ctx: Context,
  { orderId, returnId }: ReturnKey,
  token: string,
): Promise<void> {
  const item = await read(orderId, returnId);
  await accept(ctx, refundOfReturn, refundRequest(item), token);
  await refundReturn(ctx, item);
}

/**
 * Refunds what is left of the return's value; what support has refunded before is not refunded
 * twice. A refund that the processor has not confirmed is asked for until it has.
 */
export async function refundReturn(ctx: Context, item: Return): Promise<RefundState | undefined> {
  const { orderId, returnId, refund, customerId, reason } = item;
  const order = await Orders.read(orderId);
  if (!refund || !order) return undefined;
  const { state, amount } = await Payments.requestRefund(ctx, Orders.payerOf(order), {
    reference: returnId,
    amount: { upTo: refund.amount },
    tell: { orderId, customerId, reason },
  });
  return amount.amount > 0 ? state : undefined;
}

/**
 * Moves the return to COMPLETED, and with the last of its units the order to RETURNED. An exchange
 * places its replacement order in the same transaction.
 * @throws unavailable when the return or the order changes at the same time
 */
export async function completeReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<void> {
  // The order first: if the return is not completed after that, it had not moved this order.
  const order = await Orders.read(orderId);
  const item = await read(orderId, returnId);
  if ((item.status !== "RECEIVED" && item.status !== "NEEDS_ATTENTION") || !order) return;
  const { complete = false, received = [], exchange } = item;
  const placed = exchange && Orders.replacementWrites(ctx, order, { returnId, ...exchange });
  const replacement = placed && { replacement: placed.orderId };
  const data = { ...factsOf(item, order, receivedLines(item, received)), complete, ...replacement };
  const { committed } = await transact([
    returnWrite(ctx, item, { status: "COMPLETED", ...replacement }),
    ...(complete
      ? Orders.transitionWrites(ctx, order, "RETURNED", { definition: orderReturned, data })
      : [publishWrite(ctx, orderReturned, data)]),
    ...(placed?.writes ?? []),
  ]);
  // A concurrent change, such as the carrier's report of the delivery, wins: the step is retried.
  if (!committed) throw refused(`Order ${orderId} changed while ${returnId} was completed.`);
}

/**
 * Marks a return whose step failed each time. If its goods have come, it becomes NEEDS_ATTENTION,
 * which calls a person. Before that it is only made due again: staff can go on, and the sweep
 * starts the saga. Nothing changes if another execution has the return, or its next status.
 */
export async function flagReturn(ctx: Context, run: ReturnStep, error: string): Promise<void> {
  const { orderId, returnId } = run;
  const item = await read(orderId, returnId);
  const { status, customerId } = item;
  if (!isHeldBy(item, run)) return;
  const detail = `Return ${returnId} could not be completed: ${error}`;
  await transact(
    status === "RECEIVED"
      ? [
          returnWrite(ctx, item, { status: "NEEDS_ATTENTION" }),
          publishWrite(ctx, orderNeedsAttention, { orderId, customerId, detail }),
        ]
      : [dueWrite(ctx, item)],
  );
}

/** Nothing but the due time changes. Refused when the status changed since the return was read. */
function dueWrite(ctx: Context, item: Return): TransactionWrite {
  const { orderId, returnId, status: from } = item;
  return asWrite(
    ReturnEntity.patch({ orderId, returnId })
      .set(dueToTakeUp(ctx, item))
      .where(({ status }, { eq }) => eq(status, from)),
  );
}

/**
 * Lapses a return that nobody decided on in time, or whose goods never came. The units stay with
 * the customer. A decision or receipt that was faster wins: its event starts the saga.
 */
export async function lapseReturn(ctx: Context, { orderId, returnId }: ReturnKey): Promise<void> {
  const item = await read(orderId, returnId);
  if (wayOf(item, ctx.clock.now()) !== "lapse") return;
  await changeStatus(ctx, orderId, returnId, item.status, (item, { claimed }, order) => ({
    change: { status: "LAPSED" },
    units: { claimed: addUnits(claimed, item.lines, -1) },
    eventWrite: (of) =>
      publishWrite(of, orderReturnLapsed, {
        ...factsOf(item, order, item.lines),
        requestable: isRequestable(ctx, order),
      }),
  }));
}
