import { setStockPolicy } from "@tradewind/blueprint/areas/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(setStockPolicy, async ({ ctx, params, body }) => {
  await Inventory.setPolicy(ctx, params.sku, body);
  return Inventory.get(ctx, params.sku);
});
