/** Staff start the undo of an order that needs attention. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { DomainError, StepError } from "../../platform/errors.ts";
import type { Order } from "../entity.ts";
import { OrderEntity } from "../entity.ts";
import { hasBeen } from "../history.ts";
import { withdrawal } from "../withdrawal.ts";
import { failOrder } from "./fail-order.ts";
import { failureOf } from "./failure.ts";
import { type Held, leaseUntil } from "./lease.ts";
import { refundPayment } from "./process-payment.ts";
import { releaseStock } from "./reserve-stock.ts";
import { cancelDelivery } from "./schedule-delivery.ts";

/**
 * Undoes an order as its saga would. Refused when a parcel has left. Each step accepts that its
 * counterpart may never have happened, so this may be repeated until it succeeds.
 * @param furtherWrites writes that commit when the undo starts
 * @throws order.not_undoable; unavailable when the carrier or the processor does not answer
 */
export async function undoByStaff(
  ctx: Context,
  order: Order,
  furtherWrites: readonly TransactionWrite[],
): Promise<void> {
  if (order.status !== "NEEDS_ATTENTION" || hasBeen(order, "PARTIALLY_SHIPPED"))
    throw new DomainError("order.not_undoable");
  const held: Held = { orderId: order.orderId, lease: order.lease + 1 };
  const { committed } = await transact([
    takeWrite(ctx, order, held),
    Logistics.nothingHasLeftWrite(order.orderId),
    ...furtherWrites,
  ]);
  if (!committed) throw new DomainError("order.not_undoable");
  await undo(ctx, held).catch((error: unknown) => {
    if (!(error instanceof StepError)) throw error;
    const lost = error.name === stepErrors.leaseLost;
    throw new DomainError(lost ? "order.not_undoable" : "unavailable", { cause: error });
  });
}

async function undo(ctx: Context, held: Held): Promise<void> {
  if ((await cancelDelivery(ctx, held)).course === "none") throw new DomainError("order.not_undoable");
  const money = await refundPayment(ctx, held);
  await releaseStock(ctx, held);
  await failOrder(ctx, held, money);
}

/** Builds the write that takes the order for its undo; refused if it changed since it was read. */
function takeWrite(ctx: Context, order: Order, { orderId, lease }: Held): TransactionWrite {
  return asWrite(
    OrderEntity.patch({ orderId })
      .set({
        ...withdrawal(ctx, order),
        ...leaseUntil(`staff:${ctx.causationId}`, lease, ctx.clock.now()),
        failure: order.failure ?? failureOf(order),
        version: order.version + 1,
      })
      .where(
        (attributes, { eq }) =>
          `${eq(attributes.version, order.version)} AND ${eq(attributes.lease, order.lease)}`,
      ),
  );
}
