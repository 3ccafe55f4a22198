import { CustomAttributeType, Entity } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/cart";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

/**
 * A line of a cart, with the price that the shopper was shown. Amounts are minor units of the
 * shop's currency.
 */
export interface CartLine
  extends Pick<CartItem, "sku" | "productId" | "name" | "options" | "image" | "quantity"> {
  unitPrice: number;
}
type CartItem = Api.Cart["items"][number];

export const CartEntity = new Entity(
  {
    model: { service: "tradewind", entity: "cart", version: "1" },
    attributes: {
      customerId: { type: "string", required: true },
      lines: { type: CustomAttributeType<CartLine[]>("any"), required: true },
      /** Grows with every change; a write names the version it read. */
      version: { type: "number", required: true },
      updatedAt: { type: "number", required: true },
      /** Epoch seconds. */
      expiresAt: { type: "number" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["customerId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);
