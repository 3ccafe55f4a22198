import { getStock } from "@tradewind/blueprint/stock";
import { Inventory } from "@tradewind/commerce/inventory";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getStock, ({ params }) => Inventory.get(params.sku));
