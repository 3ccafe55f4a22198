import { CustomAttributeType, Entity } from "electrodb";
import type { KeyScope } from "@tradewind/blueprint/language/access";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/** The API key of an integration. Its secret is so random that a plain hash hides it. */
export const ApiKeyEntity = new Entity(
  {
    model: { service: "tradewind", entity: "apiKey", version: "1" },
    attributes: {
      keyId: { type: "string", required: true },
      name: { type: "string", required: true },
      scopes: { type: CustomAttributeType<KeyScope[]>("any"), required: true },
      requestsPerMinute: { type: "number", required: true },
      hash: { type: "string", required: true },
      /** Hash of the previous secret, which works until `previousUntil`, in epoch seconds. */
      previousHash: { type: "string" },
      previousUntil: { type: "number" },
      createdAt: { type: "string", required: true },
      createdBy: { type: "string", required: true },
      rotatedAt: { type: "string" },
    },
    indexes: {
      // Keys are few, in one partition: the authorizer reads one of them once a minute at most.
      primary: {
        pk: { field: "pk", composite: [], casing: "none" },
        sk: { field: "sk", composite: ["keyId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** Number of requests of a key in a minute. */
export const KeyUseEntity = new Entity(
  {
    model: { service: "tradewind", entity: "apiKeyUse", version: "1" },
    attributes: {
      keyId: { type: "string", required: true },
      minute: { type: "number", required: true },
      count: { type: "number" },
      /** Epoch seconds. */
      expiresAt: { type: "number" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["keyId"], casing: "none" },
        sk: { field: "sk", composite: ["minute"] },
      },
    },
  },
  inCommerceTable(),
);
