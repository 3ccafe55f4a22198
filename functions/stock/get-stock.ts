import { getStock } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getStock, ({ ctx, params }) => Inventory.get(ctx, params.sku));
