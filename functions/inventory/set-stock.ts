import { setStock } from "@tradewind/blueprint/areas/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(setStock, async ({ ctx, params, body }) => {
  await Inventory.set(ctx, params.sku, body);
  return Inventory.get(ctx, params.sku);
});
