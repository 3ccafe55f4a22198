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
  /**
   * The carrier's reference, known before the parcel is paid for. Without it nothing was booked: it
   * was cancelled before.
   */
  reference?: string;
  /** ISO time at which the carrier was first asked to cancel; no label is recorded after it. */
  cancelAskedAt?: string;
}

const CarrierRecordEntity = new Entity(
  {
    model: { service: "tradewind", entity: "carrierrecord", version: "1" },
    attributes: {
      trackingNumber: { type: "string", required: true },
      orderId: { type: "string", required: true },
      reference: { type: "string" },
      carrierNumber: { type: "string" },
      labelUrl: { type: "string" },
      cancelAskedAt: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["trackingNumber"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      byReference: {
        index: "gsi1",
        condition: ({ reference }) => reference !== undefined,
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

/** Records a label that was bought. @returns false if its parcel was to be cancelled meanwhile */
export async function keepLabel(trackingNumber: string, label: Label): Promise<boolean> {
  const { rejected } = await CarrierRecordEntity.patch({ trackingNumber })
    .set(label)
    .where(({ cancelAskedAt }, { notExists }) => notExists(cancelAskedAt))
    .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: "all_old" });
  return !rejected;
}

/** Writes down that a parcel is to be cancelled, booked or not. @returns its record */
export async function keepCancelAsked(
  trackingNumber: string,
  orderId: string,
  at: string,
): Promise<CarrierRecord> {
  const { data } = await CarrierRecordEntity.upsert({ trackingNumber, orderId })
    .ifNotExists({ cancelAskedAt: at })
    .go({ ...electroOptions, response: "all_new" });
  return data;
}
