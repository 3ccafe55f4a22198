import type { Money } from "@tradewind/blueprint/language/schema";
import { Entity, CustomAttributeType, type EntityItem } from "electrodb";
import type { Allocation } from "../inventory/index.ts";
import type * as Api from "@tradewind/blueprint/areas/returns";
import type { OrderLine } from "../orders/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

export type ReturnLine = Api.Return["lines"][number];
export type ReceivedLine = NonNullable<Api.Return["received"]>[number];

/** A variant as it was agreed on, with its price. */
export type Exchange = NonNullable<ReturnLine["exchange"]>;

/** What is sent for it; with the last of the order's units, the delivery that was paid counts for this. */
interface SentInExchange {
  lines: OrderLine[];
  shipping: Money;
}

/** Units of an order on their way back. */
export const ReturnEntity = new Entity(
  {
    model: { service: "tradewind", entity: "return", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      returnId: { type: "string", required: true },
      customerId: { type: "string", required: true },
      correlationId: { type: "string", required: true },
      status: { type: CustomAttributeType<Api.ReturnStatus>("string"), required: true },
      requestedAt: { type: "string", required: true },
      updatedAt: { type: "string", required: true },
      reason: { type: "string", required: true },
      lines: { type: CustomAttributeType<ReturnLine[]>("any"), required: true },
      note: { type: "string" },
      /** Execution that has claimed it. */
      execution: { type: "string" },
      /** Who brings it, once that is booked. */
      carrier: { type: "string" },
      /** Under which the saga waits. */
      taskToken: { type: "string" },
      received: { type: CustomAttributeType<ReceivedLine[]>("any") },
      /** Where the resalable units go. */
      restock: { type: CustomAttributeType<Allocation[]>("any") },
      restockedAt: { type: "string" },
      refund: { type: CustomAttributeType<Money>("any") },
      exchange: { type: CustomAttributeType<SentInExchange>("any") },
      /** The order that sends it, once that is placed. */
      replacement: { type: "string" },
      /** Nothing of the order is left with the customer. */
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

export type Return = EntityItem<typeof ReturnEntity>;
