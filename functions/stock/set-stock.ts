import { setStock } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(setStock, ({ ctx, params, body }) =>
  Inventory.set(ctx, params.sku, body.available),
);
