import { Entity } from "electrodb";
import { inCommerceTable } from "../storage/tables.ts";

/** A parcel of an order. */
export const ShipmentEntity = new Entity(
  {
    model: { service: "tradewind", entity: "shipment", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      status: { type: ["SCHEDULED", "PICKED_UP"] as const, required: true },
      trackingNumber: { type: "string", required: true },
      /** By which the saga that waits for the pickup is answered. */
      taskToken: { type: "string", required: true },
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
