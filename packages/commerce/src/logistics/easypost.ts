/**
 * EasyPost, which books with the carriers that its account has contracts with.
 * https://docs.easypost.com/docs/shipments
 *
 * The id of a shipment is stored between its creation and its purchase. A repeated step buys the
 * same shipment, and EasyPost charges for it once.
 */
import type easyPostModule from "@easypost/api";
import { easyPostKey, easyPostUrl } from "@tradewind/blueprint/areas/carriers";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { addressOf } from "@tradewind/blueprint/areas/stock-locations";
import { NOT_SET } from "@tradewind/blueprint/language/resources";
import type { Address } from "@tradewind/blueprint/language/schema";
import * as Catalog from "../catalog/index.ts";
import { StepError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import type { Carrier, CarrierDesk, Consignment } from "./carrier.ts";
import { keepRecord, recordOf } from "./carrier-records.ts";

/**
 * The types are those of a CommonJS module, one level deeper than the ES module that Node loads.
 */
type EasyPostModule = typeof easyPostModule.default;
type EasyPostClient = InstanceType<EasyPostModule>;

const GRAMS_PER_OUNCE = 28.349523125;
/** Weight of a carton. */
const PACKAGING_GRAMS = 150;
const TIMEOUT_MS = 20_000;

export const easyPost: Carrier & CarrierDesk = {
  name: "easypost",
  async book(_ctx, { orderId, parcels, to }) {
    for (const parcel of parcels) await consign(orderId, parcel, to, false);
  },
  scheduleReturn: (_ctx, orderId, parcel, customer) => consign(orderId, parcel, customer, true),
};

/**
 * Only the SDK is imported on demand: a dynamic import is bundled whole, with all that it imports.
 */
async function client(): Promise<EasyPostClient> {
  const { value: key } = resourceOf(easyPostKey);
  if (key === NOT_SET) throw new Error("Set the secret EasyPostKey, or choose another carrier.");
  const { default: loaded } = await import("@easypost/api");
  const Client = loaded as unknown as EasyPostModule;
  return new Client(key, { baseUrl: resourceOf(easyPostUrl).value, timeout: TIMEOUT_MS });
}

/** Books one parcel. A return names the same two addresses; EasyPost swaps them. */
async function consign(
  orderId: string,
  parcel: Consignment,
  customer: Address,
  isReturn: boolean,
): Promise<void> {
  const { trackingNumber, location } = parcel;
  const { Shipment } = await client();
  let record = await recordOf(trackingNumber);
  if (record?.carrierNumber !== undefined) return;
  if (!record) {
    const weight = await ouncesOf(parcel);
    const { id } = await translateErrors(
      Shipment.create({
        reference: trackingNumber,
        from_address: addressFor(addressOf(location)),
        to_address: addressFor(customer),
        parcel: { weight },
        options: { label_format: "PDF" },
        ...(isReturn && { is_return: true }),
      }),
    );
    record = { trackingNumber, orderId, reference: id };
    await keepRecord(record);
  }
  await keepRecord({
    ...record,
    ...(await translateErrors(buyCheapest(Shipment, record.reference))),
  });
}

/** Buys the cheapest rate, unless an earlier attempt has bought one. */
async function buyCheapest(
  Shipment: EasyPostClient["Shipment"],
  reference: string,
): Promise<{ carrierNumber: string; labelUrl: string }> {
  let shipment = await Shipment.retrieve(reference);
  if (!shipment.tracking_code) {
    if (shipment.rates.length === 0)
      throw new StepError(stepErrors.carrierRefused, "No carrier takes the parcel there.");
    shipment = await Shipment.buy(reference, shipment.lowestRate());
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
  const grams = contents.reduce((sum, { sku, quantity }) => sum + (weights.get(sku) ?? 0) * quantity, 0);
  return Math.ceil(((grams + PACKAGING_GRAMS) / GRAMS_PER_OUNCE) * 10) / 10;
}

/** EasyPost rejects the request, such as an invalid address: a retry is of no use. */
const WRONG_REQUEST: ReadonlySet<unknown> = new Set([400, 404, 422]);

async function translateErrors<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof StepError) throw error;
    const { statusCode } = error as { statusCode?: number };
    throw WRONG_REQUEST.has(statusCode)
      ? new StepError(stepErrors.carrierRefused, "The carrier does not take the parcel there.")
      : new StepError(
          stepErrors.carrierUnavailable,
          `EasyPost did not answer: ${statusCode ?? "no connection"}.`,
        );
  }
}
