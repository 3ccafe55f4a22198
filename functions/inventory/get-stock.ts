import { getStock } from "@tradewind/blueprint/areas/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(getStock, ({ ctx, params }) => Inventory.get(ctx, params.sku));
