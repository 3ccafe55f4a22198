/**
 * A label that is not used is refunded, and by that void.
 * https://docs.easypost.com/docs/shipments/shipping-refund
 */
import type { Cancellation } from "./carrier.ts";
import { codeOf, notDone, passing, type ShipmentService } from "./easypost-client.ts";

/** The states of a tracker once the carrier has the parcel. */
const IN_ITS_HANDS: ReadonlySet<string | undefined> = new Set([
  "in_transit",
  "out_for_delivery",
  "available_for_pickup",
  "delivered",
  "return_to_sender",
  "failure",
]);

/**
 * The refunds of a void label. `submitted`: the carrier pays within 30 days. `not_applicable`: the
 * carrier charges for a label when it scans it, so there is nothing to refund.
 */
const VOID: ReadonlySet<string | undefined> = new Set(["submitted", "refunded", "not_applicable"]);

/**
 * Voids the label of a shipment, if there is one. A `rejected` refund is asked for again: EasyPost
 * says that carriers reject one wrongly when the label is only minutes old. If the label was used,
 * its tracker will say so.
 * @throws CarrierUnavailable
 */
export async function voidLabel(shipments: ShipmentService, reference: string): Promise<Cancellation> {
  try {
    const shipment = await shipments.retrieve(reference);
    if (!shipment.tracking_code) return "cancelled";
    if (IN_ITS_HANDS.has(shipment.tracker?.status)) return "in its hands";
    if (VOID.has(shipment.refund_status)) return "cancelled";
    const { refund_status: refund } = await shipments.refund(reference);
    if (VOID.has(refund)) return "cancelled";
    throw notDone(`the refund of the label is ${refund}`);
  } catch (error) {
    // "Unable to request refund. The parcel has been shipped."
    if (codeOf(error) === "SHIPMENT.REFUND.UNAVAILABLE") return "in its hands";
    throw passing(error);
  }
}
