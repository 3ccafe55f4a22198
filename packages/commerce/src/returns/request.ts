import { createHash } from "node:crypto";
import { orderReturnRequested } from "@tradewind/blueprint/areas/events";
import type * as Api from "@tradewind/blueprint/areas/returns";
import { RETURN_WINDOW_DAYS } from "@tradewind/blueprint/ground/limits";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { DAY_MS, isoNow } from "../platform/time.ts";
import { dueAtWaitEnd } from "./due.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { type RequestedLine, withExchanges } from "./exchange.ts";
import { readAll, view } from "./read.ts";
import { addUnits, hasUnitsLeft, withNames } from "./rules.ts";

interface ReturnRequest {
  /** The same key gives the same return of the order. */
  idempotencyKey: string;
  lines: RequestedLine[];
  reason: string;
}

/**
 * Requests the return of units of one of the caller's orders.
 * @throws order.not_found, order.not_returnable, order.return_exceeds, return.exchange_unavailable,
 * return.exchange_dearer, return.exchange_exceeds, idempotency.key_reused, unavailable when other
 * changes win every try
 */
export async function requestReturn(
  ctx: Context,
  orderId: string,
  { idempotencyKey: key, lines: wanted, reason }: ReturnRequest,
): Promise<Api.Return> {
  const hash = hashOf(wanted, reason);
  for (const _ of RACE_TRIES) {
    const order = await Orders.readOwn(ctx, orderId);
    const earlier = order.returns && (await readAll(orderId)).find(({ request }) => request.key === key);
    if (earlier) return replay(earlier, hash);
    if (!isRequestable(ctx, order)) throw new DomainError("order.not_returnable");
    const { claimed } = order.returns ?? Orders.NOTHING_RETURNED;
    if (!hasUnitsLeft(order.lines, claimed, wanted)) throw new DomainError("order.return_exceeds");
    const lines = await withExchanges(order, wanted);
    const now = isoNow(ctx);
    const { customerId, correlationId } = order;
    const returnId = ctx.ids.next("ret");
    const item: Return = {
      orderId,
      returnId,
      customerId,
      correlationId,
      request: { key, hash },
      status: "REQUESTED",
      requestedAt: now,
      updatedAt: now,
      reason,
      lines,
      ...dueAtWaitEnd({ returnId, status: "REQUESTED", requestedAt: now }),
    };
    const { committed } = await transact([
      Orders.returnsWrite(order, { claimed: addUnits(claimed, lines) }),
      asWrite(ReturnEntity.create(item)),
      // The event has the correlation id of the order.
      publishWrite({ ...ctx, correlationId }, orderReturnRequested, {
        orderId,
        customerId,
        returnId,
        lines: withNames(order.lines, lines),
        reason,
      }),
    ]);
    if (committed) return view(item);
  }
  throw new DomainError("unavailable");
}

/** The request without the order of members and lines, which clients may change. */
function hashOf(lines: readonly RequestedLine[], reason: string): string {
  const bySku = lines
    .map(({ sku, quantity, exchange }) => [sku, quantity, exchange?.sku ?? null] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([bySku, reason]))
    .digest("base64url");
}

/** The return of the earlier request with the same key, as that request was answered. */
function replay({ request, ...item }: Return, hash: string): Api.Return {
  if (request.hash !== hash) throw new DomainError("idempotency.key_reused");
  const { orderId, returnId: id, requestedAt, reason, lines } = item;
  return { id, orderId, status: "REQUESTED", requestedAt, updatedAt: requestedAt, reason, lines };
}

/** The returns of one of the caller's orders. @throws order.not_found */
export async function listReturns(ctx: Context, orderId: string) {
  await Orders.readOwn(ctx, orderId);
  return { items: (await readAll(orderId)).map(view) };
}

/** True while units of the order may be asked to go back. */
export const isRequestable = ({ clock }: Context, order: Order): boolean =>
  Orders.isReturnable(order) && clock.now() <= windowEnd(order);

function windowEnd({ history }: Order): number {
  const sent = history.findLast(({ status }) => status === "SHIPPED");
  return Date.parse(sent?.at ?? "") + RETURN_WINDOW_DAYS * DAY_MS;
}
