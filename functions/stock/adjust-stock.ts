import { adjustStock } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(adjustStock, ({ ctx, params, body }) =>
  Inventory.adjust(ctx, params.sku, body),
);
