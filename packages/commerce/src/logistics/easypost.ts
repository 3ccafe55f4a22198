/**
 * EasyPost, which books with the carriers that its account has contracts with.
 * https://docs.easypost.com/docs/shipments
 *
 * A shipment is created, its id is written down, and only then it is bought. So a parcel has one
 * shipment that can be bought, and a cancellation of the parcel finds it, even if the purchase of
 * its label was not answered.
 */
import { unlistedUnitGrams } from "@tradewind/blueprint/areas/carriers";
import { addressOf } from "@tradewind/blueprint/areas/stock-locations";
import type { Address } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { isoNow } from "../platform/time.ts";
import type { Carrier, CarrierDesk, Consignment } from "./carrier.ts";
import {
  type CarrierRecord,
  keepCancelAsked,
  keepFirst,
  keepLabel,
  type Label,
  recordOf,
} from "./carrier-records.ts";
import {
  codeOf,
  notDone,
  refused,
  type ShipmentService,
  shipmentService,
  whileBooking,
} from "./easypost-client.ts";
import { voidLabel } from "./easypost-void.ts";

const GRAMS_PER_OUNCE = 28.349523125;
/** Weight of a carton. */
const PACKAGING_GRAMS = 150;

export const easyPost: Carrier & CarrierDesk = {
  name: "easypost",
  async book(_ctx, { orderId, parcels, to }) {
    for (const parcel of parcels) await consign(orderId, parcel, to, false);
  },
  scheduleReturn: (_ctx, orderId, parcel, customer) => consign(orderId, parcel, customer, true),
  async cancel(ctx, { orderId, trackingNumber }) {
    const { reference } = await keepCancelAsked(trackingNumber, orderId, isoNow(ctx));
    return reference === undefined ? "cancelled" : voidLabel(await shipmentService(), reference);
  },
};

/** Books one parcel. A return names the same two addresses; EasyPost swaps them. */
async function consign(
  orderId: string,
  parcel: Consignment,
  customer: Address,
  isReturn: boolean,
): Promise<void> {
  const { trackingNumber } = parcel;
  const shipments = await shipmentService();
  const record =
    (await recordOf(trackingNumber)) ?? (await create(shipments, orderId, parcel, customer, isReturn));
  const { reference, carrierNumber, cancelAskedAt } = record;
  if (reference !== undefined && cancelAskedAt === undefined) {
    if (carrierNumber !== undefined) return;
    if (await keepLabel(trackingNumber, await buyCheapest(shipments, reference))) return;
  }
  // Who cancelled it may not have seen the label, which was just being bought.
  if (reference !== undefined) await voidLabel(shipments, reference);
  throw refused("The booking of the parcel was cancelled.");
}

/** @returns the record that stands: another attempt may have been faster with its own shipment */
async function create(
  shipments: ShipmentService,
  orderId: string,
  parcel: Consignment,
  customer: Address,
  isReturn: boolean,
): Promise<CarrierRecord> {
  const { trackingNumber, location } = parcel;
  const weight = await ouncesOf(parcel);
  const { id } = await whileBooking(
    shipments.create({
      reference: trackingNumber,
      from_address: addressFor(addressOf(location)),
      to_address: addressFor(customer),
      parcel: { weight },
      options: { label_format: "PDF" },
      ...(isReturn && { is_return: true }),
    }),
  );
  return keepFirst({ trackingNumber, orderId, reference: id });
}

/** Buys the cheapest rate, unless an earlier attempt has bought one. */
async function buyCheapest(shipments: ShipmentService, reference: string): Promise<Label> {
  let shipment = await whileBooking(shipments.retrieve(reference));
  if (!shipment.tracking_code) {
    if (shipment.rates.length === 0) throw refused("No carrier takes the parcel there.");
    const purchase = shipments.buy(reference, shipment.lowestRate());
    // An earlier purchase, which was not answered, has come through meanwhile.
    const standing = purchase.catch((error: unknown) => {
      if (codeOf(error) !== "SHIPMENT.POSTAGE.EXISTS") throw error;
      return shipments.retrieve(reference);
    });
    shipment = await whileBooking(standing);
    if (!shipment.tracking_code) throw notDone("its purchase is under way");
  }
  return { carrierNumber: shipment.tracking_code, labelUrl: shipment.postage_label.label_url };
}

const addressFor = ({ name, line1, line2, city, region, postalCode, country }: Address) => ({
  name,
  street1: line1,
  ...(line2 !== undefined && { street2: line2 }),
  city,
  ...(region !== undefined && { state: region }),
  zip: postalCode,
  country,
});

async function ouncesOf({ contents }: Consignment): Promise<number> {
  const sellables = await Catalog.sellables(contents.map(({ sku }) => sku));
  const weights = new Map(sellables.map(({ sku, weightGrams }) => [sku, weightGrams]));
  const unlisted = Number(resourceOf(unlistedUnitGrams).value);
  const grams = contents.reduce(
    (sum, { sku, quantity }) => sum + (weights.get(sku) ?? unlisted) * quantity,
    0,
  );
  return Math.ceil(((grams + PACKAGING_GRAMS) / GRAMS_PER_OUNCE) * 10) / 10;
}
