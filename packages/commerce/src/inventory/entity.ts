import { CustomAttributeType, Entity } from "electrodb";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { LotLocation } from "./stock-lot.ts";
import type { StockRecord } from "./stock-record.ts";

/**
 * A share of a SKU's units at one location. All key parts are in the partition key, so the lots of
 * one SKU do not share a partition.
 */
export const StockLotEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stocklot", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      location: { type: CustomAttributeType<LotLocation>("string"), required: true },
      lot: { type: "number", required: true },
      /** Units ever added less those removed: always available + reserved + sold. */
      stocked: { type: "number", required: true },
      available: { type: "number", required: true },
      reserved: { type: "number", required: true },
      sold: { type: "number", required: true },
      // ElectroDB lets no entry of a required map be removed, and no path go below the entry of a
      // typed record.
      holds: { type: "any" },
      recentOrders: { type: "number", required: true },
      countedSince: { type: "number", required: true },
      closedUntil: { type: "number" },
      /** Only in the SKU's first lot. */
      book: { type: CustomAttributeType<StockRecord>("any") },
      /** The SKU; only in its first lot, which stands for the SKU in lists. */
      listed: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku", "location", "lot"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      /** Keys-only projection, so that a change of the lot does not write the index again. */
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
