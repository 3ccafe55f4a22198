/** What reaches a saga from outside while it waits for the carrier. */
import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { orderShipped } from "@tradewind/blueprint/events";
import { stepErrors } from "@tradewind/blueprint/order-saga";
import type { Context } from "../context.ts";
import { Logistics } from "../logistics/index.ts";
import { OrderRecords } from "../orders/index.ts";
import { transact } from "../storage/transaction.ts";
import { theOrder } from "./forward.ts";

const sfn = new SFNClient({});

/** FULFILLED -> SHIPPED; a scan that comes twice changes nothing and answers the saga again. */
export async function pickedUp(ctx: Context, orderId: string, trackingNumber: string): Promise<void> {
  const [parcel, order] = await Promise.all([Logistics.parcel(orderId), theOrder(orderId)]);
  if (parcel?.trackingNumber !== trackingNumber)
    throw new Error(`Order ${orderId} has no parcel ${trackingNumber}.`);
  if (order.status === "CANCELLED") return interrupt(orderId);
  if (order.status === "FULFILLED") {
    const event = {
      definition: orderShipped,
      data: { orderId, customerId: order.customerId, trackingNumber },
    };
    const result = await transact([
      ...OrderRecords.transition(ctx, order, "SHIPPED", event, {
        detail: "Picked up by the carrier",
        facts: { trackingNumber },
      }),
      Logistics.pickedUp(orderId),
    ]);
    // The scan comes again and finds the order as it is then.
    if (!result.committed) throw new Error(`Order ${orderId} changed while its parcel was picked up.`);
  }
  await answered(sfn.send(new SendTaskSuccessCommand({ taskToken: parcel.taskToken, output: "{}" })));
}

/** Ends the wait of a cancelled order's saga, so that it turns to the undoing. */
export async function interrupt(orderId: string): Promise<void> {
  const parcel = await Logistics.parcel(orderId);
  // Without a parcel the saga has not come that far; it will meet the cancelled order by itself.
  if (!parcel) return;
  await answered(
    sfn.send(
      new SendTaskFailureCommand({
        taskToken: parcel.taskToken,
        error: stepErrors.cancelled,
        cause: JSON.stringify({ errorMessage: "The order was cancelled." }),
      }),
    ),
  );
}

/** The saga may have had its answer, or have stopped waiting: both are fine. */
async function answered(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && (error.name === "TaskTimedOut" || error.name === "TaskDoesNotExist"))
      return;
    throw error;
  }
}
