/** The parcel of a return, booked with a carrier at the shop's cost. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { returnLabel, scheduleReturn } from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import { waitOn } from "./due.ts";
import { type Return, ReturnEntity } from "./entity.ts";
import { read } from "./read.ts";

/** The parcel goes to the location that the first of its goods came from. */
function parcelBack({ returnId, lines }: Return, { allocations = [] }: Order) {
  const from = allocations.find(({ sku }) => lines.some((line) => line.sku === sku));
  return {
    trackingNumber: returnId.replace(/^ret_/, "trr_"),
    location: from?.location ?? "",
    contents: lines,
  };
}

/**
 * Books the parcel of an approved return, which then waits for its goods. They may come without our
 * carrier, so a return whose parcel is refused waits, too.
 * @throws CarrierUnavailable
 */
export async function bookReturn(
  ctx: Context,
  { orderId, returnId }: { orderId: string; returnId: string },
): Promise<void> {
  const [item, order] = await Promise.all([read(orderId, returnId), Orders.read(orderId)]);
  // Goods that have arrived need no carrier.
  if (!order || item.status !== "APPROVED") return;
  if (item.carrier !== undefined) return void (await waitOn(item));
  const carrier = await scheduleReturn(ctx, orderId, parcelBack(item, order), order.shippingAddress).catch(
    nobodyIfRefused,
  );
  const booked = carrier === undefined ? {} : { carrier };
  // The goods came meanwhile, and the return is due for its settlement.
  if (!(await waitOn(item, booked)) && carrier !== undefined)
    await ReturnEntity.patch({ orderId, returnId })
      .set({ carrier })
      .go({ ...electroOptions, response: "none" });
}

function nobodyIfRefused(error: unknown): undefined {
  if (error instanceof StepError && error.name === stepErrors.carrierRefused) return;
  throw error;
}

/**
 * The label of the caller's return, while it waits for its goods.
 * @throws order.not_found, return.not_found, return.no_label
 */
export async function labelOf(ctx: Context, orderId: string, returnId: string) {
  const order = await Orders.readOwn(ctx, orderId);
  const item = await read(orderId, returnId);
  const label =
    item.status !== "APPROVED" || item.carrier === undefined
      ? undefined
      : await returnLabel(item.carrier, parcelBack(item, order), order.shippingAddress);
  if (!label) throw new DomainError("return.no_label");
  return label;
}
