import { adjustStock } from "@tradewind/blueprint/areas/inventory";
import { Inventory } from "@tradewind/commerce/inventory";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(adjustStock, ({ ctx, params, body }) =>
  Inventory.adjust(ctx, params.sku, body),
);
