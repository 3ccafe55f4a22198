import { setStock } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(setStock, async ({ ctx, params, body }) => {
  await Inventory.set(ctx, params.sku, body.available, body.location);
  return Inventory.get(ctx, params.sku);
});
