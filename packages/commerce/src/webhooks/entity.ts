import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/webhooks";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

export const WebhookEntity = new Entity(
  {
    model: { service: "tradewind", entity: "webhook", version: "1" },
    attributes: {
      webhookId: { type: "string", required: true },
      url: { type: "string", required: true },
      events: { type: CustomAttributeType<string[]>("any"), required: true },
      createdAt: { type: "string", required: true },
    },
    indexes: {
      // Webhooks are few, and are read together.
      primary: {
        pk: { field: "pk", composite: [], casing: "none" },
        sk: { field: "sk", composite: ["webhookId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Webhook = EntityItem<typeof WebhookEntity>;

/** The delivery of one event to one webhook, with its state. */
export const DeliveryEntity = new Entity(
  {
    model: { service: "tradewind", entity: "webhookdelivery", version: "1" },
    attributes: {
      webhookId: { type: "string", required: true },
      shard: { type: "string", required: true },
      deliveryId: { type: "string", required: true },
      eventId: { type: "string", required: true },
      eventType: { type: "string", required: true },
      /** The exact bytes that are signed at each attempt. */
      body: { type: "string", required: true },
      state: { type: CustomAttributeType<Api.Delivery["state"]>("string"), required: true },
      attempts: { type: "number", required: true },
      createdAt: { type: "string", required: true },
      lastAttemptAt: { type: "string" },
      lastOutcome: { type: "string" },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["webhookId", "shard"], casing: "none" },
        // Delivery ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["deliveryId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Delivery = EntityItem<typeof DeliveryEntity>;
