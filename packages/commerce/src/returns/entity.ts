import type { ReturnStatus } from "@tradewind/blueprint/areas/returns";
import type { Money } from "@tradewind/blueprint/language/schema";
import { Entity } from "electrodb";
import type { Allocation, Demand } from "../inventory/index.ts";
import type { OrderLine } from "../orders/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** A variant as it was agreed on, with its price. */
export type Exchange = Omit<OrderLine, "quantity" | "total">;

export interface ReturnLine extends Demand {
  /** What the customer wants for it, instead of money. */
  exchange?: Exchange;
}

export interface ReceivedLine extends Demand {
  condition: "resalable" | "damaged";
}

/** Units of an order on their way back. */
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
  /** Execution that has claimed it. */
  execution?: string;
  /** Who brings it, once that is booked. */
  carrier?: string;
  /** Under which the saga waits. */
  taskToken?: string;
  received?: ReceivedLine[];
  /** Where the resalable units go. */
  restock?: Allocation[];
  restockedAt?: string;
  refund?: Money;
  /** What is sent for it; with the last of the order's units, the delivery that was paid counts for this. */
  exchange?: { lines: OrderLine[]; shipping: Money };
  /** The order that sends it, once that is placed. */
  replacement?: string;
  /** Nothing of the order is left with the customer. */
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
