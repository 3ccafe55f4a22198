import { listStockAdjustments } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listStockAdjustments, ({ params, query }) =>
  Inventory.adjustments(params.sku, query),
);
