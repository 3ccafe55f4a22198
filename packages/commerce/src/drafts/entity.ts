import { Entity } from "electrodb";
import type { Order } from "../orders/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** An order that support has drafted for a customer to pay. */
export interface Draft extends Pick<Order, "lines" | "totals" | "shippingAddress" | "shippingMethod"> {
  draftId: string;
  /**
   * Id of the customer's account. Without one, the draft belongs to the holder of the email
   * address.
   */
  customerId?: string;
  email: string;
  /** A note for the customer. */
  note?: string;
  /** A write names the version it read. */
  version: number;
  updatedAt: string;
  /** Epoch seconds. */
  expiresAt: number;
}

export const DraftEntity = new Entity(
  {
    model: { service: "tradewind", entity: "draft", version: "1" },
    attributes: {
      draftId: { type: "string", required: true },
      customerId: { type: "string" },
      email: { type: "string", required: true },
      lines: { type: "any", required: true },
      totals: { type: "any", required: true },
      shippingAddress: { type: "any", required: true },
      shippingMethod: { type: "string", required: true },
      note: { type: "string" },
      version: { type: "number", required: true },
      updatedAt: { type: "string", required: true },
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
