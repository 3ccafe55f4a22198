/** Shipping: what delivery costs, and the parcel of an order. An order has one parcel, however often it is scheduled. */
import { plain } from "../storage/options.ts";
import type { Address } from "@tradewind/blueprint/schema";
import type { Context } from "../context.ts";
import { part, transact, type TransactionPart } from "../storage/transaction.ts";
import { builtInCarrier as carrier } from "./carrier.ts";
import { ShipmentEntity } from "./entity.ts";
import { quote } from "./rates.ts";

export { cartShippingOptions } from "./cart-options.ts";

export interface Parcel {
  trackingNumber: string;
  taskToken: string;
}

export const Logistics = {
  quote,

  /**
   * Creates the parcel together with `condition` on its order, then books the carrier.
   * @returns false when the condition did not hold
   * @throws CarrierRefused
   */
  async schedule(
    ctx: Context,
    orderId: string,
    to: Address,
    taskToken: string,
    condition: TransactionPart,
  ): Promise<boolean> {
    // An order has one parcel, numbered after it: a repeated step books the same, and waits under its own token.
    const trackingNumber = orderId.replace(/^ord_/, "trk_");
    const result = await transact([
      condition,
      part(
        ShipmentEntity.put({
          orderId,
          status: "SCHEDULED",
          trackingNumber,
          taskToken,
          createdAt: new Date(ctx.clock.now()).toISOString(),
        }),
      ),
    ]);
    if (!result.committed) return false;
    await carrier.book(ctx, { orderId, trackingNumber, to });
    return true;
  },

  async parcel(orderId: string): Promise<Parcel | undefined> {
    const { data } = await ShipmentEntity.get({ orderId }).go({ ...plain, consistent: true });
    return data ?? undefined;
  },

  /** The parcel is on its way, as part of the transaction that moves the order on. */
  pickedUp(orderId: string): TransactionPart {
    return part(
      ShipmentEntity.patch({ orderId })
        .set({ status: "PICKED_UP" })
        .where(({ status }, { eq }) => eq(status, "SCHEDULED")),
    );
  },
};
