import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/drafts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** An order that support has drafted for a customer to pay. */
export const DraftEntity = new Entity(
  {
    model: { service: "tradewind", entity: "draft", version: "1" },
    attributes: {
      draftId: { type: "string", required: true },
      /**
       * Id of the customer's account. Without one, the draft belongs to the holder of the email
       * address.
       */
      customerId: { type: "string" },
      email: { type: "string", required: true },
      lines: { type: CustomAttributeType<Api.Draft["lines"]>("any"), required: true },
      totals: { type: CustomAttributeType<Api.Draft["totals"]>("any"), required: true },
      shippingAddress: { type: CustomAttributeType<Api.Draft["shippingAddress"]>("any"), required: true },
      shippingMethod: { type: "string", required: true },
      /** A note for the customer. */
      note: { type: "string" },
      /** A write names the version it read. */
      version: { type: "number", required: true },
      updatedAt: { type: "string", required: true },
      /** Epoch seconds. */
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["draftId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      // Support writes few drafts, so one partition is enough. Ids are ULIDs: sorted by id is
      // sorted by time.
      all: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: [], casing: "none" },
        sk: { field: "gsi3sk", composite: ["draftId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Draft = EntityItem<typeof DraftEntity>;
