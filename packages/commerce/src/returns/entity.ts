import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/returns";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";
import type { OrderLine } from "../orders/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

export type ReturnLine = Api.Return["lines"][number];
export type ReceivedLine = NonNullable<Api.Return["received"]>[number];

/** A variant with the price that was agreed. */
export type Exchange = NonNullable<ReturnLine["exchange"]>;

/**
 * The lines of the replacement order. With the last returned units, the shipping already paid is
 * used for the replacement.
 */
interface SentInExchange {
  lines: OrderLine[];
  shipping: Money;
}

/** The request that made a return. The same key must come with the same request. */
interface KeyedRequest {
  key: string;
  hash: string;
}

/** A return: units of an order on their way back. */
export const ReturnEntity = new Entity(
  {
    model: { service: "tradewind", entity: "return", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      returnId: { type: "string", required: true },
      customerId: { type: "string", required: true },
      correlationId: { type: "string", required: true },
      request: { type: CustomAttributeType<KeyedRequest>("any"), required: true },
      status: { type: CustomAttributeType<Api.ReturnStatus>("string"), required: true },
      requestedAt: { type: "string", required: true },
      updatedAt: { type: "string", required: true },
      approvedAt: { type: "string" },
      reason: { type: "string", required: true },
      lines: { type: CustomAttributeType<ReturnLine[]>("any"), required: true },
      note: { type: "string" },
      /** The execution of the saga that has claimed the return in its status. */
      execution: { type: "string" },
      /** The newest executions that have claimed it, oldest first, for its timeline. */
      executions: { type: CustomAttributeType<string[]>("any") },
      /** Executions that the sweep has started since the status changed or the wait began. */
      restarts: { type: "number" },
      /**
       * Set until the return is at rest; see `platform/due.ts`. The end of the wait, or the time by
       * which an execution has brought the return further, or is gone.
       */
      due: { type: "string" },
      dueAt: { type: "string" },
      /** The carrier, once the parcel is booked. */
      carrier: { type: "string" },
      received: { type: CustomAttributeType<ReceivedLine[]>("any") },
      /** The lots that resalable units go back to. */
      restock: { type: CustomAttributeType<Allocation[]>("any") },
      /** Number of chunks of them that are on sale again. */
      restocked: { type: "number" },
      refund: { type: CustomAttributeType<Money>("any") },
      exchange: { type: CustomAttributeType<SentInExchange>("any") },
      /** Id of the replacement order, once it is placed. */
      replacement: { type: "string" },
      /** True when the customer keeps nothing of the order. */
      complete: { type: "boolean" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: ["returnId"], casing: "none" },
      },
      byDue: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: ["due"], casing: "none" },
        sk: { field: "gsi2sk", composite: ["dueAt"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Return = EntityItem<typeof ReturnEntity>;
