import type { Return as ReturnView } from "@tradewind/blueprint/areas/returns";
import * as Orders from "../orders/index.ts";
import type { RefundState } from "../payments/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import type { Return } from "./entity.ts";
import { read, view } from "./read.ts";
import { completeReturn, refundReturn, restockReturn } from "./steps.ts";

/**
 * Does what the saga of a return has not done once its goods have come. Steps that are done stay
 * done once, so staff and the saga may work at the same time.
 * @throws return.not_found, return.not_open; unavailable when other changes win every try
 */
export async function settle(
  ctx: Context,
  orderId: string,
  returnId: string,
): Promise<ReturnView & { refundState?: RefundState }> {
  const item = await read(orderId, returnId);
  if (!(await hasWorkLeft(item))) throw new DomainError("return.not_open");
  const of = { ...ctx, correlationId: item.correlationId };
  for (const _ of RACE_TRIES) {
    try {
      const refundState = await refundReturn(of, await restockReturn(of, { orderId, returnId }));
      await completeReturn(of, { orderId, returnId });
      return { ...view(await read(orderId, returnId)), ...(refundState && { refundState }) };
    } catch (error) {
      // Others did a step at the same time. If they did them all, there is nothing left to do.
      if (!isRefused(error)) throw error;
    }
  }
  throw new DomainError("unavailable");
}

const isRefused = (error: unknown): boolean => error instanceof DomainError && error.code === "unavailable";

async function hasWorkLeft({ status, orderId, returnId }: Return): Promise<boolean> {
  if (status === "RECEIVED" || status === "NEEDS_ATTENTION") return true;
  const order = status === "COMPLETED" ? await Orders.read(orderId) : undefined;
  return (
    order !== undefined && (await Payments.findRefund(Orders.payerOf(order), returnId))?.state === "asked"
  );
}
