/** References that other carriers have for our parcels. */
import { Entity } from "electrodb";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** A label that is paid for. */
export interface Label {
  carrierNumber: string;
  labelUrl: string;
}

export interface CarrierRecord extends Partial<Label> {
  trackingNumber: string;
  orderId: string;
  /** The carrier's reference, known before the parcel is paid for. */
  reference: string;
}

const CarrierRecordEntity = new Entity(
  {
    model: { service: "tradewind", entity: "carrierrecord", version: "1" },
    attributes: {
      trackingNumber: { type: "string", required: true },
      orderId: { type: "string", required: true },
      reference: { type: "string", required: true },
      carrierNumber: { type: "string" },
      labelUrl: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["trackingNumber"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      byReference: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["reference"], casing: "none" },
        sk: { field: "gsi1sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The record of a parcel by our tracking number. */
export async function recordOf(trackingNumber: string): Promise<CarrierRecord | undefined> {
  const { data } = await CarrierRecordEntity.get({ trackingNumber }).go({
    ...electroOptions,
    consistent: true,
  });
  return data ?? undefined;
}

/** The record of a parcel by the carrier's reference. */
export async function recordByReference(reference: string): Promise<CarrierRecord | undefined> {
  const { data } = await CarrierRecordEntity.query
    .byReference({ reference })
    .go({ ...electroOptions, hydrate: true });
  return data[0];
}

/**
 * Writes the first record of a parcel.
 * @returns the record that stands: another may have been first
 */
export async function keepFirst(record: CarrierRecord): Promise<CarrierRecord> {
  const { rejected, data } = await CarrierRecordEntity.create(record).go({
    ...electroOptions,
    returnOnConditionCheckFailure: "all_old",
  });
  return rejected && data ? data : record;
}

/** Records a label that was bought. */
export async function keepLabel(trackingNumber: string, label: Label): Promise<void> {
  await CarrierRecordEntity.patch({ trackingNumber })
    .set(label)
    .go({ ...electroOptions, response: "none" });
}
