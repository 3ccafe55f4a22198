/** Labels of booked parcels. We draw those of the built-in carrier; other carriers keep theirs. */

import type { Label } from "@tradewind/blueprint/areas/logistics";
import { addressOf } from "@tradewind/blueprint/areas/stock-locations";
import type { Address } from "@tradewind/blueprint/language/schema";
import { BUILT_IN } from "./built-in-desk.ts";
import type { Consignment } from "./carrier.ts";
import { recordOf } from "./carrier-records.ts";
import { labelPdf } from "./label-pdf.ts";

/** The label of a parcel to a customer; undefined when it is not booked yet. */
export function parcelLabel(carrier: string, parcel: Consignment, to: Address): Promise<Label | undefined> {
  return labelOf(carrier, parcel, addressOf(parcel.location), to);
}

/** The label of a parcel that returns to a location; undefined when it is not booked yet. */
export function returnLabel(carrier: string, parcel: Consignment, from: Address): Promise<Label | undefined> {
  return labelOf(carrier, parcel, from, addressOf(parcel.location));
}

async function labelOf(carrier: string, parcel: Consignment, from: Address, to: Address) {
  const { trackingNumber, contents } = parcel;
  if (carrier === BUILT_IN) {
    return { pdf: labelPdf({ trackingNumber, contents, from, to }).toString("base64") };
  }
  const { labelUrl, carrierNumber } = (await recordOf(trackingNumber)) ?? {};
  return labelUrl === undefined || carrierNumber === undefined ? undefined : { url: labelUrl, carrierNumber };
}
