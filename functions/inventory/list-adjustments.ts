import { listStockAdjustments } from "@tradewind/blueprint/areas/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(listStockAdjustments, ({ params, query }) =>
  Inventory.adjustments(params.sku, query),
);
