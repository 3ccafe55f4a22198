import { Entity, CustomAttributeType, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/orders";
import type { Allocation } from "../inventory/index.ts";
import type { PaymentMethod } from "../payments/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { OrderStatus } from "./states.ts";

export type OrderLine = Api.Order["lines"][number];

/** Where an order comes from that is sent for what came back of another. */
interface ExchangeOf {
  orderId: string;
  returnId: string;
  /** The order whose payment holds what its goods are worth: the first one, however often they are exchanged. */
  paidBy: string;
}

/** One change of state, oldest first. */
interface HistoryEntry {
  status: OrderStatus;
  /** ISO time. */
  at: string;
  by: string;
  detail?: string;
}

/** How much of an order is on its way back, or has come. A write names the version it read. */
export interface UnitsReturned {
  version: number;
  /** Units that returns ask for or have brought, by SKU. */
  claimed: Record<string, number>;
  /** Those that have come. */
  received: Record<string, number>;
  /** Those that went back on sale, by lot. */
  restocked: Allocation[];
}

/** What staff changed. A write names the version it read. */
interface Edits {
  version: number;
  /** What each edit gives back, in minor units, by its reference. */
  refunds: Record<string, number>;
}

export const OrderEntity = new Entity(
  {
    model: { service: "tradewind", entity: "order", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      customerId: { type: "string", required: true },
      status: { type: CustomAttributeType<OrderStatus>("string"), required: true },
      placedAt: { type: "string", required: true },
      updatedAt: { type: "string", required: true },
      /** The same for all that follows from its placing. */
      correlationId: { type: "string", required: true },
      /** Which part of the lists of all orders it is in: one partition bears 1,000 writes a second. */
      shard: { type: "string", required: true },
      /** The shard, until nothing is left to do by the saga. */
      open: { type: "string" },
      lines: { type: CustomAttributeType<OrderLine[]>("any"), required: true },
      totals: { type: CustomAttributeType<Api.Order["totals"]>("any"), required: true },
      shippingAddress: { type: CustomAttributeType<Api.Order["shippingAddress"]>("any"), required: true },
      shippingMethod: { type: "string", required: true },
      payment: { type: CustomAttributeType<PaymentMethod>("any"), required: true },
      history: { type: CustomAttributeType<HistoryEntry[]>("any"), required: true },
      /** Execution that has claimed the order. */
      execution: { type: "string" },
      /** Where its stock comes from; chosen with the claim. */
      allocations: { type: CustomAttributeType<Allocation[]>("any") },
      /** Under which its saga waits for units that are still to come. */
      taskToken: { type: "string" },
      /** Set once the stock is sold, or promised, and the payment captured. */
      fulfilledAt: { type: "string" },
      stockReturnedAt: { type: "string" },
      /** Set when the saga turns to undoing: from then on the order moves forward no more. */
      withdrawnAt: { type: "string" },
      failure: { type: CustomAttributeType<NonNullable<Api.Order["failure"]>>("any") },
      returns: { type: CustomAttributeType<UnitsReturned>("any") },
      trackingNumber: { type: "string" },
      edits: { type: CustomAttributeType<Edits>("any") },
      exchangeOf: { type: CustomAttributeType<ExchangeOf>("any") },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
      // Order ids are ULIDs: sorted by id is sorted by time.
      byCustomer: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["customerId"], casing: "none" },
        sk: { field: "gsi1sk", composite: ["orderId"], casing: "none" },
      },
      byOpen: {
        index: "gsi2",
        condition: ({ open }) => open !== undefined,
        pk: { field: "gsi2pk", composite: ["open"], casing: "none" },
        sk: { field: "gsi2sk", composite: ["orderId"], casing: "none" },
      },
      all: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["shard"], casing: "none" },
        sk: { field: "gsi3sk", composite: ["orderId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export type Order = EntityItem<typeof OrderEntity>;

/** What a request with an Idempotency-Key led to. */
export const IdempotencyEntity = new Entity(
  {
    model: { service: "tradewind", entity: "idempotency", version: "1" },
    attributes: {
      customerId: { type: "string", required: true },
      key: { type: "string", required: true },
      requestHash: { type: "string", required: true },
      orderId: { type: "string", required: true },
      /** Epoch seconds. */
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["customerId", "key"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
