import * as Logistics from "../../logistics/index.ts";
import { requireOrder } from "./require-order.ts";
import { tellCancelled } from "./task-tokens.ts";

/** Ends the wait of a cancelled order's saga, so that it turns to the undoing. */
export async function interrupt(orderId: string): Promise<void> {
  const shipment = await Logistics.shipmentOf(orderId);
  const taskToken = shipment?.taskToken ?? (await requireOrder(orderId)).taskToken;
  // Without either the saga has not come that far; it will meet the cancelled order by itself.
  if (taskToken !== undefined) await tellCancelled(taskToken);
}
