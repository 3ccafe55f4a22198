import { CustomAttributeType, Entity } from "electrodb";
import type { CardBrand, PaymentStatus } from "@tradewind/blueprint/areas/payments";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

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
      refunded: { type: "number", required: true },
      /** What each refund gave back, by its reference: their sum is `refunded`. */
      refunds: { type: CustomAttributeType<Record<string, number>>("any") },
      instrument: { type: "string", required: true },
      /** The processor's reference to the authorisation. */
      authorization: { type: "string" },
      updatedAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["orderId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
