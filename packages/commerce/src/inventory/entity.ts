import { Entity, CustomAttributeType } from "electrodb";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { Book } from "./book.ts";
import type { LotLocation } from "./stock-lot.ts";

/** A share of a SKU's units at one location. The whole name is in the partition key, so lots of one SKU do not share a partition. */
export const StockLotEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stocklot", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      location: { type: CustomAttributeType<LotLocation>("string"), required: true },
      lot: { type: "number", required: true },
      /** Units ever put in less those taken out: always available + reserved + sold. */
      stocked: { type: "number", required: true },
      available: { type: "number", required: true },
      reserved: { type: "number", required: true },
      sold: { type: "number", required: true },
      // ElectroDB lets no entry of a required map be removed, and no path go below the entry of a typed record.
      holds: { type: "any" },
      settled: { type: "any" },
      closedUntil: { type: "number" },
      /** In the SKU's first lot alone. */
      book: { type: CustomAttributeType<Book>("any") },
      /** The SKU, in its first lot alone: it stands for the SKU in lists. */
      listed: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku", "location", "lot"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      /** Written once: the index holds keys alone. */
      skus: {
        index: "gsi3",
        condition: ({ listed }) => listed !== undefined,
        pk: { field: "gsi3pk", composite: [], casing: "none" },
        sk: { field: "gsi3sk", composite: ["listed"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
