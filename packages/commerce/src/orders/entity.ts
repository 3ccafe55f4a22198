import type { FailureReason } from "@tradewind/blueprint/areas/events";
import type { Address, Money } from "@tradewind/blueprint/language/schema";
import { Entity } from "electrodb";
import type { Allocation } from "../inventory/index.ts";
import type { PaymentMethod } from "../payments/index.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { OrderStatus } from "./states.ts";

export interface OrderLine {
  sku: string;
  productId: string;
  name: string;
  options: Record<string, string>;
  quantity: number;
  unitPrice: Money;
  total: Money;
}

interface OrderTotals {
  subtotal: Money;
  shipping: Money;
  /** What the goods were worth that these are sent for: the total is less by it. */
  credit?: Money;
  total: Money;
}

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

export interface Order {
  orderId: string;
  customerId: string;
  status: OrderStatus;
  placedAt: string;
  updatedAt: string;
  /** The same for all that follows from its placing. */
  correlationId: string;
  /** Which part of the lists of all orders it is in: one partition bears 1,000 writes a second. */
  shard: string;
  /** The shard, until nothing is left to do by the saga. */
  open?: string;
  lines: OrderLine[];
  totals: OrderTotals;
  shippingAddress: Address;
  shippingMethod: string;
  payment: PaymentMethod;
  history: HistoryEntry[];
  /** Execution that has claimed the order. */
  execution?: string;
  /** Where its stock comes from; chosen with the claim. */
  allocations?: Allocation[];
  /** Under which its saga waits for units that are still to come. */
  taskToken?: string;
  /** Set once the stock is sold, or promised, and the payment captured. */
  fulfilledAt?: string;
  stockReturnedAt?: string;
  /** Set when the saga turns to undoing: from then on the order moves forward no more. */
  withdrawnAt?: string;
  failure?: { reason: FailureReason; detail: string };
  returns?: UnitsReturned;
  trackingNumber?: string;
  /** What staff changed: a write names the version it read; what each edit gives back, in minor units, by its reference. */
  edits?: { version: number; refunds: Record<string, number> };
  exchangeOf?: ExchangeOf;
}

export const OrderEntity = new Entity(
  {
    model: { service: "tradewind", entity: "order", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      customerId: { type: "string", required: true },
      status: { type: "string", required: true },
      placedAt: { type: "string", required: true },
      updatedAt: { type: "string", required: true },
      correlationId: { type: "string", required: true },
      shard: { type: "string", required: true },
      open: { type: "string" },
      lines: { type: "any", required: true },
      totals: { type: "any", required: true },
      shippingAddress: { type: "any", required: true },
      shippingMethod: { type: "string", required: true },
      payment: { type: "any", required: true },
      history: { type: "any", required: true },
      execution: { type: "string" },
      allocations: { type: "any" },
      taskToken: { type: "string" },
      fulfilledAt: { type: "string" },
      stockReturnedAt: { type: "string" },
      withdrawnAt: { type: "string" },
      failure: { type: "any" },
      returns: { type: "any" },
      trackingNumber: { type: "string" },
      edits: { type: "any" },
      exchangeOf: { type: "any" },
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
