import { Entity } from "electrodb";
import { inCommerceTable } from "../storage/tables.ts";

/** Units held for an order that is not paid yet, by order id. */
type Holds = Record<string, number>;

/** How an order's hold ended, kept for a while so that a late duplicate finds it. */
export interface Settlement {
  outcome: "committed" | "released";
  quantity: number;
  at: number;
}

/** A share of a SKU's units. SKU and lot number are both in the partition key, so lots of one SKU do not share a partition. */
export const StockLotEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stocklot", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      lot: { type: "number", required: true },
      /** How many lots the SKU has; every lot says it. */
      lots: { type: "number", required: true },
      /** Units ever put in less those taken out: always available + reserved + sold. */
      stocked: { type: "number", required: true },
      available: { type: "number", required: true },
      reserved: { type: "number", required: true },
      sold: { type: "number", required: true },
      // ElectroDB lets no entry of a required map be removed.
      holds: { type: "any" },
      settled: { type: "any" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku", "lot"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export interface StockLot {
  sku: string;
  lot: number;
  lots: number;
  stocked: number;
  available: number;
  reserved: number;
  sold: number;
  holds: Holds;
  settled: Record<string, Settlement>;
}
