import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { read, view } from "./read.ts";
import { completeReturn, refundReturn, restockReturn } from "./steps.ts";

/**
 * Repeats the steps that the saga of a return gave up on. Steps that are done stay done once.
 * @throws return.not_found, return.not_open
 */
export async function settle(ctx: Context, orderId: string, returnId: string) {
  const { status, correlationId } = await read(orderId, returnId);
  if (status !== "NEEDS_ATTENTION") throw new DomainError("return.not_open");
  const of = { ...ctx, correlationId };
  await refundReturn(of, await restockReturn(of, { orderId, returnId }));
  await completeReturn(of, { orderId, returnId });
  return view(await read(orderId, returnId));
}
