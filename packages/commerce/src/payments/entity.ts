import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type { CardBrand, PaymentStatus } from "@tradewind/blueprint/areas/payments";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import type { Refunds } from "./rules.ts";

/** A card as the processor knows it: enough to charge it and to show it, and no number. */
export const PaymentTokenEntity = new Entity(
  {
    model: { service: "tradewind", entity: "paymenttoken", version: "1" },
    attributes: {
      token: { type: "string", required: true },
      customerId: { type: "string", required: true },
      brand: { type: CustomAttributeType<CardBrand>("string"), required: true },
      last4: { type: "string", required: true },
      /** Keyed hash of the number: the same card gives the same fingerprint. */
      fingerprint: { type: "string", required: true },
      /** The processor's own reference to the card. */
      instrument: { type: "string", required: true },
      /** A token pays one order. */
      orderId: { type: "string" },
      /** Epoch seconds. */
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["token"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The one payment of an order, kept beside it. Amounts in minor units. */
export const PaymentEntity = new Entity(
  {
    model: { service: "tradewind", entity: "payment", version: "1" },
    attributes: {
      orderId: { type: "string", required: true },
      status: { type: CustomAttributeType<PaymentStatus>("string"), required: true },
      amount: { type: "number", required: true },
      currency: { type: "string", required: true },
      captured: { type: "number", required: true },
      /** The sum of the refunds that are made. */
      refunded: { type: "number", required: true },
      refunds: { type: CustomAttributeType<Refunds>("any"), required: true },
      /** Raised by each write of the refunds. A write names the version it read. */
      refundsVersion: { type: "number", required: true },
      instrument: { type: "string", required: true },
      /** The processor's reference to the authorisation. */
      authorization: { type: "string" },
      updatedAt: { type: "number", required: true },
      /** Set while the processor has to be asked again; see `platform/due.ts`. */
      due: { type: "string" },
      dueAt: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
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

export type Payment = EntityItem<typeof PaymentEntity>;
