import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { Parcel } from "./parcels.ts";

/** The parcels of an order: one item, so that they are read and written together. */
export const ShipmentEntity = new Entity(
  {
    model: { service: "tradewind", entity: "shipment", version: "2" },
    attributes: {
      orderId: { type: "string", required: true },
      carrier: { type: "string", required: true },
      parcels: { type: CustomAttributeType<Parcel[]>("any"), required: true },
      /** ISO time of the scan by which the shop first knew that a parcel had left. */
      leftAt: { type: "string" },
      /** Grows with every change of the parcels; a write names the version it read. */
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Shipment = EntityItem<typeof ShipmentEntity>;
