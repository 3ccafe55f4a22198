import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/orders";
import type { Allocation } from "../inventory/index.ts";
import type { PaymentMethod } from "../payments/index.ts";
import type { Contact } from "../platform/context.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { OrderStatus } from "./states.ts";
import { allocationsCodec, linesCodec, totalsCodec } from "./stored-form.ts";

/** A line of an order, with the price that was agreed. */
export type OrderLine = Api.Order["lines"][number];

/** Set on an exchange: the order and return that this order replaces. */
interface ExchangeOf {
  orderId: string;
  returnId: string;
  /** The order that was paid: the first one, however often its goods are exchanged. */
  paidBy: string;
}

/**
 * An entry of an order's history: a change of status, the outcome of a step of its saga, or a
 * change of status with the step that led to it.
 */
export interface HistoryEntry {
  /** ISO time. */
  at: string;
  /** Absent when the function that has the name of `step` made the entry. */
  by?: string;
  status?: OrderStatus;
  step?: string;
  /** Absent when the step succeeded. `detail` is then of the status, and else the error's name. */
  outcome?: "failed";
  detail?: string;
}

/**
 * Units of an order that are on their way back or have arrived. A write names the version it read.
 */
export interface UnitsReturned {
  version: number;
  /** Units that returns claim or have brought, by SKU. */
  claimed: Record<string, number>;
  /** Units that have arrived, by SKU. */
  received: Record<string, number>;
  /** Units that are on sale again, by lot. */
  restocked: Allocation[];
}

/** Edits by staff. A write names the version it read. */
interface Edits {
  version: number;
  /** The refund of each edit by its reference, in minor units. */
  refunds: Record<string, number>;
  /** The order before its first edit; the request that placed it is answered with this again. */
  placed: Pick<Api.Order, "lines" | "totals" | "shippingAddress">;
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
      /** Id shared by everything that follows from placing the order. */
      correlationId: { type: "string", required: true },
      /** Grows with each write, except those that only take or release the lease. */
      version: { type: "number", required: true },
      /** Partition in the index of all orders: one partition takes 1,000 writes a second. */
      shard: { type: "string", required: true },
      /** The queue in which the order stands; see `due-orders.ts`. Absent in a state of rest. */
      due: { type: "string" },
      /** ISO time at which the saga, or a person, has to look at the order. */
      dueAt: { type: "string" },
      /**
       * Number of the last lease. Each write of a saga's step names the version that it read, and
       * most name the number of their lease, too.
       */
      lease: { type: "number", required: true },
      /** The run of the saga that holds the order, and the ISO time until which it does. */
      leaseRun: { type: "string" },
      leaseUntil: { type: "string" },
      /** Number of the lease under which the order last made progress. */
      progressLease: { type: "number", required: true },
      lines: { type: CustomAttributeType<OrderLine[]>("any"), required: true, ...linesCodec },
      totals: { type: CustomAttributeType<Api.Order["totals"]>("any"), required: true, ...totalsCodec },
      shippingAddress: { type: CustomAttributeType<Api.Order["shippingAddress"]>("any"), required: true },
      shippingMethod: { type: "string", required: true },
      /** The customer's address for mails; absent for a guest. */
      contact: { type: CustomAttributeType<Contact>("any") },
      payment: { type: CustomAttributeType<PaymentMethod>("any"), required: true },
      history: { type: CustomAttributeType<HistoryEntry[]>("any"), required: true },
      /** The lots that give the units; chosen before the first is held. */
      allocations: { type: CustomAttributeType<Allocation[]>("any"), ...allocationsCodec },
      /** ISO time at which the stock was sold or promised, and the payment captured. */
      fulfilledAt: { type: "string" },
      /** ISO time at which the carrier was booked. */
      bookedAt: { type: "string" },
      /** ISO time at which its undo asked for the refund of the payment. */
      refundedAt: { type: "string" },
      /** Number of chunks of its sold units that went back to stock. */
      stockReturned: { type: "number" },
      /**
       * Set before the saga starts to undo the order. From then on the order does not move forward,
       * unless the undo is called off before anything was given back, or staff close the order as
       * shipped.
       */
      withdrawnAt: { type: "string" },
      /** The reason of the withdrawal, and later of the status FAILED. */
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
      byDue: {
        index: "gsi2",
        condition: ({ due }) => due !== undefined,
        pk: { field: "gsi2pk", composite: ["due"], casing: "none" },
        sk: { field: "gsi2sk", composite: ["dueAt"], casing: "none" },
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

/** The order that a request with an Idempotency-Key placed. */
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
