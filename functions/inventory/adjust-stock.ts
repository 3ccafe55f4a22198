import { adjustStock } from "@tradewind/blueprint/areas/inventory";
import * as Inventory from "@tradewind/commerce/inventory";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adjustStock, ({ ctx, params, body }) =>
  Inventory.adjust(ctx, params.sku, body),
);
