import type { ReturnStatus } from "@tradewind/blueprint/areas/returns";
import type { Money } from "@tradewind/blueprint/language/schema";
import { Entity } from "electrodb";
import type { Allocation, Demand } from "../inventory/index.ts";
import type { OrderLine } from "../orders/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** A variant with the price that was agreed. */
export type Exchange = Omit<OrderLine, "quantity" | "total">;

export interface ReturnLine extends Demand {
  /** The variant that the customer wants instead of money. */
  exchange?: Exchange;
}

export interface ReceivedLine extends Demand {
  condition: "resalable" | "damaged";
}

/** A return: units of an order on their way back. */
export interface Return {
  orderId: string;
  returnId: string;
  customerId: string;
  correlationId: string;
  status: ReturnStatus;
  requestedAt: string;
  updatedAt: string;
  reason: string;
  lines: ReturnLine[];
  note?: string;
  /** The execution of the saga that has claimed the return. */
  execution?: string;
  /** The carrier, once the parcel is booked. */
  carrier?: string;
  /** Task token under which the saga waits. */
  taskToken?: string;
  received?: ReceivedLine[];
  /** The lots that resalable units go back to. */
  restock?: Allocation[];
  restockedAt?: string;
  refund?: Money;
  /**
   * The lines of the replacement order. With the last of the order's units, the shipping that was
   * paid counts for this order.
   */
  exchange?: { lines: OrderLine[]; shipping: Money };
  /** Id of the replacement order, once it is placed. */
  replacement?: string;
  /** True when the customer keeps nothing of the order. */
  complete?: boolean;
}

export const ReturnEntity = new Entity(
  {
    model: { service: "tradewind", entity: "return", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      returnId: { type: "string", required: true },
      customerId: { type: "string", required: true },
      correlationId: { type: "string", required: true },
      status: { type: "string", required: true },
      requestedAt: { type: "string", required: true },
      updatedAt: { type: "string", required: true },
      reason: { type: "string", required: true },
      lines: { type: "any", required: true },
      note: { type: "string" },
      execution: { type: "string" },
      carrier: { type: "string" },
      taskToken: { type: "string" },
      received: { type: "any" },
      restock: { type: "any" },
      restockedAt: { type: "string" },
      refund: { type: "any" },
      exchange: { type: "any" },
      replacement: { type: "string" },
      complete: { type: "boolean" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: ["returnId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
