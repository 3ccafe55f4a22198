import { CustomAttributeType, Entity } from "electrodb";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { StoredBook } from "./stored-form.ts";

/** All addresses of a customer are one item, so that one read finds them. */
export const AddressBookEntity = new Entity(
  {
    model: { service: "tradewind", entity: "addressbook", version: "1" },
    attributes: {
      customerId: { type: "string", required: true },
      format: { type: "number", required: true },
      contents: { type: CustomAttributeType<StoredBook["contents"]>("any"), required: true },
      defaultId: { type: "string" },
      /** Grows with every change; a write names the version it read. */
      version: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["customerId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
